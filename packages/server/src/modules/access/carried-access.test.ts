import { sqliteDatabase, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { codeOf, createAccessFixture, operator, type AccessFixture } from './access.fixture.ts';
import type { AccessPorts, AccessService, Caller, Gift, Group, Role } from './access.types.ts';

let store: TestDatabase;
let fixture: AccessFixture;
let access: AccessService;
let giver: Caller;
let bob: string;
let role: Role;
let group: Group;
/** What is said to be beyond everybody's reach, and what was asked. */
let beyond: Set<string>;
let asked: Gift[];

const ports: AccessPorts = {
  beyondReach(_db, _caller, gift) {
    asked.push(gift);
    return Promise.resolve(beyond);
  },
};

beforeEach(async () => {
  store = await sqliteDatabase();
  beyond = new Set();
  asked = [];
  fixture = createAccessFixture(store, ports);
  ({ access } = fixture);
  await access.createRole(operator, { name: 'giver', permissions: ['roles.grant'] });
  giver = await fixture.addCaller(['giver']);
  bob = await fixture.addUser();
  role = await access.createRole(operator, { name: 'clerk' });
  group = await access.createGroup(operator, { name: 'Sales' });
  await access.grantRole(operator, { groupId: group.id }, 'clerk');
  asked = [];
});
afterEach(() => store.close());

const held = async () => ({
  ...(await access.accessOf(store.database.db, bob)),
  groups: await access.listGroupsOf(store.database.db, bob),
  roles: (await access.getGroup('Sales')).roles,
});

describe('what carries more access to services than the giver has', () => {
  test.each([
    ['a role for a user', () => access.grantRole(giver, { userId: bob }, 'clerk'), 'role'],
    ['a role for a group', () => access.grantRole(giver, { groupId: group.id }, 'clerk'), 'role'],
    ['a place in a group', () => access.addMember(giver, 'Sales', bob), 'group'],
    ['a role for an account to be made', () => access.requireMayGrant(giver, role), 'role'],
    ['what only the access of a role matters for', () => access.requireWithinReach(giver, role), 'role'],
  ])('is not given: %s', async (_, give, kind) => {
    const before = await held();
    const events = await fixture.events();
    beyond = new Set([role.id]);
    await expect(give()).rejects.toMatchObject({
      code: 'access.cannot_grant',
      message: 'You cannot give more access to a service than you have there yourself.',
    });
    const target = { type: kind, id: kind === 'role' ? role.id : group.id };
    const details = { code: 'access.cannot_grant', needs: ['permission services.manage'] };
    expect((await fixture.entries()).at(-1)).toMatchObject({
      ...{ action: 'access.denied', outcome: 'denied', actor: giver.act.actor, target, details },
    });
    expect([await held(), await fixture.events()]).toEqual([before, events]);
    beyond = new Set();
    expect(await codeOf(give())).toBe('none');
  });

  test('is asked for with everything that comes with it', async () => {
    await access.grantRole(giver, { userId: bob }, 'clerk');
    await access.addMember(giver, 'Sales', bob);
    expect(asked).toEqual([
      { roleIds: [role.id], groupIds: [] },
      { roleIds: [role.id], groupIds: [group.id] },
    ]);
  });

  test('may be taken away', async () => {
    await access.grantRole(operator, { userId: bob }, 'clerk');
    await access.addMember(operator, 'Sales', bob);
    asked = [];
    beyond = new Set([role.id, group.id]);
    await access.revokeRole(giver, { userId: bob }, 'clerk');
    await access.removeMember(giver, 'Sales', bob);
    await access.revokeRole(giver, { groupId: group.id }, 'clerk');
    expect(await held()).toMatchObject({ roles: [], groups: [] });
    expect(asked).toEqual([]);
  });

  test('is not asked about what the giver may not give anyway', async () => {
    await access.createRole(operator, { name: 'strong', level: 1 });
    expect(await codeOf(access.grantRole(giver, { userId: bob }, 'strong'))).toBe('access.cannot_grant');
    expect(asked).toEqual([]);
  });
});
