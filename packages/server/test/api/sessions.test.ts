import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { isoTime } from '#platform/clock.ts';
import {
  addClient,
  clientPassword,
  operator,
  type ApiAnswer,
  type ApiClient,
  type Json,
} from '../support/api-client.ts';
import { testApp, type TestApp } from '../support/test-app.ts';

let ostiary: TestApp;
let root: ApiClient;
let helper: ApiClient;
let ada: ApiClient;
let count = 0;

beforeAll(async () => {
  ostiary = await testApp();
  root = await addClient(ostiary, 'root', { isSuperuser: true, isStaff: true });
  await ostiary.services.access.createRole(operator, {
    name: 'helper',
    permissions: ['sessions.read', 'sessions.manage'],
  });
  helper = await addClient(ostiary, 'helper', { roles: ['helper', 'read-only'] });
});
afterAll(() => ostiary.close());

beforeEach(async () => {
  count += 1;
  ada = await addClient(ostiary, `ada${count}`);
});

function items(answer: ApiAnswer): Json[] {
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body['items'] as Json[];
}

async function signInAgain(): Promise<{ access: string; refresh: string }> {
  const { tokens } = ostiary.services;
  const login = `ada${count}`;
  return (await tokens.signIn(operator.act, { login, password: clientPassword })).pair;
}

async function newestEntry(): Promise<Json> {
  const [entry] = items(await root.get('/audit?limit=1&fields=action,outcome,actor,target,details'));
  const { id: _id, ...rest } = entry!;
  return rest;
}

async function newestEvent(): Promise<Json | undefined> {
  return items(await root.get('/events?limit=200')).at(-1);
}

describe('the sessions of a user', () => {
  test('are the live ones, the ended ones or all', async () => {
    await signInAgain();
    const [newest, first] = items(await root.get(`/users/${ada.userId}/sessions`));
    expect(first).toMatchObject({ ended_at: null, end_reason: null, is_current: false });
    await root.send('DELETE', `/users/${ada.userId}/sessions/${String(newest?.['id'])}`);
    const ids = async (state: string): Promise<unknown[]> =>
      items(await root.get(`/users/${ada.userId}/sessions?state=${state}`)).map((session) => session['id']);
    expect(await ids('live')).toEqual([first?.['id']]);
    expect(await ids('ended')).toEqual([newest?.['id']]);
    expect(await ids('all')).toEqual([newest?.['id'], first?.['id']]);
    const [ended] = items(
      await root.get(`/users/${ada.userId}/sessions?state=ended&fields=ended_at,end_reason`),
    );
    expect(ended).toEqual({
      id: newest?.['id'],
      ended_at: isoTime(ostiary.clock.nowMs()),
      end_reason: 'ended_by_administrator',
    });
  });

  test('count as ended when they have expired', async () => {
    ostiary.clock.advance(100 * 24 * 60 * 60 * 1000);
    const rows = await ostiary.services.sessions.list(ostiary.services.database.db, ada.userId, {
      state: 'ended',
    });
    expect(rows).toMatchObject([{ userId: ada.userId, endedAt: null }]);
    // What follows needs callers who are signed in.
    root = { ...root, ...(await addClient(ostiary, `root${count}`, { isSuperuser: true })) };
    helper = {
      ...helper,
      ...(await addClient(ostiary, `helper${count}`, { roles: ['helper', 'read-only'] })),
    };
  });

  test('are paged, and a cursor of one state is refused by another', async () => {
    await signInAgain();
    const page = await root.get(`/users/${ada.userId}/sessions?limit=1&state=all`);
    const cursor = String(page.body['next_cursor']);
    const rest = await root.get(`/users/${ada.userId}/sessions?limit=1&state=all&cursor=${cursor}`);
    expect(rest.body['next_cursor']).toBeNull();
    expect(items(rest)[0]?.['id']).not.toBe(items(page)[0]?.['id']);
    expect(await root.get(`/users/${ada.userId}/sessions?cursor=${cursor}`)).toMatchObject({
      status: 400,
      body: { code: 'request.invalid', errors: [{ path: 'cursor' }] },
    });
  });
});

describe('the refresh families of a user', () => {
  test('are listed, those of the newest session first, without anything secret', async () => {
    await signInAgain();
    const families = items(await root.get(`/users/${ada.userId}/refresh-families`));
    const sessions = items(await root.get(`/users/${ada.userId}/sessions`));
    expect(families.map((family) => family['session_id'])).toEqual(sessions.map((one) => one['id']));
    expect(families[0]).toEqual({
      id: expect.any(String) as string,
      session_id: sessions[0]?.['id'],
      client_id: null,
      scope: '',
      generation: 0,
      created_at: isoTime(ostiary.clock.nowMs()),
      rotated_at: null,
      expires_at: expect.any(String) as string,
      ended_at: null,
      end_reason: null,
    });
    const first = await root.get(`/users/${ada.userId}/refresh-families?limit=1`);
    const second = await root.get(
      `/users/${ada.userId}/refresh-families?limit=1&cursor=${String(first.body['next_cursor'])}`,
    );
    expect([...items(first), ...items(second)]).toEqual(families);
    expect(second.body['next_cursor']).toBeNull();
  });

  test('are ended one by one: the refresh token is refused, the session stays', async () => {
    const { refresh } = await signInAgain();
    const [family, other] = items(await root.get(`/users/${ada.userId}/refresh-families`));
    const id = String(family?.['id']);
    const path = `/users/${ada.userId}/refresh-families/${id}`;
    expect((await helper.send('DELETE', path)).status).toBe(204);
    const data = { user_id: ada.userId, session_id: family?.['session_id'] };
    expect(await newestEntry()).toEqual({
      action: 'token.family_end',
      outcome: 'success',
      actor: { type: 'user', id: helper.userId },
      target: { type: 'refresh_family', id },
      details: data,
    });
    expect(await newestEvent()).toMatchObject({ type: 'token.family_ended', subject_id: id, data });
    await expect(ostiary.services.tokens.refresh(operator.act, refresh)).rejects.toMatchObject({
      code: 'tokens.blacklisted',
    });
    expect(items(await root.get(`/users/${ada.userId}/sessions`))).toHaveLength(2);
    expect(items(await root.get(`/users/${ada.userId}/refresh-families`))).toEqual([
      { ...family, ended_at: isoTime(ostiary.clock.nowMs()), end_reason: 'ended_by_administrator' },
      other,
    ]);
    expect(await root.send('DELETE', path)).toMatchObject({
      status: 404,
      body: { code: 'tokens.family_not_found' },
    });
  });

  test('are not ended by those who may not', async () => {
    const [family] = items(await root.get(`/users/${root.userId}/refresh-families`));
    const path = `/users/${root.userId}/refresh-families/${String(family?.['id'])}`;
    expect(await ada.send('DELETE', path)).toMatchObject({ status: 403, body: { code: 'access.denied' } });
    // Whoever helps others may not sign out somebody who may do more.
    expect(await helper.send('DELETE', path)).toMatchObject({ status: 403, body: { code: 'access.denied' } });
    expect(await newestEntry()).toMatchObject({
      action: 'access.denied',
      outcome: 'denied',
      actor: { id: helper.userId },
    });
    const [same] = items(await root.get(`/users/${root.userId}/refresh-families`));
    expect(same).toEqual(family);
    const elsewhere = `/users/${ada.userId}/refresh-families/${String(family?.['id'])}`;
    expect((await root.send('DELETE', elsewhere)).body['code']).toBe('tokens.family_not_found');
  });

  test('of nobody are not found', async () => {
    const nobody = '/users/00000000-0000-7000-8000-000000000000/refresh-families';
    expect(await root.get(nobody)).toMatchObject({ status: 404, body: { code: 'users.not_found' } });
    expect(await ada.get(nobody)).toMatchObject({ status: 403, body: { code: 'access.denied' } });
  });
});

describe('the static tokens of a user', () => {
  test('are paged, newest first, for their owner and for who may see them', async () => {
    for (const name of ['one', 'two', 'three']) await ada.send('POST', '/me/tokens', { name });
    for (const [client, path] of [
      [ada, '/me/tokens'],
      [helper, `/users/${ada.userId}/tokens`],
    ] as const) {
      const page = await client.get(`${path}?limit=2&fields=name`);
      expect(items(page).map((token) => token['name'])).toEqual(['three', 'two']);
      const rest = await client.get(`${path}?limit=2&cursor=${String(page.body['next_cursor'])}`);
      expect(items(rest)).toMatchObject([{ name: 'one', kind: 'named', revoked_at: null }]);
      expect(rest.body['next_cursor']).toBeNull();
    }
  });

  test('of another user are not found under this one', async () => {
    const made = await root.send('POST', '/me/tokens', { name: 'mine' });
    const path = `/users/${ada.userId}/tokens/${String(made.body['id'])}`;
    expect((await root.send('DELETE', path)).body['code']).toBe('tokens.api_token_not_found');
    const own = `/users/${root.userId}/tokens/${String(made.body['id'])}`;
    expect((await root.send('DELETE', own)).status).toBe(204);
    expect((await root.send('DELETE', own)).body['code']).toBe('tokens.api_token_not_found');
  });
});
