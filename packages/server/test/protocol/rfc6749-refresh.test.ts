import { databases } from '@ostiary/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  claimsOf,
  oauthWorld,
  type OauthWorld,
  type Person,
  type TestClient,
} from '../support/oauth/index.ts';

const windowMs = 10_000;
const gone = { status: 400, body: { error: 'invalid_grant' } };

describe.each(databases())('refresh tokens (RFC 6749 section 6) on $name', ({ open }) => {
  let database: Awaited<ReturnType<typeof open>>;
  let world: OauthWorld;
  let ada: Person;
  beforeAll(async () => {
    database = await open();
    world = await oauthWorld({ DATABASE_URL: database.url, OSTIARY_REFRESH_REUSE_WINDOW: '10s' });
    ada = await world.person('ada');
  });
  afterAll(async () => {
    await world.close();
    await database.close();
  });

  const families = (clientId: string) =>
    world.services.database.db
      .selectFrom('refresh_families')
      .selectAll()
      .where('client_id', '=', clientId)
      .execute();

  test('a refresh gives new tokens of the same session', async () => {
    const client = await world.client();
    const first = await world.tokensFor(client, ada);
    const { status, body } = await world.refresh(client, first.refresh_token);
    expect(status).toBe(200);
    expect(body['refresh_token']).not.toBe(first.refresh_token);
    expect(body['access_token']).not.toBe(first.access_token);
    const [before, after] = [claimsOf(first.access_token), claimsOf(body['access_token'] as string)];
    expect(after).toMatchObject({ sid: before['sid'], sub: before['sub'], auth_time: before['auth_time'] });
    expect(claimsOf(body['id_token'] as string)).toMatchObject({ sid: before['sid'], sub: ada.userId });
  });

  test('twenty refreshes of one token at once get the same successor, and there is one', async () => {
    const client = await world.client();
    const { refresh_token } = await world.tokensFor(client, ada);
    const answers = await Promise.all(Array.from({ length: 20 }, () => world.refresh(client, refresh_token)));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
    const successors = new Set(answers.map(({ body }) => body['refresh_token']));
    expect(successors.size).toBe(1);
    const rows = await families(client.clientId);
    expect(rows.map(({ generation, ended_at }) => [generation, ended_at])).toEqual([[1, null]]);
    const [successor] = [...successors];
    expect((await world.refresh(client, successor as string)).status).toBe(200);
    for (const { body } of answers) {
      expect(await world.introspect(body['access_token'] as string, client)).toMatchObject({ active: true });
    }
  });

  test('twenty processes’ worth of tokens at once do not get in each other’s way', async () => {
    const client = await world.client();
    const browser = world.browser();
    await browser.signIn(ada);
    const held = [];
    for (let count = 0; count < 5; count++) held.push(await world.tokensFor(client, browser));
    const answers = await Promise.all(
      held.flatMap(({ refresh_token }) =>
        Array.from({ length: 4 }, () => world.refresh(client, refresh_token)),
      ),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(answers.map(({ body }) => body['refresh_token'])).size).toBe(5);
  });

  test('a used token that comes back after the window ends family and session, and is told', async () => {
    const client = await world.client();
    const first = await world.tokensFor(client, ada);
    const second = await world.refresh(client, first.refresh_token);
    const { sid } = claimsOf(first.access_token);
    world.passTime(windowMs + 1_000);
    expect(await world.refresh(client, first.refresh_token)).toMatchObject(gone);
    expect(await world.refresh(client, second.body['refresh_token'] as string)).toMatchObject(gone);
    expect(await world.introspect(second.body['access_token'] as string, client)).toEqual({ active: false });
    const [entry] = await world.audited('token.refresh_replayed');
    expect(entry).toMatchObject({ outcome: 'failure' });
    expect(await world.told('session.ended')).toContainEqual(
      expect.objectContaining({ reason: expect.any(String) as string }),
    );
    const [session] = await world.services.database.db
      .selectFrom('sessions')
      .selectAll()
      .where('id', '=', sid as string)
      .execute();
    expect(session?.ended_at).not.toBeNull();
  });

  test('a token from before the last one is a replay even within the window', async () => {
    const client = await world.client();
    const first = await world.tokensFor(client, ada);
    const second = (await world.refresh(client, first.refresh_token)).body['refresh_token'] as string;
    const third = (await world.refresh(client, second)).body['refresh_token'] as string;
    expect(await world.refresh(client, first.refresh_token)).toMatchObject(gone);
    expect(await world.refresh(client, third)).toMatchObject(gone);
  });

  test('another client’s refresh token is refused and stays good', async () => {
    const [client, other] = [await world.client(), await world.client()];
    const { refresh_token } = await world.tokensFor(client, ada);
    expect(await world.refresh(other, refresh_token)).toMatchObject(gone);
    expect((await world.refresh(client, refresh_token)).status).toBe(200);
  });

  test('a used token in the hands of another client ends nothing', async () => {
    const [client, other] = [await world.client(), await world.client()];
    const { refresh_token } = await world.tokensFor(client, ada);
    const next = (await world.refresh(client, refresh_token)).body['refresh_token'] as string;
    world.passTime(windowMs + 1_000);
    expect(await world.refresh(other, refresh_token)).toMatchObject(gone);
    expect((await world.refresh(client, next)).status).toBe(200);
  });

  test('a refresh token expires', async () => {
    const client = await world.client({ refreshTokenSeconds: 60 });
    const { refresh_token } = await world.tokensFor(client, ada);
    world.passTime(61_000);
    expect(await world.refresh(client, refresh_token)).toMatchObject(gone);
  });

  test('a first-party refresh token is no client’s', async () => {
    const client = await world.client();
    const { pair } = await world.services.tokens.signIn(world.operator.act, {
      login: ada.username,
      password: ada.password,
    });
    expect(await world.refresh(client, pair.refresh)).toMatchObject(gone);
  });

  test('a refused refresh does not use up the token', async () => {
    const client = await world.client();
    const { refresh_token } = await world.tokensFor(client, ada);
    const widened = await world.refresh(client, refresh_token, { scope: 'openid read write' });
    expect(widened).toMatchObject({ status: 400, body: { error: 'invalid_scope' } });
    const wrongTarget = await world.refresh(client, refresh_token, { resource: 'https://nobody.example' });
    expect(wrongTarget).toMatchObject({ status: 400, body: { error: 'invalid_target' } });
    expect((await families(client.clientId))[0]).toMatchObject({ generation: 0 });
    expect((await world.refresh(client, refresh_token)).status).toBe(200);
  });

  test('a refresh may ask for less, and later for what was granted again', async () => {
    const client = await world.client();
    const { refresh_token } = await world.tokensFor(client, ada, { scope: 'openid read write' });
    const less = await world.refresh(client, refresh_token, { scope: 'read' });
    expect(less.body).toMatchObject({ scope: 'read' });
    expect(claimsOf(less.body['access_token'] as string)).toMatchObject({ scope: 'read' });
    expect(less.body).not.toHaveProperty('id_token');
    const again = await world.refresh(client, less.body['refresh_token'] as string);
    expect(again.body).toMatchObject({ scope: 'openid read write' });
  });

  const endings: Record<string, (held: Held) => Promise<unknown>> = {
    'the user signs out': ({ sid }) => world.services.login.signOut(world.operator.act, sid),
    'the user signs out everywhere': ({ userId }) =>
      world.services.login.signOutEverywhere(world.operator.act, userId),
    'the session is ended by an administrator': ({ sid }) =>
      world.services.sessions.endOne(world.operator, sid),
    'the user is deactivated': ({ userId }) => world.services.users.deactivate(world.operator, userId),
    'the user is deleted': ({ userId }) => world.services.users.delete(world.operator, userId),
    'the consent is taken back': ({ userId, client }) =>
      world.services.oauth.revokeGranted(world.operator.act, userId, client.clientId),
    'the token is revoked': ({ client, refreshToken }) =>
      world.post('/o/revoke_token', { form: { token: refreshToken }, auth: client }),
    'the application is deactivated and activated again': async ({ client }) => {
      const { applications } = world.services;
      await applications.update(world.operator, client.application.id, { isActive: false });
      await applications.update(world.operator, client.application.id, { isActive: true });
    },
  };

  test.each(Object.keys(endings))('refused when %s', async (what) => {
    const [client, person] = [await world.client(), await world.person()];
    const { refresh_token: refreshToken, access_token } = await world.tokensFor(client, person);
    const sid = claimsOf(access_token)['sid'] as string;
    await endings[what]!({ sid, client, refreshToken, userId: person.userId });
    expect(await world.refresh(client, refreshToken)).toMatchObject(gone);
    expect(await world.introspect(access_token, client)).toEqual({ active: false });
  });

  test('refused when the application is deleted', async () => {
    const [client, other] = [await world.client(), await world.client()];
    const { refresh_token, access_token } = await world.tokensFor(client, ada);
    await world.deleteClient(client);
    expect(await world.refresh(client, refresh_token)).toMatchObject({
      status: 401,
      body: { error: 'invalid_client' },
    });
    expect(await world.introspect(access_token, other)).toEqual({ active: false });
    expect((await families(client.clientId)).map(({ ended_at }) => ended_at)).not.toContain(null);
  });
});

interface Held {
  sid: string;
  userId: string;
  client: TestClient;
  refreshToken: string;
}

describe('a used refresh token where the configuration says to refuse only', () => {
  test('is refused and audited, and everything goes on', async () => {
    const world = await oauthWorld({ OSTIARY_REFRESH_REPLAY: 'refuse', OSTIARY_REFRESH_REUSE_WINDOW: '0s' });
    try {
      const [client, person] = [await world.client(), await world.person()];
      const first = await world.tokensFor(client, person);
      const second = await world.refresh(client, first.refresh_token);
      world.passTime(1_000);
      expect(await world.refresh(client, first.refresh_token)).toMatchObject(gone);
      expect(await world.audited('token.refresh_replayed')).toHaveLength(1);
      expect(await world.introspect(second.body['access_token'] as string, client)).toMatchObject({
        active: true,
      });
      expect((await world.refresh(client, second.body['refresh_token'] as string)).status).toBe(200);
    } finally {
      await world.close();
    }
  });
});

describe('offline access (OpenID Connect Core section 11)', () => {
  let world: OauthWorld;
  beforeAll(async () => {
    world = await oauthWorld();
  });
  afterAll(() => world.close());

  const offline = { scope: 'openid read offline_access', prompt: 'consent' };

  async function begun() {
    const [client, person, browser] = [await world.client(), await world.person(), world.browser()];
    await browser.signIn(person);
    const tokens = await world.tokensFor(client, browser, offline);
    return { client, person, browser, tokens };
  }

  test('goes on when the browser signs out, which ends the other tokens', async () => {
    const { client, browser, tokens } = await begun();
    expect(tokens.scope).toContain('offline_access');
    const online = await world.client();
    const others = await world.tokensFor(online, browser);
    await browser.signOut();
    expect(await world.refresh(online, others.refresh_token)).toMatchObject(gone);
    const next = await world.refresh(client, tokens.refresh_token);
    expect(next.status).toBe(200);
    expect(await world.introspect(next.body['access_token'] as string, client)).toMatchObject({
      active: true,
    });
    const verified = await world.get('/auth/user/', next.body['access_token'] as string);
    expect(verified.status).toBe(200);
  });

  test('ends with signing out everywhere', async () => {
    const { client, browser, tokens } = await begun();
    await browser.signOut({ isEverywhere: true });
    expect(await world.refresh(client, tokens.refresh_token)).toMatchObject(gone);
  });

  test('is a session of its own in the list, which is gone when it is revoked', async () => {
    const { client, person, tokens } = await begun();
    const { sessions, oauth, database } = world.services;
    const next = await world.refresh(client, tokens.refresh_token);
    const own = claimsOf(next.body['access_token'] as string)['sid'];
    const listed = async () => (await sessions.list(database.db, person.userId)).map(({ id }) => id);
    expect(await listed()).toContain(own);
    await oauth.revokeGranted(world.operator.act, person.userId, client.clientId);
    expect(await listed()).not.toContain(own);
  });

  test.each(['revocation by the client', 'deletion of the client', 'replay of the code'])(
    'leaves no session behind after %s',
    async (how) => {
      const [client, person] = [await world.client(), await world.person()];
      const browser = world.browser();
      const arrival = await browser.authorize(world.authorizeUrl(client, offline), person);
      const { body } = await world.exchange(client, arrival);
      const token = body['refresh_token'] as string;
      if (how === 'replay of the code') await world.exchange(client, arrival);
      else if (how === 'deletion of the client') await world.deleteClient(client);
      else await world.post('/o/revoke_token', { form: { token }, auth: client });
      const { sessions, database } = world.services;
      const left = await sessions.list(database.db, person.userId);
      expect(left).toHaveLength(1);
    },
  );

  test('is left out unless the client asks for consent as well', async () => {
    const [client, person] = [await world.client(), await world.person()];
    const tokens = await world.tokensFor(client, person, { ...offline, prompt: undefined });
    expect(tokens.scope).toBe('openid read');
  });

  test('keeps its session alive as long as its refresh token', async () => {
    const [client, person] = [await world.client({ refreshTokenSeconds: 3_600 }), await world.person()];
    let { refresh_token } = await world.tokensFor(client, person, offline);
    for (let hours = 0; hours < 30; hours++) {
      world.passTime(3_500_000);
      const { status, body } = await world.refresh(client, refresh_token);
      expect(status).toBe(200);
      refresh_token = body['refresh_token'] as string;
    }
  });
});
