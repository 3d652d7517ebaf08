import { sqliteDatabase, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { codeOf, createAccessFixture, operator, type AccessFixture } from '../access.fixture.ts';
import type { AccessService, Caller } from '../access.types.ts';

let store: TestDatabase;
let fixture: AccessFixture;
let access: AccessService;
let owner: Caller;
let admin: Caller;
let bob: string;

beforeEach(async () => {
  store = await sqliteDatabase();
  fixture = createAccessFixture(store);
  access = fixture.access;
  await access.ensureBuiltinRoles();
  owner = await fixture.addCaller(['owner']);
  admin = await fixture.addCaller(['admin']);
  bob = await fixture.addUser();
});
afterEach(() => store.close());

async function rolesOf(userId: string): Promise<string[]> {
  return (await access.accessOf(store.database.db, userId)).roles;
}

describe('groups', () => {
  test('are made and deleted by those who manage roles, and tell what their going changes', async () => {
    const group = await access.createGroup(owner, { name: ' Back  office ', description: 'The others' });
    expect(group).toMatchObject({ name: 'Back  office', roles: [] });
    expect(await codeOf(access.createGroup(owner, { name: 'BACK  OFFICE' }))).toBe('access.group_taken');
    expect(await codeOf(access.createGroup(admin, { name: 'Mine' }))).toBe('access.denied');
    await access.grantRole(owner, { groupId: group.id }, 'admin');
    await access.addMember(owner, group.id, bob);
    expect(await rolesOf(bob)).toEqual(['admin']);
    expect(await access.listGroups()).toMatchObject([{ id: group.id, roles: ['admin'] }]);
    await access.deleteGroup(owner, 'back  office');
    expect(await rolesOf(bob)).toEqual([]);
    const adminRole = await access.getRole('admin');
    const told = (await fixture.events()).slice(-6);
    expect(told.map((event) => [event.type, event.subjectId])).toEqual([
      ['group.changed', group.id],
      ['role.changed', adminRole.id],
      ['group.changed', group.id],
      ['user.access_changed', bob],
      ['role.changed', adminRole.id],
      ['group.changed', group.id],
    ]);
    expect(told[3]?.data).toEqual({
      ...{ reason: 'group.add_member', group: 'Back  office', group_id: group.id },
    });
    const actions = (await fixture.entries()).slice(-4).map((entry) => entry.action);
    expect(actions).toEqual(['access.denied', 'role.grant', 'group.add_member', 'group.delete']);
  });

  test('are told when they are made, renamed, given and deprived of a role, and deleted: once each', async () => {
    const since = (await fixture.events()).length;
    const { id } = await access.createGroup(owner, { name: 'Clerks' });
    await access.updateGroup(owner, id, { name: 'Clerks' });
    await access.updateGroup(owner, id, { name: 'Scribes' });
    for (let round = 0; round < 2; round++)
      await access.grantRole(owner, { groupId: 'scribes' }, 'read-only');
    for (let round = 0; round < 2; round++) await access.revokeRole(owner, { groupId: id }, 'read-only');
    await access.deleteGroup(owner, id);
    const told = (await fixture.events()).slice(since).filter(({ type }) => type === 'group.changed');
    expect(told.map(({ subjectId, data }) => [subjectId, data])).toEqual([
      [id, { name: 'Clerks' }],
      [id, { name: 'Scribes', previous_name: 'Clerks' }],
      [id, { name: 'Scribes' }],
      [id, { name: 'Scribes' }],
      [id, { name: 'Scribes', is_deleted: true }],
    ]);
  });

  test('may be named in any script, not with controls or like an id', async () => {
    await access.createGroup(operator, { name: '営業部 (東京)' });
    for (const name of ['', '\u{202e}abc', 'a\u{200b}b', 'a\0', 'x'.repeat(101), fixture.newId()]) {
      expect(await codeOf(access.createGroup(operator, { name }))).toBe('request.invalid');
    }
  });
});
