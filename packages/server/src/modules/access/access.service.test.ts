import { sqliteDatabase, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  codeOf,
  createAccessFixture,
  nobody,
  operator,
  subjectOf,
  type AccessFixture,
} from './access.fixture.ts';
import type { AccessService, Caller } from './access.types.ts';

let store: TestDatabase;
let fixture: AccessFixture;
let access: AccessService;
let owner: Caller;
let admin: Caller;
let root: Caller;
let bob: string;

beforeEach(async () => {
  store = await sqliteDatabase();
  fixture = createAccessFixture(store);
  access = fixture.access;
  await access.ensureBuiltinRoles();
  owner = await fixture.addCaller(['owner']);
  admin = await fixture.addCaller(['admin']);
  root = await fixture.addCaller([], { isSuperuser: true });
  bob = await fixture.addUser();
});
afterEach(() => store.close());

function denials(): Promise<number> {
  return fixture.entries('access.denied').then((all) => all.length);
}

async function rolesOf(userId: string): Promise<string[]> {
  return (await access.accessOf(store.database.db, userId)).roles;
}

describe('a permission', () => {
  test('is enough, or is missing: and a denial stays in the audit log', async () => {
    await access.requirePermission(admin, 'users.read');
    expect(await codeOf(access.requirePermission(admin, 'keys.manage'))).toBe('access.denied');
    const [entry] = await fixture.entries('access.denied');
    expect(entry).toMatchObject({
      actor: { type: 'user', id: subjectOf(admin).userId },
      outcome: 'denied',
      details: { code: 'access.denied', needs: ['permission keys.manage'] },
    });
  });

  test('is asked of strangers by asking them to sign in, without an entry', async () => {
    expect(await codeOf(access.requirePermission(nobody, 'users.read'))).toBe('access.unauthenticated');
    expect(await denials()).toBe(0);
  });

  test('is held by superusers and the command line, whatever it is', async () => {
    await access.requirePermission(root, 'keys.manage');
    await access.requirePermission(operator, 'keys.manage');
    expect(await denials()).toBe(0);
  });
});

describe('acting upon another user', () => {
  test('takes at least what that user holds', async () => {
    const may = (caller: Caller, target: Caller): Promise<string> =>
      codeOf(access.requireAtLeast(caller, subjectOf(target)));
    const reader = await fixture.addCaller(['read-only']);
    const staffReader = await fixture.addCaller(['read-only'], { isStaff: true });
    const investor = await fixture.addCaller(['investor']);
    expect(await may(owner, admin)).toBe('none');
    expect(await may(admin, reader)).toBe('none');
    expect(await may(admin, admin)).toBe('none');
    expect(await may(admin, owner)).toBe('access.denied');
    expect(await may(admin, investor)).toBe('access.denied');
    expect(await may(admin, staffReader)).toBe('access.denied');
    expect(await may(owner, root)).toBe('access.denied');
    expect(await may(root, owner)).toBe('none');
    expect(await may(root, root)).toBe('none');
    expect(await may(operator, root)).toBe('none');
    expect(await may(nobody, reader)).toBe('access.unauthenticated');
    expect(await denials()).toBe(4);
  });

  test('is refused when a single permission is missing, though the level is better', async () => {
    await fixture.define('orders.read');
    await access.createRole(operator, { name: 'clerk', level: 9, permissions: ['orders.read'] });
    const clerk = await fixture.addCaller(['clerk']);
    expect(await codeOf(access.requireAtLeast(owner, subjectOf(clerk)))).toBe('access.denied');
  });
});

describe('giving a role', () => {
  test('works for whoever holds all of it, and is told and recorded', async () => {
    await access.grantRole(admin, { userId: bob }, 'read-write');
    expect(await rolesOf(bob)).toEqual(['read-write']);
    expect((await fixture.events()).at(-1)).toEqual({
      type: 'user.access_changed',
      subjectId: bob,
      data: {
        reason: 'role.grant',
        role: 'read-write',
        role_id: (await access.getRole('read-write')).id,
      },
    });
    expect((await fixture.entries('role.grant')).at(-1)).toMatchObject({
      actor: { id: subjectOf(admin).userId },
      outcome: 'success',
      target: { type: 'user', id: bob },
      details: { role: 'read-write' },
    });
    await access.revokeRole(admin, { userId: bob }, 'read-write');
    expect(await rolesOf(bob)).toEqual([]);
  });

  test.each(['owner', 'investor'])('an admin cannot give %s, to others or to themselves', async (name) => {
    for (const userId of [bob, subjectOf(admin).userId]) {
      expect(await codeOf(access.grantRole(admin, { userId }, name))).toBe('access.cannot_grant');
      expect(await rolesOf(userId)).not.toContain(name);
    }
    expect(await denials()).toBe(2);
  });

  test('an admin cannot take the role of an owner away', async () => {
    const userId = subjectOf(owner).userId;
    expect(await codeOf(access.revokeRole(admin, { userId }, 'owner'))).toBe('access.cannot_grant');
    expect(await rolesOf(userId)).toEqual(['owner']);
  });

  test('nobody without roles.grant gives even an empty role', async () => {
    const reader = await fixture.addCaller(['read-only']);
    expect(await codeOf(access.grantRole(reader, { userId: bob }, 'read-only'))).toBe('access.denied');
    expect(await codeOf(access.grantRole(nobody, { userId: bob }, 'read-only'))).toBe(
      'access.unauthenticated',
    );
  });

  test('whoever may not give roles does not learn which exist', async () => {
    const reader = await fixture.addCaller(['read-only']);
    expect(await codeOf(access.grantRole(reader, { userId: bob }, 'no-such-role'))).toBe('access.denied');
  });

  test('an owner cannot give a permission of a service that they do not hold', async () => {
    await fixture.define('orders.read');
    await access.createRole(operator, { name: 'clerk', permissions: ['orders.read'] });
    expect(await codeOf(access.grantRole(owner, { userId: bob }, 'clerk'))).toBe('access.cannot_grant');
    await access.grantRole(root, { userId: bob }, 'clerk');
    expect(await rolesOf(bob)).toEqual(['clerk']);
  });

  test('a level nobody gave one is not a level one can give', async () => {
    await access.createRole(operator, { name: 'granter', permissions: ['roles.grant'] });
    const granter = await fixture.addCaller(['granter']);
    expect(await codeOf(access.grantRole(granter, { userId: bob }, 'read-only'))).toBe('access.cannot_grant');
    await access.grantRole(granter, { userId: bob }, 'granter');
  });

  test('a sign-up above read only needs a caller who may give it', async () => {
    const owners = await access.getRole('owner');
    expect(await codeOf(access.requireMayGrant(nobody, owners))).toBe('access.cannot_grant');
    expect(await codeOf(access.requireMayGrant(admin, owners))).toBe('access.cannot_grant');
    expect(await denials()).toBe(2);
    await access.requireMayGrant(owner, owners);
    await access.requireMayGrant(root, owners);
    await access.requireMayGrant(operator, owners);
  });

  test('giving what is held already, or taking what is not, changes and records nothing', async () => {
    await access.grantRole(admin, { userId: bob }, 'admin');
    const before = (await fixture.entries()).length;
    await access.grantRole(admin, { userId: bob }, 'admin');
    await access.revokeRole(admin, { userId: bob }, 'read-only');
    expect(await fixture.entries()).toHaveLength(before);
  });
});

test('the audit chain is intact after all that was refused', async () => {
  await Promise.all([
    codeOf(access.grantRole(admin, { userId: bob }, 'owner')),
    codeOf(access.requirePermission(admin, 'keys.manage')),
    access.grantRole(admin, { userId: bob }, 'admin'),
    codeOf(access.deleteRole(operator, 'owner')),
    codeOf(access.grantRole(operator, { userId: fixture.newId() }, 'owner')),
  ]);
  expect(await fixture.audit.verify()).toMatchObject({ isIntact: true });
});
