import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '#modules/services';
import type { User } from '#modules/users';
import { httpClient, operator } from '../support/http-client.ts';
import { serviceCaller, servicePerson, signInFor, type ServiceCaller } from '../support/service-caller.ts';
import { testApp, type TestApp } from '../support/test-app.ts';

/** `GET /auth/user/` as a service sees it (seeds/004, "Extra Data"). */

let server: TestApp;
let api: ReturnType<typeof httpClient>;
let orders: ServiceCaller;
let club: ServiceCaller;
let user: User;

const dataSchema = {
  type: 'object',
  properties: {
    accessgroup: { type: 'object', properties: { user_type: { enum: ['staff', 'customer'] } } },
  },
};

beforeAll(async () => {
  server = await testApp();
  api = httpClient(server.app);
  orders = await serviceCaller(server, { name: 'Orders', accessLevels: ['reader', 'editor'], dataSchema });
  club = await serviceCaller(server, { entry: 'granted', fields: ['phone', 'external_id', 'created_at'] });
});
afterAll(() => server.close());
beforeEach(async () => {
  user = await servicePerson(server, { firstName: 'Ada', lastName: 'Lovelace', phone: '+491234567' });
});

async function grant(of: ServiceCaller, level: string | null, data: JsonObject = {}): Promise<void> {
  const holder = { holder: 'user', id: user.id } as const;
  await server.services.services.grantAccess(operator, of.service.id, { ...holder, level, data });
}

async function view(token: string, headers: Record<string, string> = {}, query = '') {
  const answer = await api.get(`/auth/user/${query}`, { authorization: `Bearer ${token}`, ...headers });
  return { status: answer.statusCode, body: answer.json<Record<string, unknown>>() };
}

const withOrders = () => ({
  id: user.id,
  first_name: 'Ada',
  email: user.email,
  last_name: 'Lovelace',
  last_login: null,
  is_active: true,
  is_staff: false,
  is_superuser: false,
  username: user.username,
  access_level: 'editor',
  accessgroup: { user_type: 'staff' },
});

describe('the view of a service', () => {
  beforeEach(() => grant(orders, 'editor', { accessgroup: { user_type: 'staff' } }));

  it.each<[string, () => Promise<[string, Record<string, string>, string]>]>([
    ['by its key', async () => [(await signInFor(server, user)).access, orders.headers, '']],
    ['by its name', async () => [(await signInFor(server, user)).access, {}, '?service=Orders']],
    [
      'by its audience',
      async () => [(await signInFor(server, user)).access, {}, `?service=${orders.service.audience}`],
    ],
    ['by its id', async () => [(await signInFor(server, user)).access, {}, `?service=${orders.service.id}`]],
    [
      'by the audience of the token',
      async () => [(await signInFor(server, user, orders.headers)).access, {}, ''],
    ],
  ])('is told %s', async (_how, make) => {
    const told = await view(...(await make()));
    expect(told).toEqual({ status: 200, body: withOrders() });
    expect(Object.keys(told.body)).toEqual(Object.keys(withOrders()));
  });

  it('is that of the key, also where another one is named', async () => {
    const { access } = await signInFor(server, user);
    expect((await view(access, orders.headers, '?service=nobody')).body).toEqual(withOrders());
  });

  it('has no more of the profile than the service may see, and no data where none was given', async () => {
    await grant(club, null);
    const { access } = await signInFor(server, user, club.headers);
    expect(await view(access, club.headers)).toEqual({
      status: 200,
      body: {
        ...{ id: user.id, date_joined: expect.stringMatching(/^\d{4}-.*\.\d{6}Z$/) as unknown },
        ...{ last_login: null, is_active: true, is_staff: false, is_superuser: false },
        ...{ phone: '+491234567', external_id: null, access_level: null },
      },
    });
  });

  it('is not told of somebody who may not enter', async () => {
    const { access } = await signInFor(server, user);
    const refused = { detail: 'This account has no access to this service.' };
    expect(await view(access, club.headers)).toEqual({ status: 403, body: refused });
    expect(await view(access, {}, `?service=${club.service.id}`)).toEqual({ status: 403, body: refused });
  });

  it('leaves what is told without a service as it was', async () => {
    const { access } = await signInFor(server, user);
    const { body } = await view(access);
    expect(Object.keys(body)).toEqual([
      ...['id', 'first_name', 'email', 'last_name', 'date_joined', 'last_login'],
      ...['is_active', 'is_staff', 'is_superuser'],
    ]);
  });

  it('is not opened by a token for another service', async () => {
    const { access } = await signInFor(server, user, club.headers);
    expect((await view(access, orders.headers)).status).toBe(403);
    expect((await view(access, {}, '?service=Orders')).status).toBe(403);
  });

  it.each([
    ['?service=nobody', 404, 'There is no such service.'],
    ['?service=', 400, 'Name one service.'],
    ['?service=Orders&service=Orders', 400, 'Name one service.'],
  ])('of what is no service: %s', async (query, status, detail) => {
    const { access } = await signInFor(server, user);
    expect(await view(access, {}, query)).toEqual({ status, body: { detail } });
  });

  it('needs the user’s credential first', async () => {
    for (const query of ['', '?service=nobody']) {
      expect((await api.get(`/auth/user/${query}`, orders.headers)).statusCode).toBe(403);
    }
  });

  it('is told by static token and by session as well', async () => {
    const { token } = await server.services.tokens.createApiToken(operator, { userId: user.id, name: 'T' });
    const answer = await api.get('/auth/user/', { authorization: `Token ${token}`, ...orders.headers });
    expect(answer.json()).toEqual(withOrders());
  });
});
