import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  bothWays as bothWaysOf,
  claimsOf,
  escapedBasic as escaped,
  isAnsweredDirectly as isAnsweredDirectlyBy,
  oauthWorld,
  plainBasic as plain,
  type Form,
  type OauthWorld,
  type TestClient,
} from '../support/oauth/index.ts';

let world: OauthWorld;
let client: TestClient;

beforeAll(async () => {
  world = await oauthWorld();
  client = await world.client();
});
afterAll(() => world.close());

const isAnsweredDirectly = (...[path, form, auth]: [string, Form, { header: string }]) =>
  isAnsweredDirectlyBy(world, path, { form, auth });
const bothWays = (path: string, form: Form, by = client) => bothWaysOf(world, path, { form, by });

const unstable = ['date', 'content-length', 'x-request-id', 'connection', 'keep-alive'];

function stableHeaders(headers: Record<string, unknown>): Record<string, unknown> {
  const { vary: _vary, ...rest } = headers;
  return Object.fromEntries(Object.entries(rest).filter(([name]) => !unstable.includes(name)));
}

describe('client credentials without the engine', () => {
  test.each<[string, Form]>([
    ['no scope', { grant_type: 'client_credentials' }],
    ['a scope', { grant_type: 'client_credentials', scope: 'write read' }],
  ])('give the same answer and the same claims as with it: %s', async (_what, form) => {
    const { direct, engine } = await bothWays('/o/token', form);
    expect(await isAnsweredDirectly('/o/token', form, plain(client))).toBe(true);
    expect(direct.status).toBe(200);
    const { access_token: token, ...answer } = direct.body;
    const { access_token: engineToken, ...engineAnswer } = engine.body;
    expect(answer).toEqual(engineAnswer);
    expect(Object.keys(direct.body)).toEqual(Object.keys(engine.body));
    const { jti, iat, exp, ...claims } = claimsOf(token as string);
    const {
      jti: engineJti,
      iat: engineIat,
      exp: engineExp,
      ...engineClaims
    } = claimsOf(engineToken as string);
    expect(claims).toEqual(engineClaims);
    expect(Object.keys(claimsOf(token as string)).sort()).toEqual(
      Object.keys(claimsOf(engineToken as string)).sort(),
    );
    expect(String(jti)).toHaveLength(String(engineJti).length);
    expect(Number(exp) - Number(iat)).toBe(Number(engineExp) - Number(engineIat));
    expect(direct.headers['cache-control']).toBe('no-store');
    expect(direct.headers['content-type']).toBe(engine.headers['content-type']);
  });

  test('obey the lifetime of the application', async () => {
    const quick = await world.client({ accessTokenSeconds: 77 });
    const { direct, engine } = await bothWays('/o/token', { grant_type: 'client_credentials' }, quick);
    expect([direct.body['expires_in'], engine.body['expires_in']]).toEqual([77, 77]);
  });

  test.each<[string, Form]>([
    [
      'a scope the application may not have',
      { grant_type: 'client_credentials', scope: 'read users.delete' },
    ],
    ['a scope of two spaces', { grant_type: 'client_credentials', scope: 'read  write' }],
    ['a repeated parameter', { grant_type: 'client_credentials', scope: ['read', 'write'] }],
    ['another grant', { grant_type: 'password' }],
    ['no grant', { scope: 'read' }],
    ['a resource that is none', { grant_type: 'client_credentials', resource: 'https://nobody.example' }],
  ])('leave a refusal to the engine: %s', async (_what, form) => {
    const { direct, engine } = await bothWays('/o/token', form);
    expect(direct.status).toBe(engine.status);
    expect(direct.body).toEqual(engine.body);
    expect(stableHeaders(direct.headers)).toEqual(stableHeaders(engine.headers));
  });

  test('are not given to whoever does not know the secret, may not use the grant or is not active', async () => {
    const form = { grant_type: 'client_credentials' };
    const forbidden = await world.client({ grants: ['authorization_code'] });
    const wrong = { clientId: client.clientId, secret: `${String(client.secret).slice(0, -1)}_` };
    expect((await world.token(form, wrong)).body).toMatchObject({ error: 'invalid_client' });
    expect((await world.token(form, plain(forbidden))).status).toBe(400);
    const gone = await world.client();
    expect((await world.token(form, plain(gone))).status).toBe(200);
    await world.services.applications.update(world.operator, gone.application.id, { isActive: false });
    expect((await world.token(form, plain(gone))).body).toMatchObject({ error: 'invalid_client' });
  });

  test('of a client on another origin come with what its browser asks for', async () => {
    const spa = await world.client({ allowedOrigins: ['https://spa.example'] });
    const form = { grant_type: 'client_credentials' };
    const answer = await world.token(form, plain(spa), { origin: 'https://spa.example' });
    expect(answer.headers['access-control-allow-origin']).toBe('https://spa.example');
  });
});

describe('a refresh without the engine', () => {
  const plainScope = { scope: 'read write' };

  const refreshForm = (token: string): Form => ({ grant_type: 'refresh_token', refresh_token: token });

  test('gives the same answer and the same claims as with it, and the same successor', async () => {
    const person = await world.person();
    const { refresh_token: token } = await world.tokensFor(client, person, plainScope);
    expect(await isAnsweredDirectly('/o/token', refreshForm(token), escaped(client))).toBe(false);
    const engine = await world.token(refreshForm(token), escaped(client));
    const direct = await world.token(refreshForm(token), plain(client));
    expect([direct.status, engine.status]).toEqual([200, 200]);
    expect(Object.keys(direct.body)).toEqual(Object.keys(engine.body));
    expect(direct.body['refresh_token']).toBe(engine.body['refresh_token']);
    expect(direct.body['scope']).toBe(engine.body['scope']);
    const { jti: _a, iat: _b, exp: _c, ...claims } = claimsOf(String(direct.body['access_token']));
    const { jti: _d, iat: _e, exp: _f, ...engineClaims } = claimsOf(String(engine.body['access_token']));
    expect(claims).toEqual(engineClaims);
    const next = String(direct.body['refresh_token']);
    expect(await isAnsweredDirectly('/o/token', refreshForm(next), plain(client))).toBe(true);
  });

  test('gives every one of twenty at once the same successor, and nobody a second', async () => {
    const { refresh_token: token } = await world.tokensFor(client, await world.person(), plainScope);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        world.token(refreshForm(token), index % 2 === 0 ? plain(client) : escaped(client)),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
    expect(new Set(answers.map(({ body }) => body['refresh_token'])).size).toBe(1);
  });

  test('is taken for theft when the token is an old one: family and session end', async () => {
    const { refresh_token: stolen } = await world.tokensFor(client, await world.person(), plainScope);
    const { body } = await world.refresh(client, stolen);
    world.passTime(11_000);
    expect((await world.token(refreshForm(stolen), plain(client))).body).toMatchObject({
      error: 'invalid_grant',
    });
    const next = String(body['refresh_token']);
    expect((await world.token(refreshForm(next), plain(client))).body).toMatchObject({
      error: 'invalid_grant',
    });
    expect(await world.audited('token.refresh_replayed')).toHaveLength(1);
  });

  test('is for the client that was given the token, as long as its grant stands', async () => {
    const { refresh_token: token } = await world.tokensFor(client, await world.person(), plainScope);
    const other = await world.client();
    expect((await world.token(refreshForm(token), plain(other))).body).toMatchObject({
      error: 'invalid_grant',
    });
    await world.post('/o/revoke_token', { form: { token }, auth: client });
    expect((await world.token(refreshForm(token), plain(client))).body).toMatchObject({
      error: 'invalid_grant',
    });
  });

  test('serves public clients that name themselves, and nobody who names another', async () => {
    const spa = await world.client({ clientType: 'public', authentication: 'none' });
    const { refresh_token: token } = await world.tokensFor(spa, await world.person(), plainScope);
    const wrong = await world.token({ ...refreshForm(token), client_id: client.clientId });
    expect(wrong.status).toBe(401);
    const answer = await world.token({ ...refreshForm(token), client_id: spa.clientId });
    expect(answer.status).toBe(200);
  });

  test('leaves ID tokens, narrower scopes and DPoP to the engine', async () => {
    const person = await world.person();
    const { refresh_token: token } = await world.tokensFor(client, person, { scope: 'openid read' });
    expect(await isAnsweredDirectly('/o/token', refreshForm(token), plain(client))).toBe(false);
    const answer = await world.token(refreshForm(token), plain(client));
    expect(answer.body).toHaveProperty('id_token');
    const { refresh_token: wide } = await world.tokensFor(client, person, plainScope);
    const narrow = await world.token({ ...refreshForm(wide), scope: 'read' }, plain(client));
    expect(narrow.body).toMatchObject({ scope: 'read' });
  });
});
