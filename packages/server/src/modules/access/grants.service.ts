import type { NewAuditEntry } from '#modules/audit';
import type { Tx } from '#platform/db/schema.ts';
import type { Core } from './access.deps.ts';
import { mayGrant } from './access.rules.ts';
import { deleteUserRole, insertUserRole } from './access.store.ts';
import type { AccessService, Caller, Group, Holder, Role } from './access.types.ts';
import { refusalToGive } from './carried-access.ts';
import { deleteGroupRole, insertGroupRole, touchGroup } from './groups/groups.store.ts';
import { emitGroupChange, getGroup } from './groups/groups.service.ts';
import { done, refusalOf } from './guard.service.ts';
import { permission } from './policy.rules.ts';
import { getRole } from './roles/roles.service.ts';

type GrantUseCases = Pick<AccessService, 'grantRole' | 'revokeRole' | 'giveRole'>;

type Change = 'role.grant' | 'role.revoke';

function grantEntry(action: Change, role: Role, holder: Holder): NewAuditEntry {
  const target =
    'userId' in holder ? { type: 'user', id: holder.userId } : { type: 'group', id: holder.groupId };
  return { action, outcome: 'success', target, details: { role: role.name, role_id: role.id } };
}

/** False when nothing had to be done. */
async function changeUserRole(
  core: Core,
  tx: Tx,
  change: { action: Change; userId: string; role: Role },
): Promise<boolean> {
  const { action, userId, role } = change;
  const write = action === 'role.grant' ? insertUserRole : deleteUserRole;
  if (!(await write(tx, userId, role.id))) return false;
  const data = { reason: action, role: role.name, role_id: role.id };
  await core.events.emit(tx, { type: 'user.access_changed', subjectId: userId, data });
  return true;
}

async function changeGroupRole(
  core: Core,
  tx: Tx,
  change: { action: Change; group: Pick<Group, 'id' | 'name'>; role: Role },
): Promise<boolean> {
  const { action, group, role } = change;
  const write = action === 'role.grant' ? insertGroupRole : deleteGroupRole;
  if (!(await write(tx, group.id, role.id))) return false;
  await touchGroup(tx, group.id, core.clock.nowMs());
  const data = { name: role.name, group: group.id };
  await core.events.emit(tx, { type: 'role.changed', subjectId: role.id, data });
  await emitGroupChange(core, tx, { group });
  return true;
}

interface GrantRequest {
  action: Change;
  caller: Caller;
  holder: Holder;
  roleNameOrId: string;
}

async function changeGrant(core: Core, request: GrantRequest): Promise<void> {
  const { action, caller, holder } = request;
  await core.guard.perform(caller, permission('roles.grant'), async (tx) => {
    const role = await getRole(tx, request.roleNameOrId);
    const target = { type: 'role', id: role.id };
    const refusal = refusalOf(caller, mayGrant(role), { code: 'access.cannot_grant', target });
    if (refusal) return refusal;
    if (action === 'role.grant') {
      const gift = { roleIds: [role.id], groupIds: [] };
      const tooMuch = await refusalToGive(core, tx, { caller, gift, target });
      if (tooMuch) return tooMuch;
    }
    const found = 'userId' in holder ? holder : await getGroup(tx, holder.groupId);
    const isChanged =
      'userId' in found
        ? await changeUserRole(core, tx, { action, userId: found.userId, role })
        : await changeGroupRole(core, tx, { action, group: found, role });
    const resolved = 'userId' in found ? found : { groupId: found.id };
    if (isChanged) await core.audit.record(tx, caller.act, grantEntry(action, role, resolved));
    return done(undefined);
  });
}

export function createGrantUseCases(core: Core): GrantUseCases {
  return {
    grantRole: (caller, holder, roleNameOrId) =>
      changeGrant(core, { action: 'role.grant', caller, holder, roleNameOrId }),
    revokeRole: (caller, holder, roleNameOrId) =>
      changeGrant(core, { action: 'role.revoke', caller, holder, roleNameOrId }),
    async giveRole(tx, act, ...[userId, role]) {
      const isNew = await changeUserRole(core, tx, { action: 'role.grant', userId, role });
      if (isNew) await core.audit.record(tx, act, grantEntry('role.grant', role, { userId }));
    },
  };
}
