import type { AccessDeps, Core } from './access.deps.ts';
import { atLeast, mayGrant } from './access.rules.ts';
import { countActiveHolders, findAccess, listDirectRoles } from './access.store.ts';
import type { AccessService } from './access.types.ts';
import { assignments, authorityOf } from './assignments/assignments.ts';
import { createBlocklistUseCases } from './blocklist/blocklist.service.ts';
import { refusalToGive } from './carried-access.ts';
import { createGrantUseCases } from './grants.service.ts';
import { createGroupUseCases } from './groups/groups.service.ts';
import { listGroupNamesOf } from './groups/groups.store.ts';
import { createGuard } from './guard.service.ts';
import { listHoldings } from './holdings.store.ts';
import { createPermissionUseCases } from './permissions/permissions.service.ts';
import { permission, superuser } from './policy.rules.ts';
import { createRoleUseCases } from './roles/roles.service.ts';

/** Roles, groups, the blocklist, and who may do what. */
export function createAccessService(deps: AccessDeps): AccessService {
  const guard = createGuard(deps);
  const core: Core = { ...deps, guard };
  const requireWithinReach: AccessService['requireWithinReach'] = async (caller, { id }) => {
    const order = { caller, gift: { roleIds: [id], groupIds: [] }, target: { type: 'role', id } };
    await guard.turnAway(caller, await refusalToGive(core, deps.database.db, order));
  };
  return {
    accessOf: findAccess,
    listDirectRoles,
    listGroupsOf: listGroupNamesOf,
    holdingsOf: listHoldings,
    countHolders: countActiveHolders,
    authorityOf,
    assignments,
    requirePermission: (caller, name) => guard.demand(caller, permission(name)),
    requireSuperuser: (caller) => guard.demand(caller, superuser()),
    requireAtLeast: (caller, target) =>
      guard.demand(caller, atLeast(target), { target: { type: 'user', id: target.userId } }),
    beyondReach: deps.ports.beyondReach,
    async requireMayGrant(caller, role) {
      const target = { type: 'role', id: role.id };
      await guard.demand(caller, mayGrant(role), { code: 'access.cannot_grant', target });
      await requireWithinReach(caller, role);
    },
    requireWithinReach,
    ...createRoleUseCases(core),
    ...createPermissionUseCases(core),
    ...createGrantUseCases(core),
    ...createGroupUseCases(core),
    ...createBlocklistUseCases(core),
  };
}
