import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addClient, operator, type ApiAnswer, type ApiClient, type Json } from '../support/api-client.ts';
import { testApp, type TestApp } from '../support/test-app.ts';

let ostiary: TestApp;
let asker: ApiClient;
let clerk: ApiClient;
let root: ApiClient;
let nobody: ApiClient;

beforeAll(async () => {
  ostiary = await testApp();
  const { access } = ostiary.services;
  await access.createPermission(operator, { name: 'orders.read' });
  await access.createRole(operator, { name: 'asker', permissions: ['access.decide'] });
  await access.createRole(operator, { name: 'clerk', level: 7, permissions: ['orders.read'] });
  await access.createGroup(operator, { name: 'Back office' });
  await access.grantRole(operator, { groupId: 'Back office' }, 'clerk');
  asker = await addClient(ostiary, 'anna', { roles: ['asker'] });
  clerk = await addClient(ostiary, 'carl', { roles: ['clerk'] });
  root = await addClient(ostiary, 'root', { roles: [], isSuperuser: true });
  nobody = await addClient(ostiary, 'nora', { roles: [] });
  await access.addMember(operator, 'Back office', clerk.userId);
  await access.blockAddress(operator, { range: '203.0.113.0/24' });
});
afterAll(() => ostiary.close());

function ask(who: ApiClient, body: object): Promise<ApiAnswer> {
  return who.send('POST', '/decisions', body);
}

const about = (who: ApiClient, more: object = { action: 'orders.read' }) => ({
  subject: { user_id: who.userId },
  ...more,
});

const notHeld = {
  requirement: 'permission orders.read',
  is_met: false,
  role: null,
  group: null,
  text: 'No role of the subject holds orders.read.',
};
const refused = { allowed: false, reason: 'denied', missing: ['permission orders.read'], because: [notHeld] };

describe('one question', () => {
  test('is answered with every way by which the subject is allowed it', async () => {
    const answer = await ask(asker, about(clerk));
    expect(answer.status).toBe(200);
    const met = { requirement: 'permission orders.read', is_met: true, role: 'clerk' };
    expect(answer.body).toEqual({
      allowed: true,
      reason: null,
      missing: [],
      because: [
        { ...met, group: null, text: 'The role clerk holds orders.read.' },
        {
          ...met,
          group: 'Back office',
          text: 'The role clerk, through the group Back office, holds orders.read.',
        },
      ],
    });
  });

  test('is answered with what is missing', async () => {
    expect((await ask(asker, about(nobody))).body).toEqual(refused);
  });

  test('says that superusers hold every permission', async () => {
    expect((await ask(asker, about(root))).body).toEqual({
      allowed: true,
      reason: null,
      missing: [],
      because: [
        {
          requirement: 'permission orders.read',
          is_met: true,
          role: null,
          group: null,
          text: 'The subject is a superuser, who holds every permission.',
        },
      ],
    });
  });

  test('names its subject by login too, in any case', async () => {
    const answer = await ask(asker, { subject: { login: 'CARL' }, action: 'orders.read' });
    expect(answer.body).toMatchObject({ allowed: true });
  });

  test('about nobody is not found', async () => {
    for (const subject of [{ login: 'nobody-here' }, { user_id: '019b2f3e-6a50-7c3a-8f4d-2b1f0c9e8d7a' }]) {
      const answer = await ask(asker, { subject, action: 'orders.read' });
      expect([answer.status, answer.body['code']]).toEqual([404, 'users.not_found']);
    }
  });

  test('from a blocked address is refused, whatever the subject holds', async () => {
    const answer = await ask(asker, about(clerk, { action: 'orders.read', address: '203.0.113.7' }));
    expect(answer.body).toMatchObject({
      allowed: false,
      reason: 'address_blocked',
      missing: ['addressAllowed'],
      because: [
        { requirement: 'addressAllowed', is_met: false, text: 'The address is on the blocklist.' },
        { requirement: 'permission orders.read', is_met: true },
        { requirement: 'permission orders.read', is_met: true },
      ],
    });
    const elsewhere = await ask(asker, about(clerk, { action: 'orders.read', address: '198.51.100.1' }));
    expect(elsewhere.body).toMatchObject({ allowed: true });
  });

  test('about an account that is switched off is refused for that', async () => {
    const off = await addClient(ostiary, 'olaf', { roles: ['clerk'] });
    await ostiary.services.users.deactivate(operator, off.userId);
    expect((await ask(asker, about(off))).body).toEqual({
      allowed: false,
      reason: 'inactive',
      missing: [],
      because: [
        {
          requirement: 'active account',
          is_met: false,
          role: null,
          group: null,
          text: 'The account of the subject is switched off.',
        },
      ],
    });
  });
});

describe('a policy', () => {
  const policy = (match: 'all' | 'any', ...requirements: object[]) => ({ policy: { match, requirements } });
  const ownerOrReader = policy('any', { kind: 'owner' }, { kind: 'permission', name: 'orders.read' });

  test('lets the owner of a resource do what others need a permission for', async () => {
    const resource = (owner: ApiClient) => ({ resource: { type: 'order', id: '1', owner_id: owner.userId } });
    const own = await ask(asker, about(nobody, { ...ownerOrReader, ...resource(nobody) }));
    expect(own.body).toMatchObject({ allowed: true });
    const foreign = await ask(asker, about(nobody, { ...ownerOrReader, ...resource(clerk) }));
    expect(foreign.body).toMatchObject({
      allowed: false,
      missing: ['ownerOfObject', 'permission orders.read'],
    });
  });

  test.each([
    [policy('all', { kind: 'role', name: 'clerk' }, { kind: 'level', at_most: 7 }), true],
    [policy('all', { kind: 'role', name: 'clerk' }, { kind: 'level', at_most: 6 }), false],
    [policy('any', { kind: 'staff' }, { kind: 'superuser' }), false],
    [{ ...policy('all', { kind: 'safe_method' }), method: 'GET' }, true],
    [{ ...policy('all', { kind: 'safe_method' }), method: 'POST' }, false],
    [{ ...policy('all', { kind: 'address_allowed' }), address: '203.0.113.7' }, false],
  ])('%j is judged', async (asked, allowed) => {
    expect((await ask(asker, about(clerk, asked))).body['allowed']).toBe(allowed);
  });
});

describe('access to a service', () => {
  beforeAll(async () => {
    const { services } = ostiary.services;
    const accessLevels = ['reader', 'editor'];
    await services.create(operator, {
      name: 'Orders',
      audience: 'urn:orders',
      accessLevels,
      entry: 'granted',
    });
    await services.grantAccess(operator, 'Orders', { holder: 'group', id: 'Back office', level: 'reader' });
  });

  test('is explained by whose grant it comes', async () => {
    expect((await ask(asker, about(clerk, { service: 'Orders' }))).body).toEqual({
      allowed: true,
      reason: null,
      missing: [],
      because: [
        {
          requirement: 'service Orders',
          is_met: true,
          role: null,
          group: 'Back office',
          text: 'The group Back office has access to Orders.',
        },
      ],
    });
  });

  test('is refused with what is missing, superusers included', async () => {
    const answer = await ask(asker, about(root, { service: 'Orders', level: 'reader' }));
    expect(answer.body).toMatchObject({ allowed: false, missing: ['level reader in service Orders'] });
  });

  test.each([
    [{ service: 'orders', level: 'reader' }, true],
    [{ service: 'Orders', level: 'editor' }, false],
    [{ service: 'nowhere' }, false],
    [{ policy: { match: 'any', requirements: [{ kind: 'service', name: 'Orders' }] } }, true],
    [
      { policy: { match: 'all', requirements: [{ kind: 'service', name: 'Orders', level: 'editor' }] } },
      false,
    ],
  ])('%j is judged', async (asked, allowed) => {
    expect((await ask(asker, about(clerk, asked))).body['allowed']).toBe(allowed);
  });
});

describe('several questions at once', () => {
  test('are answered in order, and one without a subject does not spoil the others', async () => {
    const requests = [
      about(clerk),
      { subject: { login: 'nobody-here' }, action: 'orders.read' },
      about(nobody),
    ];
    const answer = await ask(asker, { requests });
    expect(answer.status).toBe(200);
    const items = answer.body['items'] as Json[];
    expect(items).toHaveLength(3);
    expect(items[0]).toMatchObject({ allowed: true, error: null });
    expect(items[1]).toEqual({
      allowed: false,
      reason: 'not_found',
      missing: [],
      because: [],
      error: { code: 'users.not_found', detail: 'There is no such user.' },
    });
    expect(items[2]).toEqual({ ...refused, error: null });
  });

  test('may be a thousand, not more', async () => {
    const asked = Array.from({ length: 1_000 }, (_, index) => about(index % 2 === 0 ? clerk : nobody));
    const answer = await ask(asker, { requests: asked });
    const allowed = (answer.body['items'] as Json[]).map((item) => item['allowed']);
    expect(allowed).toEqual(asked.map((_, index) => index % 2 === 0));
    const tooMany = await ask(asker, { requests: [...asked, about(clerk)] });
    expect([tooMany.status, tooMany.body]).toMatchObject([
      400,
      { code: 'request.invalid', errors: [{ path: 'requests' }] },
    ]);
  });
});

describe('without access.decide', () => {
  test('everybody may ask about themselves, by id and by login', async () => {
    expect((await ask(nobody, about(nobody))).body).toEqual(refused);
    const requests = [about(nobody), { subject: { login: 'nora' }, action: 'orders.read' }];
    expect((await ask(nobody, { requests })).status).toBe(200);
  });

  test('nobody learns about others, nor who exists, and the attempt is on record', async () => {
    for (const body of [
      about(clerk),
      { subject: { login: 'nobody-here' }, action: 'orders.read' },
      { requests: [about(nobody), about(clerk)] },
    ]) {
      const answer = await ask(nobody, body);
      expect([answer.status, answer.body['code']]).toEqual([403, 'access.denied']);
    }
    const { db } = ostiary.services.database;
    const [entry] = await ostiary.services.audit.list(db, { limit: 1 });
    expect(entry).toMatchObject({
      action: 'access.denied',
      actor: { id: nobody.userId },
      details: { needs: ['permission access.decide'] },
    });
  });
});

test('answers leave no entry, no event and no trace', async () => {
  const { database } = ostiary.services;
  const count = () =>
    Promise.all(
      (['audit_entries', 'events'] as const).map((table) =>
        database.db
          .selectFrom(table)
          .select((eb) => eb.fn.countAll().as('rows'))
          .executeTakeFirst(),
      ),
    );
  const before = await count();
  await ask(asker, { requests: [about(clerk), about(nobody)] });
  expect(await count()).toEqual(before);
});

test.each([
  [{ action: 'orders.read' }, ['subject']],
  [{ subject: {}, action: 'orders.read' }, ['subject']],
  [{ subject: { login: 'a', user_id: '019b2f3e-6a50-7c3a-8f4d-2b1f0c9e8d7a' }, action: 'a.b' }, ['subject']],
  [{ subject: { login: 'carl' } }, ['action']],
  [{ subject: { login: 'carl' }, action: 'a.b', address: 'somewhere' }, ['address']],
  [{ subject: { login: 'carl' }, action: 'a.b', service: 'Orders' }, ['action']],
  [{ subject: { login: 'carl' }, action: 'a.b', level: 'reader' }, ['level']],
  [
    { subject: { login: 'carl' }, policy: { match: 'any', requirements: [{ kind: 'service' }] } },
    ['policy.requirements.0.name'],
  ],
  [{ subject: { login: 'carl' }, policy: { match: 'any', requirements: [] } }, ['policy.requirements']],
  [
    {
      subject: { login: 'carl' },
      policy: { match: 'any', requirements: [{ kind: 'role' }, { kind: 'level' }] },
    },
    ['policy.requirements.0.name', 'policy.requirements.1.at_most'],
  ],
  [{ requests: [], action: 'a.b' }, ['requests']],
  [{ requests: [{ subject: { login: 'carl' }, action: 'a.b' }], action: 'a.b' }, ['action']],
  [
    {
      requests: [
        { subject: { login: 'carl' }, action: 'a.b' },
        { subject: {}, action: 'a.b' },
      ],
    },
    ['requests.1.subject'],
  ],
])('%j is refused with the field', async (body, paths) => {
  const answer = await ask(asker, body);
  expect([answer.status, answer.body['code']]).toEqual([400, 'request.invalid']);
  expect((answer.body['errors'] as Json[]).map((error) => error['path'])).toEqual(
    expect.arrayContaining(paths),
  );
});
