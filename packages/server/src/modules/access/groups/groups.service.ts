import type { NewAuditEntry } from '#modules/audit';
import type { Db } from '#platform/db/schema.ts';
import { AppError, type FieldError } from '#platform/errors.ts';
import { isUuid } from '#platform/ids.ts';
import type { Core } from '../access.deps.ts';
import { mayGrant } from '../access.rules.ts';
import type { AccessService, Caller, Group, Role } from '../access.types.ts';
import { done, refusalOf, type Refusal } from '../guard.service.ts';
import { allOf, permission } from '../policy.rules.ts';
import { describeDescription } from '../roles/role-input.rules.ts';
import { getRole } from '../roles/roles.service.ts';
import * as store from './groups.store.ts';

type GroupUseCases = Pick<
  AccessService,
  'listGroups' | 'getGroup' | 'createGroup' | 'deleteGroup' | 'addMember' | 'removeMember' | 'listMembers'
>;

/** Letters of any script, digits and plain punctuation: a group's name is read by people. */
const groupNamePattern = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N} .,:&()_/'-]{0,98}[\p{L}\p{M}\p{N}.)])?$/u;

/** AppError `access.group_not_found`. */
export async function getGroup(db: Db, nameOrId: string): Promise<Group> {
  const group = await store.findGroup(db, nameOrId);
  if (!group) throw new AppError('access.group_not_found');
  return group;
}

function checkGroupInput(input: { name: string; description?: string }): string {
  const name = input.name.normalize('NFKC').trim();
  const fields: FieldError[] = [];
  if (!groupNamePattern.test(name) || isUuid(name.toLowerCase())) {
    const message = 'Use 1 to 100 letters, digits, spaces and plain punctuation.';
    fields.push({ path: 'name', message });
  }
  fields.push(...describeDescription(input.description ?? ''));
  if (fields.length > 0) throw new AppError('request.invalid', { fields });
  return name;
}

function groupEntry(action: NewAuditEntry['action'], group: Group): NewAuditEntry {
  const { name, roles } = group;
  return { action, outcome: 'success', target: { type: 'group', id: group.id }, details: { name, roles } };
}

async function createGroup(
  core: Core,
  caller: Caller,
  input: { name: string; description?: string },
): Promise<Group> {
  const name = checkGroupInput(input);
  return core.guard.perform(caller, permission('roles.manage'), async (tx) => {
    const description = input.description ?? '';
    const group = { id: core.newId(), name, description, roles: [], createdAt: core.clock.nowMs() };
    if (!(await store.insertGroupUnlessTaken(tx, group))) {
      const fields = [{ path: 'name', message: 'A group with this name exists already.' }];
      throw new AppError('access.group_taken', { fields });
    }
    await core.audit.record(tx, caller.act, groupEntry('group.create', group));
    return done(group);
  });
}

async function rolesOf(db: Db, group: Group): Promise<Role[]> {
  return Promise.all(group.roles.map((name) => getRole(db, name)));
}

/** Whoever changes who is in a group gives or takes all its roles at once. */
function refusalToGrantAll(caller: Caller, group: Group, roles: Role[]): Refusal | undefined {
  const target = { type: 'group', id: group.id };
  return refusalOf(caller, mayGrant(...roles), { code: 'access.cannot_grant', target });
}

async function deleteGroup(core: Core, caller: Caller, nameOrId: string): Promise<void> {
  const policy = allOf(permission('roles.manage'), permission('roles.grant'));
  await core.guard.perform(caller, policy, async (tx) => {
    const group = await getGroup(tx, nameOrId);
    const roles = await rolesOf(tx, group);
    const refusal = refusalToGrantAll(caller, group, roles);
    if (refusal) return refusal;
    if (!(await store.deleteGroup(tx, group.id))) throw new AppError('access.group_not_found');
    for (const role of roles) {
      const data = { name: role.name, group: group.id };
      await core.events.emit(tx, { type: 'role.changed', subjectId: role.id, data });
    }
    await core.audit.record(tx, caller.act, groupEntry('group.delete', group));
    return done(undefined);
  });
}

interface MemberChange {
  action: 'group.add_member' | 'group.remove_member';
  caller: Caller;
  group: string;
  userId: string;
}

async function changeMember(core: Core, change: MemberChange): Promise<void> {
  const { action, caller, userId } = change;
  await core.guard.perform(caller, permission('roles.grant'), async (tx) => {
    const group = await getGroup(tx, change.group);
    const refusal = refusalToGrantAll(caller, group, await rolesOf(tx, group));
    if (refusal) return refusal;
    const write = action === 'group.add_member' ? store.insertMember : store.deleteMember;
    if (!(await write(tx, group.id, userId))) return done(undefined);
    const data = { reason: action, group: group.name };
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
    getGroup: (nameOrId) => getGroup(db, nameOrId),
    createGroup: (caller, group) => createGroup(core, caller, group),
    deleteGroup: (caller, nameOrId) => deleteGroup(core, caller, nameOrId),
    addMember: (caller, group, userId) =>
      changeMember(core, { action: 'group.add_member', caller, group, userId }),
    removeMember: (caller, group, userId) =>
      changeMember(core, { action: 'group.remove_member', caller, group, userId }),
    listMembers: async (nameOrId, page) => store.listMembers(db, (await getGroup(db, nameOrId)).id, page),
  };
}
