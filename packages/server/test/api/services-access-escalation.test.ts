import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addClient, clientPassword, operator, type ApiClient, type Json } from '../support/api-client.ts';
import { signedUp } from '../support/signed-up.ts';
import { testApp, type TestApp } from '../support/test-app.ts';

// Roles and groups carry access to services, and whoever gives them gives that too.
let ostiary: TestApp;
/** May give roles and make accounts, and manages no services. */
let giver: ApiClient;
let ann: ApiClient;
let admin: ApiClient;
let serviceId: string;
let groupId: string;
let count = 0;

beforeAll(async () => {
  ostiary = await testApp();
  const { access, services } = ostiary.services;
  const permissions = ['roles.grant', 'roles.manage', 'users.create', 'users.import', 'services.grant'];
  await access.createRole(operator, { name: 'giver', level: 1, permissions });
  const accessLevels = ['reader', 'editor'];
  serviceId = (await services.create(operator, { name: 'Orders', audience: 'urn:orders', accessLevels })).id;
  await services.create(operator, { name: 'Stock', audience: 'urn:stock', accessLevels: ['editor'] });
  admin = await addClient(ostiary, 'admin', { roles: ['admin'] });
});
afterAll(() => ostiary.close());

const grant = (holder: 'user' | 'group' | 'role', id: string, level = 'editor') =>
  ostiary.services.services.grantAccess(operator, 'Orders', { holder, id, level });

const path = (...parts: string[]): string => `/${parts.map(encodeURIComponent).join('/')}`;

/** Names of this round. */
let names: { editors: string; alsoEditors: string; plain: string; group: string; roleGroup: string };

/** A role and a group that carry much, a group with such a role, a role and a group that carry nothing. */
beforeEach(async () => {
  const { access } = ostiary.services;
  const n = ++count;
  names = {
    ...{ editors: `editors-${n}`, alsoEditors: `also-editors-${n}`, plain: `Plain ${n}` },
    ...{ group: `Editors ${n}`, roleGroup: `By role ${n}` },
  };
  giver = await addClient(ostiary, `giver-${n}`, { roles: ['giver'] });
  ann = await addClient(ostiary, `ann-${n}`, { roles: [] });
  for (const name of [names.editors, names.alsoEditors]) {
    await access.createRole(operator, { name, level: null });
    await grant('role', name);
  }
  for (const name of [names.group, names.roleGroup, names.plain])
    await access.createGroup(operator, { name });
  groupId = (await access.getGroup(names.plain)).id;
  await grant('group', names.group);
  const byRole = await access.getGroup(names.roleGroup);
  await access.grantRole(operator, { groupId: byRole.id }, names.editors);
  await access.addMember(operator, names.plain, giver.userId);
});

async function importing(by: ApiClient, objects: object[], query = ''): Promise<[number, unknown[]]> {
  const answer = await ostiary.app.inject({
    method: 'POST',
    url: `/api/v1/imports${query}`,
    headers: { authorization: by.token, 'content-type': 'application/jsonl' },
    payload: objects.map((one) => `${JSON.stringify(one)}\n`).join(''),
  });
  const body = answer.json<{ problems: { code: string }[] }>();
  return [answer.statusCode, body.problems.map(({ code }) => code)];
}

async function sending(by: ApiClient, request: [method: 'PUT' | 'POST', to: string, body?: object]) {
  const answer = await by.send(...request);
  return answer.status < 300 ? 'done' : [answer.status, answer.body['code']];
}

async function inBulk(by: ApiClient, requests: { method: string; path: string; body?: object }[]) {
  const { body } = await by.send('POST', '/bulk', { requests });
  const [item] = body['items'] as { status: number; body?: { code?: string } }[];
  return item && item.status < 300 ? 'done' : [item?.status, item?.body?.code];
}

async function imported(by: ApiClient, line: object, query?: string) {
  const [status, problems] = await importing(by, [line], query);
  expect(status).toBe(200);
  return problems.length === 0 ? 'done' : [403, ...problems];
}

/** Every way by which somebody comes to a role or into a group. */
const roads: [string, (by: ApiClient) => Promise<unknown>][] = [
  [
    'a role for themselves',
    (by) => sending(by, ['PUT', path('users', giver.userId, 'roles', names.editors)]),
  ],
  ['a role for another', (by) => sending(by, ['PUT', path('users', ann.userId, 'roles', names.editors)])],
  [
    'a role for a group that they are in',
    (by) => sending(by, ['PUT', path('groups', names.plain, 'roles', names.alsoEditors)]),
  ],
  [
    'a place in a group that has access',
    (by) => sending(by, ['PUT', path('groups', names.group, 'members', giver.userId)]),
  ],
  [
    'a place in a group with such a role',
    (by) => sending(by, ['PUT', path('groups', names.roleGroup, 'members', ann.userId)]),
  ],
  [
    'a new account with the role',
    (by) => sending(by, ['POST', '/users', { username: `new-${count}`, roles: [names.editors] }]),
  ],
  [
    'a role in a bulk request',
    (by) =>
      inBulk(by, [
        { method: 'PUT', path: `/api/v1${path('users', ann.userId, 'roles', names.alsoEditors)}` },
      ]),
  ],
  [
    'a place in a group in a bulk request',
    (by) =>
      inBulk(by, [{ method: 'PUT', path: `/api/v1${path('groups', names.group, 'members', ann.userId)}` }]),
  ],
  [
    'a new account in a bulk request',
    (by) =>
      inBulk(by, [
        {
          ...{ method: 'POST', path: '/api/v1/users' },
          body: { username: `bulk-${count}`, roles: [names.editors] },
        },
      ]),
  ],
  [
    'an imported account with the role',
    (by) => imported(by, { username: `i-${count}`, roles: [names.editors] }),
  ],
  [
    'an imported account in the group',
    (by) => imported(by, { username: `j-${count}`, groups: [names.group] }),
  ],
  [
    'an imported account in a group with such a role',
    (by) => imported(by, { username: `k-${count}`, groups: [names.roleGroup] }),
  ],
  ['an import about themselves', (by) => imported(by, { username: `giver-${count}`, groups: [names.group] })],
  [
    'an import that replaces their roles',
    (by) =>
      imported(by, { username: `giver-${count}`, roles: ['giver', names.editors] }, '?assignments=replace'),
  ],
  [
    'an imported group with the role',
    (by) => imported(by, { type: 'group', name: names.plain, roles: [names.editors] }),
  ],
  [
    'a dry run of an import with the role',
    (by) => imported(by, { username: `l-${count}`, roles: [names.editors] }, '?dry_run=true'),
  ],
  [
    'a dry run of an import with the role for a group',
    (by) => imported(by, { type: 'group', name: names.plain, roles: [names.editors] }, '?dry_run=true'),
  ],
];

/** Who has what, and what was told. */
async function everything() {
  const { database } = ostiary.services;
  const tables = ['users', 'user_roles', 'user_groups', 'group_roles', 'groups', 'events'] as const;
  const rows = await Promise.all(tables.map((table) => database.db.selectFrom(table).selectAll().execute()));
  return rows.map((each) => each.map((row) => JSON.stringify(row)).sort());
}

async function lastDenial(): Promise<Json | undefined> {
  const { body } = await admin.get('/audit?action=access.denied&limit=1');
  return (body['items'] as Json[])[0];
}

describe.each(roads)('%s', (name, go) => {
  const isInBulk = name.includes('import') || name.includes('dry run');

  test('is refused to whoever has no access to the service, and nothing changes', async () => {
    const before = await everything();
    expect(await go(giver)).toEqual([403, 'access.cannot_grant']);
    expect(await everything()).toEqual(before);
    if (isInBulk) return;
    expect(await lastDenial()).toMatchObject({
      actor: { type: 'user', id: giver.userId },
      details: { code: 'access.cannot_grant', needs: ['permission services.manage'] },
    });
  });

  test('is refused to whoever has less there, or as much elsewhere', async () => {
    await grant('user', giver.userId, 'reader');
    const there = { holder: 'user', id: giver.userId, level: 'editor' } as const;
    await ostiary.services.services.grantAccess(operator, 'Stock', there);
    const before = await everything();
    expect(await go(giver)).toEqual([403, 'access.cannot_grant']);
    expect(await everything()).toEqual(before);
  });

  test('is open to whoever has as much there', async () => {
    await grant('user', giver.userId);
    expect(await go(giver)).toBe('done');
  });

  test('is open to whoever has that permission too, and to those who manage services', async () => {
    const role = `manager-${count}`;
    await ostiary.services.access.createRole(operator, { name: role, permissions: ['services.manage'] });
    await ostiary.services.access.grantRole(operator, { userId: giver.userId }, role);
    expect(await go(giver)).toBe('done');
  });
});

describe('whoever gives roles and has no access to a service', () => {
  test('takes away what carries access, and gives what carries none', async () => {
    const { access } = ostiary.services;
    await access.grantRole(operator, { userId: ann.userId }, names.editors);
    await access.addMember(operator, names.group, ann.userId);
    for (const to of [
      path('users', ann.userId, 'roles', names.editors),
      path('groups', names.group, 'members', ann.userId),
      path('groups', names.roleGroup, 'roles', names.editors),
    ]) {
      expect((await giver.send('DELETE', to)).status).toBe(204);
    }
    for (const to of [
      path('groups', names.roleGroup, 'members', ann.userId),
      path('groups', names.plain, 'members', ann.userId),
      path('users', ann.userId, 'roles', 'giver'),
    ]) {
      expect((await giver.send('PUT', to)).status).toBe(204);
    }
  });

  test('gives no access to a role or group that they are in, nor makes their own role carry more', async () => {
    const to = (kind: string, id: string) => path('services', serviceId, 'access', kind, id);
    for (const holder of [to('roles', 'giver'), to('groups', groupId), to('users', giver.userId)]) {
      expect(await sending(giver, ['PUT', holder, { level: 'reader' }])).toEqual([
        403,
        'services.cannot_grant',
      ]);
    }
  });

  test('opens no account at sign-up for a level whose role carries access', async () => {
    const { access, account } = ostiary.services;
    const held = await access.accessOf(ostiary.services.database.db, giver.userId);
    const subject = { ...held, userId: giver.userId, isStaff: false, isSuperuser: false, level: 0 };
    const caller = { act: { ...operator.act, actor: { type: 'user' as const, id: giver.userId } }, subject };
    await access.createRole(operator, { name: 'levelled', level: 77 });
    const signUp = (username: string) =>
      account.signUp(caller, { username, password: clientPassword, level: 77 });
    await signUp('before');
    await grant('role', 'levelled');
    await expect(signUp('after')).rejects.toMatchObject({ code: 'access.cannot_grant' });
  });

  test('makes no account for others that has it by the role that accounts begin with', async () => {
    const { account } = ostiary.services;
    const refused = [403, 'access.cannot_grant'];
    await grant('role', 'read-only');
    expect(await sending(giver, ['POST', '/users', { username: 'beginner' }])).toEqual(refused);
    expect(await imported(giver, { username: 'imported', roles: ['read-only'] })).toEqual(refused);
    expect(await sending(giver, ['POST', '/users', { username: 'beginner', roles: [] }])).toBe('done');
    // Whoever signs up themselves begins with it.
    const stranger = { ...operator, subject: null };
    const { access } = await signedUp(
      account.signUp(stranger, { username: 'stranger', password: clientPassword }),
    );
    expect(access.roles).toEqual(['read-only']);
  });
});
