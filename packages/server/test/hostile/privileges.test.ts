import { permissionNames } from '@ostiary/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  addClient,
  clientFor,
  clientPassword,
  operator,
  type ApiAnswer,
  type ApiClient,
} from '../support/api-client.ts';
import { httpClient } from '../support/http-client.ts';
import { testApp, type TestApp } from '../support/test-app.ts';

let test: TestApp;
let root: ApiClient;
let owner: ApiClient;
let admin: ApiClient;
let clerk: ApiClient;
let reader: ApiClient;

const newPassword = 'another-4-difference';
const clerkPermissions = [
  'roles.manage',
  'sessions.manage',
  'users.create',
  'users.delete',
  'users.reset_password',
  'users.update',
];

beforeAll(async () => {
  test = await testApp();
  const { access } = test.services;
  // Without a level, and without the right to give roles.
  await access.createRole(operator, { name: 'clerk', permissions: clerkPermissions });
  await access.createRole(operator, { name: 'granter', permissions: ['roles.grant'] });
  root = await addClient(test, 'root', { isSuperuser: true, isStaff: true });
  owner = await addClient(test, 'olga', { roles: ['owner'] });
  admin = await addClient(test, 'adam', { roles: ['admin'] });
  clerk = await addClient(test, 'carl', { roles: ['clerk'] });
  reader = await addClient(test, 'rita', { roles: ['read-only'] });
  await access.createGroup(operator, { name: 'Board' });
  await access.grantRole(operator, { groupId: (await access.getGroup('Board')).id }, 'owner');
});
afterAll(() => test.close());

/** What everybody is and holds; no attempt below may change it. */
async function standing(): Promise<unknown> {
  const { access, users, database } = test.services;
  const everybody = await users.list(database.db, { limit: 100 });
  const held = await Promise.all(everybody.map((user) => access.accessOf(database.db, user.id)));
  return [
    everybody.map(({ id, email, username, isActive, isStaff, isSuperuser }) => ({
      ...{ id, email, username, isActive, isStaff, isSuperuser },
    })),
    held,
    await access.listRoles(),
    await access.listGroups(),
    await access.listMembers('Board', { limit: 10 }),
  ];
}

/** Everything that could make somebody stronger, or the strong weaker, as somebody would try it. */
function attemptsOf(who: ApiClient): [name: string, attempt: () => Promise<ApiAnswer>][] {
  const own = who.userId;
  const create = (more: object) => () =>
    who.send('POST', '/users', { username: 'puppet', password: clientPassword, ...more });
  const targets: [string, ApiClient][] = [
    ['an owner', owner],
    ['a superuser', root],
  ];
  return [
    ['become superuser', () => who.send('PATCH', `/users/${own}`, { is_superuser: true })],
    ['become staff', () => who.send('PATCH', `/users/${own}`, { is_staff: true })],
    [
      'become both among other things',
      () => who.send('PATCH', `/users/${own}`, { first_name: 'X', is_staff: true, is_superuser: true }),
    ],
    ['take the role owner', () => who.send('PUT', `/users/${own}/roles/owner`)],
    ['take the role owner in capitals', () => who.send('PUT', `/users/${own}/roles/OWNER`)],
    ['give the role owner to another', () => who.send('PUT', `/users/${reader.userId}/roles/owner`)],
    ['join the board', () => who.send('PUT', `/groups/Board/members/${own}`)],
    ['make an owner', create({ roles: ['owner'] })],
    ['make one among others', create({ roles: ['read-only', 'OWNER'] })],
    ['make a superuser', create({ is_superuser: true, roles: [] })],
    ['make staff', create({ is_staff: true, roles: [] })],
    ['make a role of level 0', () => who.send('POST', '/roles', { name: 'x1', level: 0 })],
    [
      'make a role with all permissions',
      () => who.send('POST', '/roles', { name: 'x2', permissions: permissionNames }),
    ],
    [
      'make a role with the right to give roles',
      () => who.send('POST', '/roles', { name: 'x3', permissions: ['keys.manage'] }),
    ],
    [
      'give their own role more',
      () => who.send('PATCH', '/roles/clerk', { permissions: [...clerkPermissions, 'keys.manage'] }),
    ],
    ['give their own role a level', () => who.send('PATCH', '/roles/clerk', { level: 0 })],
    ['give read-only more', () => who.send('PATCH', '/roles/read-only', { permissions: ['keys.manage'] })],
    ['give read-only a level', () => who.send('PATCH', '/roles/read-only', { level: 0 })],
    ['take from the role owner', () => who.send('PATCH', '/roles/owner', { permissions: [] })],
    ['delete the role owner', () => who.send('DELETE', '/roles/owner')],
    ['delete the board', () => who.send('DELETE', '/groups/Board')],
    ['rotate keys', () => who.send('POST', '/keys/rotate')],
    ...targets.flatMap(([whom, { userId }]): [string, () => Promise<ApiAnswer>][] => [
      [
        `reset the password of ${whom}`,
        () => who.send('POST', `/users/${userId}/password`, { password: newPassword }),
      ],
      [`rename ${whom}`, () => who.send('PATCH', `/users/${userId}`, { username: 'mine' })],
      [
        `take the email of ${whom}`,
        () => who.send('PATCH', `/users/${userId}`, { email: 'mine@example.com' }),
      ],
      [`switch ${whom} off`, () => who.send('PATCH', `/users/${userId}`, { is_active: false })],
      [`take flags from ${whom}`, () => who.send('PATCH', `/users/${userId}`, { is_superuser: false })],
      [`delete ${whom}`, () => who.send('DELETE', `/users/${userId}`)],
      [`have ${whom} deleted later`, () => who.send('POST', `/users/${userId}/deletion`)],
      [`keep ${whom}`, () => who.send('DELETE', `/users/${userId}/deletion`)],
      [`sign ${whom} out`, () => who.send('DELETE', `/users/${userId}/sessions`)],
      [
        `take back what applications may for ${whom}`,
        () => who.send('DELETE', `/users/${userId}/granted-applications/x`),
      ],
      [`take the role owner from ${whom}`, () => who.send('DELETE', `/users/${userId}/roles/owner`)],
    ]),
  ];
}

async function expectNothingGained(who: ApiClient): Promise<void> {
  const before = await standing();
  for (const [name, attempt] of attemptsOf(who)) {
    const answer = await attempt();
    expect([answer.status, JSON.stringify(answer.body)], name).toEqual([
      403,
      expect.stringMatching(/access\.(denied|cannot_grant)/),
    ]);
  }
  expect(await standing()).toEqual(before);
  expect((await owner.get('/me')).status).toBe(200);
  expect((await root.get('/me')).status).toBe(200);
}

/** The holder of a static token of limited scope. */
async function scoped(client: ApiClient, scope: string): Promise<ApiClient> {
  const made = await client.send('POST', '/me/tokens', { name: 'script', scope });
  return clientFor(test, { userId: client.userId, token: `Token ${String(made.body['token'])}` });
}

describe('nobody rises', () => {
  it('who only reads', () => expectNothingGained(reader));
  it('who may create, change, delete and reset, but not give', () => expectNothingGained(clerk));
  it('who is an administrator', () => expectNothingGained(admin));
  it('with an owner’s token for users alone', async () => {
    await expectNothingGained(
      await scoped(owner, 'users.create users.update users.delete users.reset_password'),
    );
  });
  it('with a superuser’s token for roles alone', async () => {
    await expectNothingGained(await scoped(root, 'roles.grant roles.manage users.update'));
  });
  it('with a token whose scope is words of no meaning', async () => {
    await expectNothingGained(await scoped(root, '* superuser admin:all __proto__'));
  });

  it('who may give roles, but holds none of what they are worth', async () => {
    const granter = await addClient(test, 'greta', { roles: ['granter'] });
    await expectNothingGained(granter);
    // Roles without any permission, yet with a level above none.
    for (const role of ['investor', 'read-write']) {
      expect((await granter.send('PUT', `/users/${granter.userId}/roles/${role}`)).status, role).toBe(403);
    }
    await test.services.users.delete(operator, granter.userId);
  });
});

describe('signing up', () => {
  const names = {
    username: 'puppet',
    email: 'puppet@example.com',
    first_name: 'P',
    last_name: 'P',
    password: clientPassword,
  };

  it.each([0, 1, 2, 3, -1, 5, 4.5, '0', ' 0 ', '0x0', [0], true, 9_007_199_254_740_991])(
    'at level %j is refused to all who may not give it',
    async (level) => {
      const before = await standing();
      for (const token of [undefined, reader.token, clerk.token]) {
        const headers: Record<string, string> = token === undefined ? {} : { authorization: token };
        const answer = await httpClient(test.app).post('/user-signup/', { ...names, level }, headers);
        expect([answer.statusCode, Object.keys(answer.json<{ error: object }>().error)]).toEqual([
          403,
          ['level'],
        ]);
      }
      expect(await standing()).toEqual(before);
    },
  );

  it('takes no flag, role or id along', async () => {
    const extra = {
      is_superuser: true,
      is_staff: true,
      is_active: false,
      id: owner.userId,
      roles: ['owner'],
      permissions: permissionNames,
      isSuperuser: true,
      level: undefined,
    };
    for (const [index, path] of ['/auth/create-user/', '/user-signup/'].entries()) {
      const username = `extra${String(index)}`;
      const answer = await httpClient(test.app).post(path, {
        ...names,
        ...extra,
        username,
        email: `${username}@example.com`,
      });
      expect(answer.statusCode).toBe(201);
    }
    const { access, users, database } = test.services;
    for (const login of ['extra0@example.com', 'extra1@example.com']) {
      const user = await users.findByLogin(database.db, login);
      expect(user).toMatchObject({ isSuperuser: false, isStaff: false, isActive: true });
      expect(await access.accessOf(database.db, user?.id ?? '')).toEqual({
        roles: ['read-only'],
        permissions: [],
        level: 4,
      });
      await users.delete(operator, user?.id ?? '');
    }
  });
});

describe('what belongs to others', () => {
  it('is not found under one’s own, by any id', async () => {
    const token = await owner.send('POST', '/me/tokens', { name: 'owner’s' });
    const { items } = (await owner.get('/me/sessions')).body as { items: { id: string }[] };
    const attempts = [
      await reader.send('DELETE', `/me/tokens/${String(token.body['id'])}`),
      await reader.send('DELETE', `/me/sessions/${items[0]?.id ?? ''}`),
      await admin.send('DELETE', `/users/${reader.userId}/sessions/${items[0]?.id ?? ''}`),
      await admin.send('DELETE', `/users/${reader.userId}/tokens/${String(token.body['id'])}`),
    ];
    expect(attempts.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    const direct = [
      await admin.send('DELETE', `/users/${owner.userId}/sessions/${items[0]?.id ?? ''}`),
      await admin.send('DELETE', `/users/${owner.userId}/tokens/${String(token.body['id'])}`),
    ];
    expect(direct.map(({ status }) => status)).toEqual([403, 403]);
    expect((await owner.get('/me')).status).toBe(200);
  });

  it('is not made under another’s name', async () => {
    const answer = await reader.send('POST', '/me/tokens', {
      name: 'x',
      user_id: owner.userId,
      userId: owner.userId,
    });
    expect(answer.status).toBe(400);
    expect((await reader.send('PATCH', '/me', { id: owner.userId })).status).toBe(400);
    expect((await reader.send('PATCH', '/me', { email: 'olga@example.com' })).status).toBe(400);
  });
});

describe('rights that were taken', () => {
  it('are gone with the next request, whatever the token still says', async () => {
    const former = await addClient(test, 'fritz', { roles: ['owner'] });
    expect((await former.get('/users')).status).toBe(200);
    await root.send('DELETE', `/users/${former.userId}/roles/owner`);
    expect((await former.get('/users')).status).toBe(403);
    expect((await httpClient(test.app).get('/only-owner/', { authorization: former.token })).statusCode).toBe(
      403,
    );
    await test.services.users.delete(operator, former.userId);
  });

  it('are gone with the session, the account and the password', async () => {
    const ended = await addClient(test, 'erna', { roles: ['owner'] });
    await owner.send('DELETE', `/users/${ended.userId}/sessions`);
    expect((await ended.get('/users')).status).toBe(401);
    const off = await addClient(test, 'otto', { roles: ['owner'] });
    await owner.send('PATCH', `/users/${off.userId}`, { is_active: false });
    expect((await off.get('/users')).status).toBe(401);
    const reset = await addClient(test, 'rudi', { roles: ['owner'] });
    await owner.send('POST', `/users/${reset.userId}/password`, { password: newPassword });
    expect((await reset.get('/users')).status).toBe(401);
    for (const { userId } of [ended, off, reset]) await test.services.users.delete(operator, userId);
  });
});

describe('the last administrator', () => {
  it('stays, by whatever way they try to leave', async () => {
    const own = `/users/${root.userId}`;
    for (const answer of [
      await root.send('DELETE', own),
      await root.send('PATCH', own, { is_active: false }),
      await root.send('PATCH', own, { is_superuser: false }),
      await root.send('PATCH', own, { is_superuser: false, is_staff: false, first_name: 'X' }),
    ]) {
      expect([answer.status, answer.body['code']]).toEqual([409, 'users.last_administrator']);
    }
    expect((await root.get('/users')).status).toBe(200);
  });

  it('of two who remove each other at once, one stays', async () => {
    const second = await addClient(test, 'zweite', { isSuperuser: true });
    const answers = await Promise.all([
      root.send('PATCH', `/users/${second.userId}`, { is_superuser: false }),
      second.send('PATCH', `/users/${root.userId}`, { is_superuser: false }),
    ]);
    expect(answers.map(({ status }) => status).filter((status) => status === 200)).toHaveLength(1);
    const everybody = await test.services.users.list(test.services.database.db, { limit: 100 });
    expect(everybody.filter(({ isSuperuser, isActive }) => isSuperuser && isActive)).toHaveLength(1);
  });
});
