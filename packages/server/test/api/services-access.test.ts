import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  addClient,
  callApi,
  operator,
  type ApiAnswer,
  type ApiClient,
  type Json,
} from '../support/api-client.ts';
import { testApp, type TestApp } from '../support/test-app.ts';

let ostiary: TestApp;
/** Manages services. */
let admin: ApiClient;
/** May give access and see services, and manages nothing. */
let giver: ApiClient;
let ann: ApiClient;
let count = 0;

const dataSchema = {
  type: 'object',
  properties: {
    accessgroup: {
      type: 'object',
      properties: { user_type: { enum: ['VIEWER', 'EDITOR'] } },
      required: ['user_type'],
      additionalProperties: false,
    },
  },
  additionalProperties: false,
};
const viewer = { accessgroup: { user_type: 'VIEWER' } };

beforeAll(async () => {
  ostiary = await testApp();
  const { access } = ostiary.services;
  await access.createRole(operator, { name: 'giver', permissions: ['services.grant', 'services.read'] });
  await access.createGroup(operator, { name: 'Back office' });
  admin = await addClient(ostiary, 'admin', { roles: ['admin'] });
  giver = await addClient(ostiary, 'gina', { roles: ['giver'] });
  ann = await addClient(ostiary, 'ann', { roles: [] });
});
afterAll(() => ostiary.close());

/** Its path. */
async function newService(more: object = {}): Promise<string> {
  const name = `Service ${++count}`;
  const levels = ['reader', 'editor'];
  const body = { name, audience: `urn:service:${count}`, access_levels: levels, data_schema: dataSchema };
  const answer = await admin.send('POST', '/services', { ...body, ...more });
  expect(answer.status).toBe(201);
  return String(answer.headers['location']).slice('/api/v1'.length);
}

function pathsOf({ body }: ApiAnswer): string[] {
  return ((body['errors'] ?? []) as { path: string }[]).map(({ path }) => path);
}

describe('a service', () => {
  test('is registered open to everybody, and says who may enter, what it has and what it sees', async () => {
    const answer = await admin.send('POST', '/services', { name: 'Plain', audience: 'urn:plain' });
    expect(answer.body).toMatchObject({
      ...{ entry: 'everyone', access_levels: [], data_schema: null },
      fields: ['email', 'username', 'first_name', 'last_name'],
    });
    const chosen = {
      ...{ entry: 'granted', access_levels: ['b', 'a'], data_schema: dataSchema },
      fields: ['email', 'created_at'],
    };
    const path = await newService({ ...chosen, fields: ['created_at', 'email'] });
    const read = await admin.get(path);
    expect(read.body).toMatchObject(chosen);
    expect(read.headers['etag']).toBe('"1"');
    const change = { data_schema: null, access_levels: [], fields: [] };
    const headers = { 'if-match': '"1"' };
    const { token } = admin;
    const patch = () => callApi(ostiary, { method: 'PATCH', path, body: change, token }, headers);
    const changed = await patch();
    expect(changed.body).toMatchObject({ ...change, entry: 'granted' });
    expect(changed.headers['etag']).toBe('"2"');
    expect((await patch()).status).toBe(412);
  });

  test('is refused what it cannot be, each thing by its path', async () => {
    const path = await newService();
    for (const [body, paths] of [
      [{ entry: 'nobody', fields: ['password'] }, ['entry', 'fields.0']],
      [{ fields: ['email', 'email'] }, ['fields']],
      [{ access_levels: ['reader', 'two words'] }, ['access_levels.1']],
      [{ data_schema: { type: 'array' } }, ['data_schema.type']],
      [
        { data_schema: { type: 'object', properties: { email: {}, a: { pattern: '(a*)*' } } } },
        ['data_schema.properties.email', 'data_schema.properties.a.pattern'],
      ],
      [{ data_schema: 'yes' }, ['data_schema']],
    ] as const) {
      const answer = await admin.send('PATCH', path, body);
      expect([answer.status, answer.body['code'], pathsOf(answer)]).toEqual([400, 'request.invalid', paths]);
    }
  });

  test('keeps levels and a schema that what was given depends on', async () => {
    const path = await newService();
    const access = { level: 'editor', data: viewer };
    await admin.send('PUT', `${path}/access/users/${ann.userId}`, access);
    const level = await admin.send('PATCH', path, { access_levels: ['reader'] });
    expect([level.status, level.body['code'], pathsOf(level)]).toEqual([
      ...[409, 'services.level_in_use'],
      ['access_levels'],
    ]);
    const schema = await admin.send('PATCH', path, { data_schema: { type: 'object', maxProperties: 0 } });
    expect([schema.status, schema.body['code'], schema.body['errors']]).toEqual([
      ...[409, 'services.data_in_use'],
      [
        {
          path: 'data_schema',
          message: '1 of those who have access would have data that this schema refuses.',
        },
      ],
    ]);
    expect((await admin.get(path)).body).toMatchObject({ access_levels: ['reader', 'editor'] });
  });

  test('takes a key of it to nobody’s account, and gives a key once however often it is asked', async () => {
    const path = `${await newService()}/keys`;
    const create = (key: string) =>
      callApi(ostiary, { method: 'POST', path, body: {}, token: admin.token }, { 'idempotency-key': key });
    const [first, again] = [await create('one'), await create('one')];
    expect([first.status, again.body]).toEqual([201, first.body]);
    const listed = await admin.get(path);
    expect(listed.body['items']).toHaveLength(1);
    expect(JSON.stringify(listed.body)).not.toContain('osk_');
    const token = `Bearer ${String(first.body['key'])}`;
    expect((await callApi(ostiary, { method: 'GET', path: '/me', token })).status).toBe(401);
    expect([(await create('two')).status, (await create('three')).body['code']]).toEqual([
      ...[201, 'services.too_many_keys'],
    ]);
  });
});

describe('access to a service', () => {
  test('is given with a level and data, and its refusal names each field', async () => {
    const path = `${await newService()}/access/users/${ann.userId}`;
    const given = await admin.send('PUT', path, { level: 'reader', data: viewer });
    expect([given.status, given.body]).toMatchObject([
      200,
      { holder_type: 'user', holder_id: ann.userId, level: 'reader', data: viewer },
    ]);
    expect((await admin.send('PUT', path, {})).body).toMatchObject({ level: null, data: {} });
    for (const [body, paths] of [
      [
        { level: 'owner', data: { accessgroup: { user_type: 'OWNER' } } },
        ['level', 'data.accessgroup.user_type'],
      ],
      [{ data: { accessgroup: {} } }, ['data.accessgroup.user_type']],
      [{ data: { is_superuser: true } }, ['data.is_superuser']],
      [{ data: [] }, ['data']],
      [{ data: null, level: 1 }, ['data', 'level']],
      [{ role: 'reader' }, ['role']],
    ] as const) {
      const answer = await admin.send('PUT', path, body);
      expect([answer.status, pathsOf(answer).sort()]).toEqual([400, [...paths].sort()]);
    }
  });

  test('is for whoever has at least as much there, or manages services', async () => {
    const path = await newService();
    const users = `${path}/access/users`;
    const give = (by: ApiClient, to: ApiClient, body: object) =>
      by.send('PUT', `${users}/${to.userId}`, body);
    const refused = await give(giver, ann, {});
    expect([refused.status, refused.body['code']]).toEqual([403, 'services.cannot_grant']);
    expect((await give(ann, ann, {})).body['code']).toBe('access.denied');
    await give(admin, giver, { level: 'reader' });
    expect((await give(giver, ann, { level: 'editor' })).body['code']).toBe('services.cannot_grant');
    expect((await give(giver, giver, { level: 'editor' })).body['code']).toBe('services.cannot_grant');
    expect((await give(giver, giver, { level: 'reader', data: viewer })).body['code']).toBe(
      'services.cannot_grant',
    );
    expect((await give(giver, ann, { level: 'reader' })).status).toBe(200);
    await give(admin, ann, { level: 'editor' });
    const taken = await giver.send('DELETE', `${users}/${ann.userId}`);
    expect([taken.status, taken.body['code']]).toEqual([403, 'services.cannot_grant']);
    expect((await admin.send('DELETE', `${users}/${ann.userId}`)).status).toBe(204);
    expect((await giver.send('PATCH', path, { entry: 'granted' })).body['code']).toBe('access.denied');
    expect((await giver.send('POST', `${path}/keys`, {})).body['code']).toBe('access.denied');
  });

  test('is listed page by page, each kind of holder by itself', async () => {
    const path = `${await newService()}/access`;
    for (const { userId } of [admin, giver, ann]) await admin.send('PUT', `${path}/users/${userId}`, {});
    await admin.send('PUT', `${path}/groups/back%20office`, { level: 'reader' });
    await admin.send('PUT', `${path}/roles/read-only`, { level: 'editor' });
    const first = await admin.get(`${path}/users?limit=2`);
    const cursor = String(first.body['next_cursor']);
    const second = await admin.get(`${path}/users?limit=2&cursor=${cursor}`);
    const all = [first, second].flatMap(({ body }) => body['items'] as Json[]);
    expect(all.map((item) => item['holder_id'])).toEqual(
      [admin, giver, ann].map(({ userId }) => userId).sort(),
    );
    expect(second.body['next_cursor']).toBeNull();
    for (const [kind, level] of [
      ['group', 'reader'],
      ['role', 'editor'],
    ] as const) {
      const { body } = await admin.get(`${path}/${kind}s`);
      expect(body['items']).toMatchObject([{ holder_type: kind, level }]);
      const foreign = await admin.get(`${path}/${kind}s?cursor=${cursor}`);
      expect([foreign.status, pathsOf(foreign)]).toEqual([400, ['cursor']]);
    }
    for (const kind of ['users', 'groups', 'roles']) {
      expect((await ann.get(`${path}/${kind}`)).body['code']).toBe('access.denied');
    }
  });

  test('of a user is told for every service, all told, and by which grant', async () => {
    const [open, closed] = [await newService(), await newService({ entry: 'granted' })];
    const { access } = ostiary.services;
    const bob = await addClient(ostiary, 'bob', { roles: ['read-only'] });
    await access.addMember(operator, 'Back office', bob.userId);
    const read = async (path: string): Promise<Json | undefined> => {
      const id = path.split('/').at(-1);
      const found: Json[] = [];
      let more = '';
      do {
        const { status, body } = await admin.get(`/users/${bob.userId}/services?limit=2${more}`);
        expect(status).toBe(200);
        found.push(...(body['items'] as Json[]));
        const next = body['next_cursor'];
        more = typeof next === 'string' ? `&cursor=${next}` : '';
      } while (more !== '');
      expect(new Set(found.map((item) => item['service_id'])).size).toBe(found.length);
      return found.find((item) => item['service_id'] === id);
    };
    expect(await read(open)).toMatchObject({ may_enter: true, access: null, by: null });
    expect(await read(closed)).toMatchObject({ may_enter: false, access: null, by: null });
    await admin.send('PUT', `${closed}/access/roles/read-only`, { level: 'reader' });
    expect(await read(closed)).toMatchObject({
      ...{ may_enter: true, access: { level: 'reader', data: {} }, by: { holder_type: 'role' } },
    });
    await admin.send('PUT', `${closed}/access/groups/Back%20office`, { level: 'editor', data: viewer });
    expect(await read(closed)).toMatchObject({
      ...{ may_enter: true, access: { level: 'editor', data: viewer }, by: { holder_type: 'group' } },
    });
    await admin.send('PUT', `${closed}/access/users/${bob.userId}`, {});
    expect(await read(closed)).toEqual({
      ...{ service_id: closed.split('/').at(-1), service: expect.any(String) as string, may_enter: true },
      ...{
        access: { level: null, data: {} },
        by: { holder_type: 'user', holder_id: bob.userId, holder_name: 'bob' },
      },
    });
    await ostiary.services.users.deactivate(operator, bob.userId);
    expect(await read(closed)).toMatchObject({ may_enter: false, access: { level: null } });
    expect((await ann.get(`/users/${bob.userId}/services`)).body['code']).toBe('access.denied');
  });

  test('goes with the user, the group, the role and the service', async () => {
    const path = await newService();
    const { access, account, database, users } = ostiary.services;
    const gone = await account.createUser(operator, { username: 'gone' });
    const group = await access.createGroup(operator, { name: 'Gone' });
    const role = await access.createRole(operator, { name: 'gone' });
    const holders = [`users/${gone.id}`, `groups/${group.id}`, `roles/${role.id}`];
    for (const holder of holders) await admin.send('PUT', `${path}/access/${holder}`, { level: 'reader' });
    await users.delete(operator, gone.id);
    await access.deleteGroup(operator, group.id);
    await access.deleteRole(operator, role.id);
    for (const kind of ['users', 'groups', 'roles']) {
      expect((await admin.get(`${path}/access/${kind}`)).body['items']).toEqual([]);
    }
    // The level is nobody's any more.
    expect((await admin.send('PATCH', path, { access_levels: [] })).status).toBe(200);
    await admin.send('PUT', `${path}/access/users/${ann.userId}`, {});
    await admin.send('POST', `${path}/keys`, {});
    expect((await admin.send('DELETE', path)).status).toBe(204);
    const id = path.split('/').at(-1) ?? '';
    for (const table of ['service_user_grants', 'service_keys'] as const) {
      const left = await database.db.selectFrom(table).selectAll().where('service_id', '=', id).execute();
      expect(left).toEqual([]);
    }
  });
});
