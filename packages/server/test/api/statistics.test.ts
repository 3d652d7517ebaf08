import type { UsageName } from '@ostiary/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isoTime } from '#platform/clock.ts';
import { addClient, type ApiClient, type Json } from '../support/api-client.ts';
import { testApp, type TestApp } from '../support/test-app.ts';

let ostiary: TestApp;
let root: ApiClient;

beforeAll(async () => {
  ostiary = await testApp({ OSTIARY_ROTATE_REFRESH_TOKENS: 'on' });
  root = await addClient(ostiary, 'root', { isSuperuser: true, isStaff: true });
});
afterAll(() => ostiary.close());

async function post(path: string, body: Json): Promise<Json> {
  const answer = await ostiary.app.inject({ method: 'POST', url: path, payload: body });
  return JSON.parse(answer.body) as Json;
}

async function form(path: string, fields: Record<string, string>): Promise<number> {
  const answer = await ostiary.app.inject({
    ...{ method: 'POST', url: path, payload: new URLSearchParams(fields).toString() },
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
  return answer.statusCode;
}

/** What has happened today. */
async function counted(): Promise<Partial<Record<UsageName, number>>> {
  const now = ostiary.clock.nowMs();
  const query = `from=${isoTime(now)}&to=${isoTime(now + 1)}&step=day`;
  const { body } = await root.get(`/statistics?${query}`);
  const series = body['series'] as { name: UsageName; counts: number[] }[];
  return Object.fromEntries(series.map(({ name, counts }) => [name, counts[0] ?? 0]));
}

/** What became more, by how much. */
async function moreBy(work: () => Promise<unknown>): Promise<Partial<Record<UsageName, number>>> {
  const before = await counted();
  await work();
  const after = Object.entries(await counted()) as [UsageName, number][];
  const more = after.map(([name, count]) => [name, count - (before[name] ?? 0)] as const);
  return Object.fromEntries(more.filter(([, count]) => count !== 0));
}

const person = {
  ...{ email: 'ann@example.com', username: 'ann', first_name: 'Ann', last_name: 'Lee' },
  password: 'tulip-anvil-marsh-42',
};
const login = { username: person.username, password: person.password };

describe('what happens is counted once', () => {
  test('signing up, signing in, and failing to', async () => {
    expect(await moreBy(() => post('/user-signup/', person))).toEqual({ 'sign_up.succeeded': 1 });
    expect(await moreBy(() => post('/auth/token/', login))).toEqual({
      'sign_in.succeeded': 1,
      'token.password': 1,
    });
    const wrong = () => post('/auth/token/', { ...login, password: 'another' });
    expect(await moreBy(wrong)).toEqual({ 'sign_in.wrong_credentials': 1 });
  });

  test('tokens that are refreshed, presented again, and asked about', async () => {
    const { access, refresh } = await post('/auth/token/', login);
    expect(await moreBy(() => post('/auth/token/refresh/', { refresh }))).toEqual({ 'token.refresh': 1 });
    expect(await moreBy(() => post('/auth/token/verify/', { token: access }))).toEqual({
      'token.verified': 1,
    });
    const next = await post('/auth/token/refresh/', { refresh });
    await post('/auth/token/refresh/', { refresh: String(next['refresh']) });
    expect(await moreBy(() => post('/auth/token/refresh/', { refresh }))).toEqual({
      'refresh.reused': 1,
    });
  });

  test('tokens that applications get for themselves', async () => {
    const made = await root.send('POST', '/applications', {
      ...{ name: 'Robot', grant_types: ['client_credentials'] },
    });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    const { client_id: clientId, client_secret: secret } = made.body;
    const ask = () =>
      form('/o/token/', {
        ...{ grant_type: 'client_credentials', client_id: String(clientId), client_secret: String(secret) },
      });
    expect(await moreBy(ask)).toEqual({ 'token.client_credentials': 1 });
  });
});

test('a span is refused that is empty, backwards or too long, and whatever is no time', async () => {
  const read = async (query: string): Promise<number> => (await root.get(`/statistics?${query}`)).status;
  expect(await read('from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z')).toBe(400);
  expect(await read('from=2026-01-01T00:00:00Z&to=2026-12-01T00:00:00Z&step=hour')).toBe(400);
  expect(await read('from=soon&to=2026-12-01T00:00:00Z')).toBe(400);
  expect(await read('from=2026-01-01T00:00:00Z')).toBe(400);
});

test('whoever may read figures may read them, and nobody else', async () => {
  const looker = await addClient(ostiary, 'looker');
  expect((await looker.get('/overview')).status).toBe(403);
  await root.send('POST', '/roles', { name: 'figures', permissions: ['metrics.read'] });
  await root.send('PUT', `/users/${looker.userId}/roles/figures`);
  expect((await looker.get('/overview')).status).toBe(200);
  expect((await looker.get('/users')).status).toBe(403);
});
