import type { NewAuditEntry } from '#modules/audit';
import { uniqueViolation } from '#platform/db/db-errors.ts';
import type { Db, Tx } from '#platform/db/schema.ts';
import { AppError, type FieldError } from '#platform/errors.ts';
import type { Core } from '../access.deps.ts';
import { mayDefine, mayGrant } from '../access.rules.ts';
import type {
  AccessService,
  Caller,
  Expectation,
  Group,
  Listed,
  NameQuery,
  NewGroup,
  Role,
} from '../access.types.ts';
import { refusalToGive } from '../carried-access.ts';
import { requireVersion } from '../expectation.rules.ts';
import { done, refusalOf, type Refusal } from '../guard.service.ts';
import { checkQuery, toListed } from '../lists.rules.ts';
import { positionInOrder } from '../name-pages.store.ts';
import { allOf, permission } from '../policy.rules.ts';
import { describeDescription } from '../roles/role-input.rules.ts';
import { listRolesOfGroup } from '../roles/roles.store.ts';
import { problemOfGroupName, readGroupName } from './group-name.rules.ts';
import * as store from './groups.store.ts';

type GroupUseCases = Pick<
  AccessService,
  | 'listGroups'
  | 'listGroupPage'
  | 'getGroup'
  | 'createGroup'
  | 'updateGroup'
  | 'deleteGroup'
  | 'addMember'
  | 'removeMember'
  | 'listMembers'
>;

/** AppError `access.group_not_found`. */
export async function getGroup(db: Db, nameOrId: string): Promise<Group> {
  const group = await store.findGroup(db, nameOrId);
  if (!group) throw new AppError('access.group_not_found');
  return group;
}

/** AppError `request.invalid` with the fields. */
function checkGroupInput(input: Partial<NewGroup>): void {
  const fields: FieldError[] = [];
  const message = input.name === undefined ? undefined : problemOfGroupName(input.name);
  if (message !== undefined) fields.push({ path: 'name', message });
  fields.push(...describeDescription(input.description ?? ''));
  if (fields.length > 0) throw new AppError('request.invalid', { fields });
}

const takenName = { path: 'name', message: 'A group with this name exists already.' };

function groupEntry(action: NewAuditEntry['action'], group: Group): NewAuditEntry {
  const { name, roles } = group;
  return { action, outcome: 'success', target: { type: 'group', id: group.id }, details: { name, roles } };
}

interface GroupNotice {
  group: Pick<Group, 'id' | 'name'>;
  details?: Record<string, string | boolean>;
}

/** Client services are told what a group is: its name and its roles. */
export function emitGroupChange(core: Core, tx: Tx, { group, details }: GroupNotice): Promise<void> {
  const data = { name: group.name, ...details };
  return core.events.emit(tx, { type: 'group.changed', subjectId: group.id, data });
}

function buildGroup(core: Core, input: NewGroup): Group {
  const now = core.clock.nowMs();
  const { name, description = '' } = input;
  return {
    id: core.newId(),
    name: readGroupName(name),
    description,
    roles: [],
    createdAt: now,
    updatedAt: now,
    version: 1,
  };
}

async function createGroup(core: Core, caller: Caller, input: NewGroup): Promise<Group> {
  checkGroupInput(input);
  return core.guard.perform(caller, permission('roles.manage'), async (tx) => {
    const group = buildGroup(core, input);
    if (!(await store.insertGroupUnlessTaken(tx, group))) {
      throw new AppError('access.group_taken', { fields: [takenName] });
    }
    await emitGroupChange(core, tx, { group });
    await core.audit.record(tx, caller.act, groupEntry('group.create', group));
    return done(group);
  });
}

async function lockGroup(tx: Tx, nameOrId: string): Promise<Group> {
  const group = await store.lockGroup(tx, nameOrId);
  if (!group) throw new AppError('access.group_not_found');
  return group;
}

interface GroupChange {
  caller: Caller;
  nameOrId: string;
  changes: Partial<NewGroup> & Expectation;
}

async function saveGroup(core: Core, tx: Tx, { caller, before, after }: GroupEdit): Promise<Group> {
  await store.updateGroup(tx, after);
  await emitGroupChange(core, tx, { group: after, details: { previous_name: before.name } });
  const entry = groupEntry('group.update', after);
  const details = {
    ...{ name: after.name, previous_name: before.name },
    ...{ description: after.description, previous_description: before.description },
  };
  await core.audit.record(tx, caller.act, { ...entry, details });
  return after;
}

interface GroupEdit {
  caller: Caller;
  before: Group;
  after: Group;
}

async function updateGroup(core: Core, { caller, nameOrId, changes }: GroupChange): Promise<Group> {
  checkGroupInput(changes);
  const edited = core.guard.perform(caller, permission('roles.manage'), async (tx) => {
    const before = await lockGroup(tx, nameOrId);
    const target = { type: 'group', id: before.id };
    const policy = mayDefine(...(await listRolesOfGroup(tx, before.id)));
    const refusal = refusalOf(caller, policy, { code: 'access.cannot_grant', target });
    if (refusal) return refusal;
    requireVersion(before, changes);
    const name = changes.name === undefined ? before.name : readGroupName(changes.name);
    const { description = before.description } = changes;
    if (name === before.name && description === before.description) return done(before);
    const version = before.version + 1;
    const after = { ...before, name, description, updatedAt: core.clock.nowMs(), version };
    return done(await saveGroup(core, tx, { caller, before, after }));
  });
  return edited.catch((error: unknown) => {
    const isTaken = uniqueViolation(error)?.includes('name_key') === true;
    throw isTaken ? new AppError('access.group_taken', { fields: [takenName], cause: error }) : error;
  });
}

/** Whoever changes who is in a group gives or takes all its roles at once. */
function refusalToGrantAll(caller: Caller, group: Group, roles: Role[]): Refusal | undefined {
  const target = { type: 'group', id: group.id };
  return refusalOf(caller, mayGrant(...roles), { code: 'access.cannot_grant', target });
}

interface GroupDeletion {
  caller: Caller;
  nameOrId: string;
  expectation: Expectation;
}

async function deleteGroup(core: Core, { caller, nameOrId, expectation }: GroupDeletion): Promise<void> {
  const policy = allOf(permission('roles.manage'), permission('roles.grant'));
  await core.guard.perform(caller, policy, async (tx) => {
    const group = await lockGroup(tx, nameOrId);
    const roles = await listRolesOfGroup(tx, group.id);
    const refusal = refusalToGrantAll(caller, group, roles);
    if (refusal) return refusal;
    requireVersion(group, expectation);
    await store.deleteGroup(tx, group.id);
    for (const role of roles) {
      const data = { name: role.name, group: group.id };
      await core.events.emit(tx, { type: 'role.changed', subjectId: role.id, data });
    }
    await emitGroupChange(core, tx, { group, details: { is_deleted: true } });
    await core.audit.record(tx, caller.act, groupEntry('group.delete', group));
    return done(undefined);
  });
}

async function listGroupPage(db: Db, query: NameQuery): Promise<Listed<Group>> {
  checkQuery(query);
  const found = await store.listGroupPage(db, { ...query, limit: query.limit + 1 });
  return toListed(found, query.limit, (group) => positionInOrder(query.order, group));
}

interface MemberChange {
  action: 'group.add_member' | 'group.remove_member';
  caller: Caller;
  group: string;
  userId: string;
}

/** Whoever comes in also gets the access to services of the group, and of each of its roles. */
async function refusalToChangeMember(
  core: Core,
  tx: Tx,
  { action, caller, group }: Pick<MemberChange, 'action' | 'caller'> & { group: Group },
): Promise<Refusal | undefined> {
  const roles = await listRolesOfGroup(tx, group.id);
  const refusal = refusalToGrantAll(caller, group, roles);
  if (refusal || action === 'group.remove_member') return refusal;
  const gift = { roleIds: roles.map(({ id }) => id), groupIds: [group.id] };
  return refusalToGive(core, tx, { caller, gift, target: { type: 'group', id: group.id } });
}

async function changeMember(core: Core, change: MemberChange): Promise<void> {
  const { action, caller, userId } = change;
  await core.guard.perform(caller, permission('roles.grant'), async (tx) => {
    const group = await getGroup(tx, change.group);
    const refusal = await refusalToChangeMember(core, tx, { action, caller, group });
    if (refusal) return refusal;
    const write = action === 'group.add_member' ? store.insertMember : store.deleteMember;
    if (!(await write(tx, group.id, userId))) return done(undefined);
    const data = { reason: action, group: group.name, group_id: group.id };
    await core.events.emit(tx, { type: 'user.access_changed', subjectId: userId, data });
    const { details } = groupEntry(action, group);
    const target = { type: 'user', id: userId };
    await core.audit.record(tx, caller.act, {
      action,
      outcome: 'success',
      target,
      details: { ...details, group_id: group.id },
    });
    return done(undefined);
  });
}

export function createGroupUseCases(core: Core): GroupUseCases {
  const { db } = core.database;
  return {
    listGroups: () => store.listGroups(db),
    listGroupPage: (query) => listGroupPage(db, query),
    getGroup: (nameOrId) => getGroup(db, nameOrId),
    createGroup: (caller, group) => createGroup(core, caller, group),
    updateGroup: (caller, nameOrId, changes) => updateGroup(core, { caller, nameOrId, changes }),
    deleteGroup: (caller, nameOrId, expectation = {}) => deleteGroup(core, { caller, nameOrId, expectation }),
    addMember: (caller, group, userId) =>
      changeMember(core, { action: 'group.add_member', caller, group, userId }),
    removeMember: (caller, group, userId) =>
      changeMember(core, { action: 'group.remove_member', caller, group, userId }),
    listMembers: async (nameOrId, page) => store.listMembers(db, (await getGroup(db, nameOrId)).id, page),
  };
}
