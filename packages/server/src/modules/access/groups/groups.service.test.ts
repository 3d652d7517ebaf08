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
    const told = (await fixture.events()).slice(-3);
    expect(told.map((event) => [event.type, event.subjectId])).toEqual([
      ['role.changed', adminRole.id],
      ['user.access_changed', bob],
      ['role.changed', adminRole.id],
    ]);
    const actions = (await fixture.entries()).slice(-4).map((entry) => entry.action);
    expect(actions).toEqual(['access.denied', 'role.grant', 'group.add_member', 'group.delete']);
  });

  test('may be named in any script, not with controls or like an id', async () => {
    await access.createGroup(operator, { name: '営業部 (東京)' });
    for (const name of ['', '\u{202e}abc', 'a\u{200b}b', 'a\0', 'x'.repeat(101), fixture.newId()]) {
      expect(await codeOf(access.createGroup(operator, { name }))).toBe('request.invalid');
    }
  });
});
