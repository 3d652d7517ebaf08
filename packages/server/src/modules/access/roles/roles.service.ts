import type { Act, NewAuditEntry } from '#modules/audit';
import { uniqueViolation } from '#platform/db/db-errors.ts';
import type { Db, Tx } from '#platform/db/schema.ts';
import { AppError } from '#platform/errors.ts';
import { isSameHoldings, isStronger, mayDefine } from '../access.rules.ts';
import { nameKey } from '../access.table.ts';
import type {
  AccessService,
  Caller,
  Expectation,
  Listed,
  NewRole,
  Role,
  RoleQuery,
} from '../access.types.ts';
import type { Core } from '../access.deps.ts';
import { requireVersion } from '../expectation.rules.ts';
import { touchGroupsWithRole } from '../groups/groups.store.ts';
import { checkQuery, rankOf, rankPosition, toListed } from '../lists.rules.ts';
import { positionInOrder } from '../name-pages.store.ts';
import { lockDefined, requireDefined } from '../permissions/defined-permissions.ts';
import { done, refusalOf, refuse, type Outcome, type Refusal } from '../guard.service.ts';
import { permission } from '../policy.rules.ts';
import { builtinRoles } from './builtin-roles.rules.ts';
import { checkRoleInput, distinctSorted } from './role-input.rules.ts';
import * as store from './roles.store.ts';

type RoleUseCases = Pick<
  AccessService,
  | 'ensureBuiltinRoles'
  | 'listRoles'
  | 'listRolePage'
  | 'getRole'
  | 'findRoleByLevel'
  | 'createRole'
  | 'updateRole'
  | 'deleteRole'
>;

const systemAct: Act = {
  actor: { type: 'system', id: null },
  origin: { address: null, userAgent: null, requestId: null },
};

function buildRole(core: Core, input: NewRole, isBuiltin: boolean): Role {
  const now = core.clock.nowMs();
  return {
    id: core.newId(),
    name: input.name,
    level: input.level ?? null,
    description: input.description ?? '',
    isBuiltin,
    permissions: distinctSorted(input.permissions ?? []),
    createdAt: now,
    updatedAt: now,
    version: 1,
  };
}

function roleEntry(action: NewAuditEntry['action'], role: Role): NewAuditEntry {
  const { name, level, permissions } = role;
  return {
    action,
    outcome: 'success',
    target: { type: 'role', id: role.id },
    details: { name, level, permissions },
  };
}

/** Client services are told what a role is worth before anybody holds it. */
function emitNew(core: Core, tx: Tx, { id, name }: Role): Promise<void> {
  return core.events.emit(tx, { type: 'role.changed', subjectId: id, data: { name } });
}

async function ensureBuiltinRoles(core: Core): Promise<void> {
  const existing = new Set((await store.listRoleNames(core.database.db)).map(nameKey));
  const missing = builtinRoles.filter((role) => !existing.has(role.name));
  if (missing.length === 0) return;
  await core.database.write(async (tx) => {
    for (const input of missing) {
      const role = buildRole(core, input, true);
      // Another process that starts at this moment may have been quicker.
      const isNew = await store.insertRoleUnlessTaken(tx, role);
      if (!isNew) continue;
      // Of an installation that begins with them nobody has been told anything yet.
      if (existing.size > 0) await emitNew(core, tx, role);
      await core.audit.record(tx, systemAct, roleEntry('role.create', role));
    }
  });
}

async function createRole(core: Core, caller: Caller, input: NewRole): Promise<Role> {
  checkRoleInput(input);
  const role = buildRole(core, input, false);
  return core.guard.perform(caller, permission('roles.manage'), async (tx) => {
    const refusal = refusalOf(caller, mayDefine(role), { code: 'access.cannot_grant' });
    if (refusal) return refusal;
    requireDefined(await lockDefined(tx, role.permissions), input.permissions ?? []);
    if (!(await store.insertRoleUnlessTaken(tx, role))) {
      throw new AppError('access.role_taken', { fields: [takenName] });
    }
    await emitNew(core, tx, role);
    await core.audit.record(tx, caller.act, roleEntry('role.create', role));
    return done(role);
  });
}

const takenName = { path: 'name', message: 'A role with this name exists already.' };

/** The role as it will be; fields that are absent stay. */
function applyChanges(role: Role, changes: Partial<NewRole>, now: number): Role {
  return {
    ...role,
    name: changes.name ?? role.name,
    level: changes.level === undefined ? role.level : changes.level,
    description: changes.description ?? role.description,
    permissions: changes.permissions ? distinctSorted(changes.permissions) : role.permissions,
    updatedAt: now,
    version: role.version + 1,
  };
}

function isSameRole(before: Role, after: Role): boolean {
  const isSameText = before.name === after.name && before.description === after.description;
  return isSameText && isSameHoldings(before, after);
}

function refusalToEdit(caller: Caller, before: Role, after: Role): Refusal | undefined {
  const target = { type: 'role', id: before.id };
  const refusal = refusalOf(caller, mayDefine(before, after), { code: 'access.cannot_grant', target });
  if (refusal || typeof caller.subject !== 'object' || caller.subject === null) return refusal;
  const { roles, isSuperuser } = caller.subject;
  if (isSuperuser || !roles.includes(before.name) || !isStronger(before, after)) return undefined;
  const message = 'You cannot add to a role that you hold yourself.';
  return refuse({ code: 'access.cannot_grant', message, target }, ['a role of somebody else']);
}

interface RoleChange {
  caller: Caller;
  nameOrId: string;
  changes: Partial<NewRole> & Expectation;
}

async function updateRole(core: Core, change: RoleChange): Promise<Role> {
  checkRoleInput(change.changes);
  const { caller, changes } = change;
  const edited = core.guard.perform(caller, permission('roles.manage'), async (tx) => {
    // Permissions before the role, as whoever deletes a permission locks them: no deadlock.
    const defined = await lockDefined(tx, changes.permissions ?? []);
    const before = await lockRole(tx, change.nameOrId);
    const after = applyChanges(before, changes, core.clock.nowMs());
    const refusal = refusalToEdit(caller, before, after);
    if (refusal) return refusal;
    requireVersion(before, changes);
    requireDefined(defined, changes.permissions ?? []);
    if (before.isBuiltin && after.name !== before.name) throw new AppError('access.role_builtin');
    return isSameRole(before, after) ? done(before) : saveRole(core, tx, { caller, before, after });
  });
  return edited.catch((error: unknown) => {
    const isTaken = uniqueViolation(error)?.includes('name_key') === true;
    throw isTaken ? new AppError('access.role_taken', { fields: [takenName], cause: error }) : error;
  });
}

interface Edit {
  caller: Caller;
  before: Role;
  after: Role;
}

async function saveRole(core: Core, tx: Tx, { caller, before, after }: Edit): Promise<Outcome<Role>> {
  await store.updateRole(tx, after);
  if (before.name !== after.name) await touchGroupsWithRole(tx, after.id, after.updatedAt);
  if (!isSameHoldings(before, after) || before.name !== after.name) {
    const data = { name: after.name, previous_name: before.name };
    await core.events.emit(tx, { type: 'role.changed', subjectId: after.id, data });
  }
  const entry = roleEntry('role.update', after);
  const was = {
    previous_name: before.name,
    previous_level: before.level,
    previous_permissions: before.permissions,
  };
  await core.audit.record(tx, caller.act, { ...entry, details: { ...entry.details, ...was } });
  return done(after);
}

interface RoleDeletion {
  caller: Caller;
  nameOrId: string;
  expectation: Expectation;
}

async function deleteRole(core: Core, { caller, nameOrId, expectation }: RoleDeletion): Promise<void> {
  await core.guard.perform(caller, permission('roles.manage'), async (tx) => {
    const role = await lockRole(tx, nameOrId);
    const target = { type: 'role', id: role.id };
    const refusal = refusalOf(caller, mayDefine(role), { code: 'access.cannot_grant', target });
    if (refusal) return refusal;
    requireVersion(role, expectation);
    if (role.isBuiltin) throw new AppError('access.role_builtin');
    await touchGroupsWithRole(tx, role.id, core.clock.nowMs());
    await store.deleteRole(tx, role.id);
    const data = { name: role.name, is_deleted: true };
    await core.events.emit(tx, { type: 'role.changed', subjectId: role.id, data });
    await core.audit.record(tx, caller.act, roleEntry('role.delete', role));
    return done(undefined);
  });
}

async function lockRole(tx: Tx, nameOrId: string): Promise<Role> {
  const role = await store.lockRole(tx, nameOrId);
  if (!role) throw new AppError('access.role_not_found');
  return role;
}

function rolePosition(order: RoleQuery['order']): (role: Role) => string {
  return (role) =>
    order === 'level'
      ? rankPosition({ rank: rankOf(role), nameKey: nameKey(role.name) })
      : positionInOrder(order, role);
}

async function listRolePage(db: Db, query: RoleQuery): Promise<Listed<Role>> {
  checkQuery(query);
  const found = await store.listRolePage(db, { ...query, limit: query.limit + 1 });
  return toListed(found, query.limit, rolePosition(query.order));
}

/** AppError `access.role_not_found`. */
export async function getRole(db: Db, nameOrId: string): Promise<Role> {
  const role = await store.findRole(db, nameOrId);
  if (!role) throw new AppError('access.role_not_found');
  return role;
}

export function createRoleUseCases(core: Core): RoleUseCases {
  const { db } = core.database;
  return {
    ensureBuiltinRoles: () => ensureBuiltinRoles(core),
    listRoles: () => store.listRoles(db),
    listRolePage: (query) => listRolePage(db, query),
    getRole: (nameOrId) => getRole(db, nameOrId),
    findRoleByLevel: (level) => store.findRoleByLevel(db, level),
    createRole: (caller, role) => createRole(core, caller, role),
    updateRole: (caller, nameOrId, changes) => updateRole(core, { caller, nameOrId, changes }),
    deleteRole: (caller, nameOrId, expectation = {}) => deleteRole(core, { caller, nameOrId, expectation }),
  };
}
