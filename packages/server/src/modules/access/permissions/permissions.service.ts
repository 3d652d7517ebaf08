import { isPermission, permissionCatalogue, permissionNames } from '@ostiary/contract';
import type { NewAuditEntry } from '#modules/audit';
import type { Db, Tx } from '#platform/db/schema.ts';
import { AppError, type FieldError } from '#platform/errors.ts';
import type { Core } from '../access.deps.ts';
import { mayDefine } from '../access.rules.ts';
import type {
  AccessService,
  Caller,
  DefinedPermission,
  Expectation,
  Listed,
  NewPermission,
  PermissionQuery,
  Role,
} from '../access.types.ts';
import { requireVersion } from '../expectation.rules.ts';
import { done, refusalOf } from '../guard.service.ts';
import { checkQuery, toListed } from '../lists.rules.ts';
import { permission } from '../policy.rules.ts';
import { describeDescription } from '../roles/role-input.rules.ts';
import { deletePermissionOfRoles, listRolesHolding } from '../roles/roles.store.ts';
import { problemOfNewPermission } from './permission-name.rules.ts';
import * as store from './permissions.store.ts';

type PermissionUseCases = Pick<
  AccessService,
  'listPermissions' | 'getPermission' | 'createPermission' | 'updatePermission' | 'deletePermission'
>;

const builtinPermissions: readonly DefinedPermission[] = permissionNames.map((name) => ({
  name,
  description: permissionCatalogue[name],
  isBuiltin: true,
  createdAt: null,
  updatedAt: null,
  version: 1,
}));

function builtinsOf({ order, after, search = '', isBuiltin = true }: PermissionQuery): DefinedPermission[] {
  if (!isBuiltin) return [];
  const isDescending = order === '-name';
  const isAfter = (name: string): boolean =>
    after === undefined || (isDescending ? name < after : name > after);
  const found = builtinPermissions.filter(({ name }) => name.startsWith(search) && isAfter(name));
  return isDescending ? found.reverse() : found;
}

async function listPermissions(db: Db, query: PermissionQuery): Promise<Listed<DefinedPermission>> {
  checkQuery(query);
  // Names are in small letters: a search in any case is one in small letters.
  const asked = query.search === undefined ? query : { ...query, search: query.search.toLowerCase() };
  const { limit, order, isBuiltin = false } = asked;
  const custom = isBuiltin ? [] : await store.listPermissions(db, { ...asked, limit: limit + 1 });
  const direction = order === '-name' ? -1 : 1;
  const all = [...builtinsOf(asked), ...custom].sort((a, b) => (a.name < b.name ? -direction : direction));
  return toListed(all, limit, ({ name }) => name);
}

async function getPermission(db: Db, name: string): Promise<DefinedPermission> {
  const found =
    builtinPermissions.find((builtin) => builtin.name === name) ?? (await store.findPermission(db, name));
  if (!found) throw new AppError('access.permission_not_found');
  return found;
}

function permissionEntry(
  action: NewAuditEntry['action'],
  { name, description }: { name: string; description: string },
): NewAuditEntry {
  return { action, outcome: 'success', target: { type: 'permission', id: name }, details: { description } };
}

function checkNewPermission(input: NewPermission): void {
  const problem = problemOfNewPermission(input.name);
  const fields: FieldError[] = problem === undefined ? [] : [{ path: 'name', message: problem }];
  fields.push(...describeDescription(input.description ?? ''));
  if (fields.length > 0) throw new AppError('request.invalid', { fields });
}

async function createPermission(
  core: Core,
  caller: Caller,
  input: NewPermission,
): Promise<DefinedPermission> {
  checkNewPermission(input);
  const { name, description = '' } = input;
  return core.guard.perform(caller, permission('roles.manage'), async (tx) => {
    const now = core.clock.nowMs();
    if (!(await store.insertPermissionUnlessTaken(tx, { name, description, now }))) {
      const fields = [{ path: 'name', message: 'A permission with this name exists already.' }];
      throw new AppError('access.permission_taken', { fields });
    }
    await core.audit.record(tx, caller.act, permissionEntry('permission.create', { name, description }));
    return done({ name, description, isBuiltin: false, createdAt: now, updatedAt: now, version: 1 });
  });
}

/** Errors: `access.permission_builtin`, `access.permission_not_found`, `request.precondition_failed`. */
async function lockForChange(tx: Tx, name: string, expectation: Expectation): Promise<DefinedPermission> {
  if (isPermission(name)) throw new AppError('access.permission_builtin');
  const [found] = await store.lockPermissions(tx, [name]);
  if (!found) throw new AppError('access.permission_not_found');
  requireVersion(found, expectation);
  return found;
}

interface PermissionChange {
  caller: Caller;
  name: string;
  changes: { description?: string } & Expectation;
}

async function updatePermission(core: Core, change: PermissionChange): Promise<DefinedPermission> {
  const { caller, name, changes } = change;
  const fields = describeDescription(changes.description ?? '');
  if (fields.length > 0) throw new AppError('request.invalid', { fields });
  return core.guard.perform(caller, permission('roles.manage'), async (tx) => {
    const before = await lockForChange(tx, name, changes);
    const { description = before.description } = changes;
    if (description === before.description) return done(before);
    const now = core.clock.nowMs();
    const after = await store.updateDescription(tx, { name, description, now });
    const entry = permissionEntry('permission.update', after);
    const details = { description, previous_description: before.description };
    await core.audit.record(tx, caller.act, { ...entry, details });
    return done(after);
  });
}

interface PermissionDeletion {
  caller: Caller;
  name: string;
  expectation: Expectation;
}

async function tellRoles(core: Core, tx: Tx, roles: readonly Role[]): Promise<void> {
  for (const role of roles) {
    const data = { name: role.name, previous_name: role.name };
    await core.events.emit(tx, { type: 'role.changed', subjectId: role.id, data });
  }
}

async function deletePermission(core: Core, deletion: PermissionDeletion): Promise<void> {
  const { caller, name, expectation } = deletion;
  await core.guard.perform(caller, permission('roles.manage'), async (tx) => {
    const found = await lockForChange(tx, name, expectation);
    const roles = await listRolesHolding(tx, name);
    // Each of them becomes worth less, and that is only for those who may change it.
    const target = { type: 'permission', id: name };
    const refusal = refusalOf(caller, mayDefine(...roles), { code: 'access.cannot_grant', target });
    if (refusal) return refusal;
    await deletePermissionOfRoles(tx, name, core.clock.nowMs());
    await store.deletePermission(tx, name);
    await tellRoles(core, tx, roles);
    const entry = permissionEntry('permission.delete', found);
    const details = { description: found.description, roles: roles.map((role) => role.name) };
    await core.audit.record(tx, caller.act, { ...entry, details });
    return done(undefined);
  });
}

export function createPermissionUseCases(core: Core): PermissionUseCases {
  const { db } = core.database;
  return {
    listPermissions: (query) => listPermissions(db, query),
    getPermission: (name) => getPermission(db, name),
    createPermission: (caller, input) => createPermission(core, caller, input),
    updatePermission: (caller, name, changes) => updatePermission(core, { caller, name, changes }),
    deletePermission: (caller, name, expectation = {}) =>
      deletePermission(core, { caller, name, expectation }),
  };
}
