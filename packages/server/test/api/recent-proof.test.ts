import { createClient, type OstiaryClient } from '@ostiary/contract/client';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sessionCookieName } from '#app/session-cookie.ts';
import { sensitiveOperations } from '#app/scopes/api/manners/recent-proof.ts';
import { clientPassword, operator } from '../support/api-client.ts';
import { browserSession } from '../support/browser-session.ts';
import { routeMatrix } from '../support/route-matrix/index.ts';
import { openWorld, unknownId, type World } from '../support/route-matrix/world.ts';

const stepUpSeconds = 30;

/** Said a second time, by hand: one that is forgotten in the table is missed here. */
const always = [
  'DELETE /users/:id',
  'POST /users/:id/deletion',
  'POST /users/:id/password',
  'DELETE /users/:id/factors',
  'PUT /users/:id/roles/:role',
  'POST /roles',
  'PATCH /roles/:role',
  'DELETE /roles/:role',
  'DELETE /permissions/:permission',
  'DELETE /groups/:group',
  'PUT /groups/:group/members/:user',
  'PUT /groups/:group/roles/:role',
  'DELETE /services/:service',
  'POST /services/:service/keys',
  'DELETE /services/:service/keys/:key',
  'POST /me/tokens',
  'PATCH /applications/:application',
  'DELETE /applications/:application',
  'POST /applications/:application/secrets',
  'DELETE /applications/:application/secrets/:secret',
  'POST /webhooks',
  'PATCH /webhooks/:webhook',
  'DELETE /webhooks/:webhook',
  'POST /webhooks/:webhook/secrets',
  'POST /keys/rotate',
];
/** What depends on the contents of a request is below, by itself. */
const dependent = [
  'POST /users',
  'PATCH /users/:id',
  'POST /invitations',
  'GET /exports/users',
  'POST /imports',
  'POST /applications',
];

let world: World;
/** A superuser in a browser, signed in longer ago than sensitive acts allow. */
let browser: OstiaryClient;

beforeAll(async () => {
  world = await openWorld({
    OSTIARY_STEP_UP_AGE: `${stepUpSeconds}s`,
    OSTIARY_MAIL: 'console',
    // Those who prepare a test keep their tokens while the clock goes on.
    OSTIARY_ACCESS_TOKEN_LIFETIME: '6h',
  });
});
afterAll(() => world.close());

function browserWith(cookie: string): OstiaryClient {
  const { app, config } = world.test;
  const headers = { cookie, origin: config.server.url, 'sec-fetch-site': 'same-origin' };
  return createClient(app.listeningOrigin, { headers });
}

beforeEach(async () => {
  const { services, config, clock } = world.test;
  const { secret } = await browserSession(services, operator.act, {
    login: 'root',
    password: clientPassword,
  });
  browser = browserWith(`${sessionCookieName(config)}=${secret}`);
  clock.advance((stepUpSeconds + 1) * 1000);
});

function rowOf(operation: string): (typeof routeMatrix)[string] {
  const [method = '', path = ''] = operation.split(' ');
  const row = routeMatrix[`${method} /api/v1${path.replaceAll(/:(\w+)/g, '{$1}')}`];
  if (!row) throw new Error(`There is no ${operation}`);
  return row;
}

describe('a session that was proved too long ago', () => {
  test.each(always)('is not enough for %s, and nothing is done', async (operation) => {
    const { call } = await rowOf(operation)(world);
    const before = await world.auditHead();
    const { error, response } = await call(browser);
    expect(error, operation).toMatchObject({ code: 'login.step_up_required', status: 401 });
    expect(response.headers.get('www-authenticate')).toMatch(/insufficient_user_authentication/);
    expect(await world.entriesAfter(before)).toEqual([]);
  });

  test('is enough again after a proof', async () => {
    const { id } = await world.newUser();
    const remove = () => browser.DELETE('/api/v1/users/{id}', { params: { path: { id } } });
    expect((await remove()).response.status).toBe(401);
    const proof = await browser.POST('/api/v1/me/step-up', { body: { password: clientPassword } });
    // A proof makes it another secret; the old one is nobody's.
    browser = browserWith(proof.response.headers.getSetCookie()[0]?.split(';')[0] ?? '');
    expect((await remove()).response.status).toBe(204);
  });

  test('is enough for what makes nobody more powerful, not for what does', async () => {
    const username = world.fresh('made');
    const make = (body: object) => browser.POST('/api/v1/users', { body: { username, ...body } });
    for (const body of [{ is_superuser: true }, { is_staff: true }, { roles: ['read-only'] }]) {
      expect((await make(body)).error).toMatchObject({ code: 'login.step_up_required' });
    }
    const { data, response } = await make({ roles: [], is_superuser: false });
    expect(response.status).toBe(201);
    const params = { path: { id: data?.id ?? unknownId } };
    const change = (body: object) => browser.PATCH('/api/v1/users/{id}', { params, body });
    expect((await change({ phone: '+49 30 1234', is_active: false })).response.status).toBe(200);
    for (const body of [{ email: 'x@example.com' }, { is_staff: true }, { is_superuser: false }]) {
      expect((await change(body)).error).toMatchObject({ code: 'login.step_up_required' });
    }
  });

  test('registers applications, not such as do without consent or speak for others', async () => {
    const register = (trust: object) =>
      browser.POST('/api/v1/applications', {
        body: { name: world.fresh('app'), redirect_uris: ['https://app.example/cb'], ...trust },
      });
    for (const trust of [{ is_first_party: true }, { may_impersonate: true }]) {
      expect((await register(trust)).error).toMatchObject({ code: 'login.step_up_required' });
    }
    expect((await register({ is_first_party: false })).response.status).toBe(201);
  });

  test('is enough to try an import, not to do one', async () => {
    const send = (isDryRun: boolean) =>
      browser.POST('/api/v1/imports', {
        params: { query: { dry_run: isDryRun } },
        body: `{"username":"${world.fresh('imported')}"}\n`,
        headers: { 'content-type': 'application/jsonl' },
        bodySerializer: (body: unknown) => String(body),
      });
    expect((await send(true)).response.status).toBe(200);
    expect((await send(false)).error).toMatchObject({ code: 'login.step_up_required' });
  });

  test('invites without roles, and exports without hashes', async () => {
    const invite = (roles: string[]) =>
      browser.POST('/api/v1/invitations', { body: { email: `${world.fresh('i')}@example.com`, roles } });
    expect((await invite(['read-only'])).error).toMatchObject({ code: 'login.step_up_required' });
    expect((await invite([])).response.status).toBe(201);
    const take = (hashes: boolean) =>
      browser.GET('/api/v1/exports/users', {
        params: { query: { include_hashes: hashes } },
        parseAs: 'text',
      });
    expect((await take(true)).response.status).toBe(401);
    expect((await take(false)).response.status).toBe(200);
  });

  test('is refused what is not valid before it is asked for a proof', async () => {
    const { error } = await browser.POST('/api/v1/users/{id}/password', {
      params: { path: { id: 'nobody' } },
      body: { password: 'tulip-anvil-marsh-42' },
    });
    expect(error).toMatchObject({ code: 'request.invalid' });
  });

  test('does not make items of a batch go through', async () => {
    const { id } = await world.newUser();
    const requests = [{ method: 'DELETE' as const, path: `/api/v1/users/${id}` }];
    const { data } = await browser.POST('/api/v1/bulk', { body: { requests } });
    expect(data?.items).toMatchObject([{ status: 401, body: { code: 'login.step_up_required' } }]);
    expect((await world.root.api.GET('/api/v1/users/{id}', { params: { path: { id } } })).data?.id).toBe(id);
  });
});

test('every operation in the list exists, and says that it may ask', () => {
  const documented = world.test.app.routeTable
    .filter(({ isApi, errors }) => isApi && errors.includes('login.step_up_required'))
    .map(({ method, path }) => `${method} ${path.replace('/api/v1', '')}`);
  expect([...sensitiveOperations].sort()).toEqual([...always, ...dependent].sort());
  expect(documented).toEqual(expect.arrayContaining([...sensitiveOperations]));
});
