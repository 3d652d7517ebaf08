import { Hono } from 'hono';
import { afterEach, expect, expectTypeOf, test } from 'vitest';
import { honoDoor } from '../../src/adapters/hono.ts';
import { bearer, memorySessions, sessionCookie } from '../../src/authentication/index.ts';
import { createGuards } from '../../src/guards/index.ts';
import { createOstiary } from '../../src/ostiary.ts';
import { createTestIssuer } from '../../src/testing/index.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** A service as its developer writes it, with an Ostiary that is not there. */
async function service() {
  const issuer = await createTestIssuer({ audience: 'news', levels: ['reader', 'editor'], entry: 'granted' });
  const { url, audience, key, fetch } = issuer;
  const ostiary = createOstiary({ url, audience, key, fetch, levels: ['reader', 'editor'] });
  await ostiary.start();
  closers.push(() => ostiary.close());

  const { assurance, serviceAccess, role } = createGuards(ostiary);
  expectTypeOf(serviceAccess).parameter(0).toEqualTypeOf<'reader' | 'editor' | undefined>();
  const sessions = sessionCookie({
    store: memorySessions(),
    load: ({ sub, sid }) => ostiary.subjectOfUser(sub, 'session', sid),
  });
  const door = honoDoor(ostiary, { authenticators: [bearer(ostiary), sessions] });
  const app = new Hono();
  app.get('/me', door.guard(), (c) => c.json({ sub: door.user(c).sub, method: door.user(c).method }));
  app.get('/edit', door.guard(serviceAccess('editor')), (c) => c.text(door.user(c).access?.level ?? ''));
  app.get('/owner', door.guard(role('owner')), (c) => c.text('in'));
  app.get('/payout', door.guard(assurance({ acr: 'aal2', maxAgeSeconds: 300 })), (c) => c.text('in'));
  app.post('/sign-in', door.guard(), async (c) => {
    const { sub, sessionId: sid } = door.user(c);
    const { headers } = await sessions.start({ sub, sid });
    return new Response(null, { headers });
  });
  const send = (path: string, headers: Record<string, string>, method = 'GET') =>
    app.fetch(new Request(`https://news.test${path}`, { method, headers }));
  return { issuer, ostiary, send };
}

const bearing = (token: string) => ({ authorization: `Bearer ${token}` });

test('a token of Ostiary opens what its user may, until something changes', async () => {
  const { issuer, ostiary, send } = await service();
  const ada = { sub: 'ada', roles: ['owner'], access: { level: 'editor' as const, data: {} } };
  const token = await issuer.tokenFor(ada);
  const statuses = async () =>
    Promise.all(['/me', '/edit', '/owner'].map(async (path) => (await send(path, bearing(token))).status));
  expect(await statuses()).toEqual([200, 200, 200]);

  issuer.putUser({ ...ada, roles: [], access: { level: 'reader', data: {} } });
  await issuer.delivered(ostiary);
  expect(await statuses()).toEqual([200, 403, 403]);

  // Without access there is no entry to this service.
  issuer.putUser({ ...ada, access: null });
  await issuer.delivered(ostiary);
  expect(await statuses()).toEqual([403, 403, 403]);

  issuer.deleteUser('ada');
  await issuer.delivered(ostiary);
  expect(await statuses()).toEqual([401, 401, 401]);
});

test('a session of the service’s own follows what Ostiary says of its user', async () => {
  const { issuer, ostiary, send } = await service();
  const ada = { sub: 'ada', access: { level: 'editor' as const, data: {} } };
  const signedIn = await send('/sign-in', bearing(await issuer.tokenFor(ada)), 'POST');
  const cookie = signedIn.headers
    .getSetCookie()
    .map((one) => one.split(';', 1)[0])
    .join('; ');
  // Without a mirror only those are known who have changed.
  issuer.putUser(ada);
  await issuer.delivered(ostiary);
  expect(await (await send('/me', { cookie })).json()).toEqual({ sub: 'ada', method: 'session' });
  issuer.putUser({ ...ada, is_active: false });
  await issuer.delivered(ostiary);
  expect((await send('/me', { cookie })).status).toBe(401);
});

test('a session of the service’s own ends with the one at Ostiary that it came from', async () => {
  const { issuer, ostiary, send } = await service();
  const ada = { sub: 'ada', access: { level: 'editor' as const, data: {} } };
  const token = await issuer.tokenFor(ada, { sessionId: 'at-ostiary' });
  const [cookie = ''] = (await send('/sign-in', bearing(token), 'POST')).headers
    .getSetCookie()
    .map((one) => one.split(';', 1)[0] ?? '');
  issuer.putUser(ada);
  issuer.revokeSession('of-somebody-else');
  await issuer.delivered(ostiary);
  expect((await send('/me', { cookie })).status).toBe(200);
  issuer.revokeSession('at-ostiary');
  await issuer.delivered(ostiary);
  expect((await send('/me', { cookie })).status).toBe(401);
});

test('what needs a second factor says so to whoever has shown one (RFC 9470)', async () => {
  const { issuer, send } = await service();
  const ada = { sub: 'ada', access: { level: 'editor' as const, data: {} } };
  const answer = await send('/payout', bearing(await issuer.tokenFor(ada)));
  expect(answer.status).toBe(401);
  expect(answer.headers.get('www-authenticate')).toMatch(
    /^Bearer .*error="insufficient_user_authentication".*, acr_values="aal2", max_age="300"/,
  );
  expect(await answer.json()).toMatchObject({ code: 'step_up_required' });
  const stronger = await issuer.tokenFor('ada', { claims: { acr: 'aal2', amr: ['pwd', 'otp', 'mfa'] } });
  expect((await send('/payout', bearing(stronger))).status).toBe(200);
  const old = { acr: 'aal2', auth_time: Math.floor(Date.now() / 1000) - 400 };
  expect((await send('/payout', bearing(await issuer.tokenFor('ada', { claims: old })))).status).toBe(401);
});

test('a garbage token is refused with a challenge', async () => {
  const { send } = await service();
  const answer = await send('/me', bearing('a.b.c'));
  expect(answer.status).toBe(401);
  expect(answer.headers.get('www-authenticate')).toContain('error="invalid_token"');
});
