import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addClient, callApi, type ApiClient, type Json } from '../support/api-client.ts';
import { testApp, type TestApp } from '../support/test-app.ts';

let ostiary: TestApp;
let root: ApiClient;
let ada: ApiClient;

beforeAll(async () => {
  ostiary = await testApp();
  root = await addClient(ostiary, 'root', { isSuperuser: true, isStaff: true });
  ada = await addClient(ostiary, 'ada');
});
afterAll(() => ostiary.close());

const lines = (...objects: object[]): string => objects.map((one) => `${JSON.stringify(one)}\n`).join('');

interface Sending {
  query?: string;
  type?: string;
  token?: string;
  headers?: Record<string, string>;
}

function send(payload: string | Readable, sending: Sending = {}) {
  const { query = '', type = 'application/jsonl', token = root.token, headers = {} } = sending;
  return ostiary.app.inject({
    method: 'POST',
    url: `/api/v1/imports${query}`,
    headers: { authorization: token, 'content-type': type, ...headers },
    payload,
  });
}

async function lastEntry(action: string): Promise<Json | undefined> {
  const { body } = await root.get(`/audit?action=${action}&limit=1`);
  return (body['items'] as Json[])[0];
}

const zero = { created: 0, updated: 0, unchanged: 0, failed: 0 };
const none = { problems: [], problems_left_out: 0 };
const anId = expect.stringMatching(/^[0-9a-f-]{36}$/) as string;

describe('POST /api/v1/imports', () => {
  test('takes JSON Lines and answers what became of them', async () => {
    const response = await send(
      lines(
        { type: 'role', name: 'clerk', level: 9 },
        { external_id: '1', email: 'one@example.com', roles: ['clerk'] },
        { external_id: '2', email: 'one@example.com' },
      ),
    );
    expect(response.statusCode).toBe(200);
    expect(response.json()).toEqual({
      ...{ id: anId, lines: 3, created: 2, updated: 0, unchanged: 0, failed: 1 },
      problems: [
        { line: 3, code: 'users.email_taken', path: 'email', message: 'Line 2 is about the same account.' },
      ],
      problems_left_out: 0,
    });
    const { id } = response.json<{ id: string }>();
    expect(await lastEntry('user.import')).toMatchObject({
      actor: { type: 'user', id: root.userId },
      outcome: 'success',
      target: { type: 'import', id },
      details: { created: 1, updated: 0, unchanged: 0, failed: 1, denied: 0, first_line: 2, last_line: 3 },
    });
    expect((await root.get(`/imports/${id}`)).body).toEqual({
      ...{ id, format: 'jsonl', started_by: root.userId },
      ...{ started_at: '2026-01-15T10:00:00.000Z', updated_at: '2026-01-15T10:00:00.000Z' },
      finished_at: '2026-01-15T10:00:00.000Z',
      ...{ lines_done: 3, created: 2, updated: 0, unchanged: 0, failed: 1 },
    });
  });

  test('takes CSV, and both names of JSON Lines', async () => {
    const csv = await send('username,roles\r\ncsv,"read-only;investor"\r\n', {
      type: 'text/csv; charset=UTF-8',
    });
    expect(csv.json()).toEqual({ id: anId, lines: 2, ...zero, created: 1, ...none });
    const older = await send(lines({ username: 'csv' }), { type: 'application/x-ndjson' });
    expect(older.json()).toEqual({ id: anId, lines: 1, ...zero, unchanged: 1, ...none });
  });

  test('obeys its options', async () => {
    const dry = await send(lines({ username: 'dry' }), { query: '?dry_run=true' });
    expect(dry.json()).toEqual({ id: null, lines: 1, ...zero, created: 1, ...none });
    expect((await root.get('/users?search=dry')).body['items']).toEqual([]);
    await send(lines({ username: 'opt', roles: ['read-only'] }));
    const replaced = await send(lines({ username: 'opt', roles: ['investor'] }), {
      query: '?assignments=replace',
    });
    expect(replaced.json()).toMatchObject({ updated: 1 });
    const skipped = await send(lines({ username: 'opt', first_name: 'X' }), { query: '?existing=skip' });
    expect(skipped.json()).toMatchObject({ unchanged: 1 });
    const refused = await send(lines({ username: 'opt' }), { query: '?existing=refuse' });
    expect(refused.json()).toMatchObject({ failed: 1, problems: [{ code: 'users.username_taken' }] });
  });

  test('tells how far it is when asked, and ends with the report', async () => {
    const people = Array.from({ length: 1_200 }, (_, index) => ({ username: `p${index}` }));
    const response = await send(Readable.from([Buffer.from(lines(...people))]), { query: '?progress=true' });
    expect(response.headers['content-type']).toBe('application/jsonl; charset=utf-8');
    const told = response.body
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Json);
    // The clock stands still: only the first step is more than a second after nothing.
    expect(told).toEqual([
      { progress: { id: anId, lines_done: 0, ...zero } },
      { report: { id: anId, lines: 1_200, ...zero, created: 1_200, ...none } },
    ]);
  });

  test('refuses what speaks against all of it before the first line', async () => {
    const refused = async (sending: Sending, payload = lines({ username: 'never' })) => {
      const response = await send(payload, sending);
      return [response.statusCode, response.json<Json>()['code']];
    };
    expect(await refused({ token: ada.token })).toEqual([403, 'access.denied']);
    expect(await refused({ token: '' })).toEqual([401, 'access.unauthenticated']);
    expect(await refused({ type: 'application/json' }, '{}')).toEqual([
      415,
      'request.unsupported_media_type',
    ]);
    expect(await refused({ type: 'text/csv; charset=latin1' })).toEqual([
      415,
      'request.unsupported_media_type',
    ]);
    const gzipped = { headers: { 'content-encoding': 'gzip' } };
    expect(await refused(gzipped)).toEqual([415, 'request.unsupported_media_type']);
    expect(await refused({ type: 'text/csv' })).toEqual([400, 'transfer.unreadable']);
    expect(await refused({ query: '?existing=perhaps' })).toEqual([400, 'request.invalid']);
    const unknown = '?resume=019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70';
    expect(await refused({ query: unknown })).toEqual([404, 'transfer.run_not_found']);
    expect(await refused({ query: `${unknown}&progress=true` })).toEqual([404, 'transfer.run_not_found']);
    expect((await root.get('/users?search=never')).body['items']).toEqual([]);
  });

  test('is not limited as other bodies are', async () => {
    const { bodyLimitBytes } = ostiary.config.server;
    const person = lines({ username: 'big', first_name: 'x'.repeat(100) });
    const response = await send(person.repeat(Math.ceil((bodyLimitBytes * 2) / person.length)));
    expect(response.statusCode).toBe(200);
    expect(response.json()).toMatchObject({ created: 1 });
  });

  test('that broke off with its connection goes on where it stopped', async () => {
    const address = await ostiary.app.listen({ host: '127.0.0.1', port: 0 });
    const people = Array.from({ length: 2_000 }, (_, index) => ({
      username: `half${index}`,
      first_name: 'x'.repeat(80),
    }));
    const text = lines(...people);
    const sending = httpRequest(`${address}/api/v1/imports?progress=true`, {
      method: 'POST',
      headers: { authorization: root.token, 'content-type': 'application/jsonl' },
    });
    sending.on('error', () => undefined);
    // More than the first 64 KiB, which a source is known by.
    const half = text.length / 2 + 65_536 / 2;
    sending.write(text.slice(0, half));
    const [response] = (await once(sending, 'response')) as [Readable];
    await once(response, 'data');
    const list = async () => (await root.get('/imports?limit=1')).body['items'] as Json[];
    await expect.poll(async () => (await list())[0]?.['lines_done']).toBeGreaterThanOrEqual(1_000);
    sending.destroy();
    const [run] = await list();
    expect(run).toMatchObject({ finished_at: null });
    const resumed = await send(text, { query: `?resume=${String(run?.['id'])}` });
    expect(resumed.json()).toEqual({ id: run?.['id'], lines: 2_000, ...zero, created: 2_000, ...none });
    const again = await send(text, { query: `?resume=${String(run?.['id'])}` });
    expect([again.statusCode, again.json<Json>()['code']]).toEqual([409, 'transfer.run_finished']);
  });
});

describe('GET /api/v1/imports', () => {
  test('lists them, page by page, newest first by default', async () => {
    const pages = async (order: string) => {
      const ids: unknown[] = [];
      for (let cursor = ''; ;) {
        const { body } = await root.get(`/imports?limit=2&fields=id&order=${order}${cursor}`);
        for (const item of body['items'] as Json[]) {
          expect(Object.keys(item)).toEqual(['id']);
          ids.push(item['id']);
        }
        const next = body['next_cursor'] as string | null;
        if (next === null) return ids;
        cursor = `&cursor=${next}`;
      }
    };
    const newest = await pages('-started_at');
    expect(newest.length).toBeGreaterThan(3);
    expect(await pages('started_at')).toEqual(newest.toReversed());
    expect(newest).toEqual(newest.toSorted().reverse());
    expect((await root.get('/imports?cursor=AAAA')).body['code']).toBe('request.invalid');
    expect((await ada.get('/imports')).status).toBe(403);
    expect((await root.get('/imports/019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70')).body['code']).toBe(
      'transfer.run_not_found',
    );
  });
});

describe('GET /api/v1/exports/users', () => {
  const fetchExport = (query: string, token = root.token) =>
    ostiary.app.inject({ url: `/api/v1/exports/users${query}`, headers: { authorization: token } });

  test('streams every user, and notes it', async () => {
    const response = await fetchExport('');
    expect(response.statusCode).toBe(200);
    expect(response.headers).toMatchObject({
      'content-type': 'application/jsonl; charset=utf-8',
      'content-disposition': 'attachment; filename="users.jsonl"',
    });
    const users = response.body
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Json);
    expect(users[0]).toMatchObject({ username: 'root', is_superuser: true });
    expect(Object.keys(users[0] ?? {})).not.toContain('password_hash');
    expect(await lastEntry('user.export')).toMatchObject({
      actor: { id: root.userId },
      details: { format: 'jsonl', include_hashes: false, include_roles: false, include_groups: false },
    });
  });

  test('gives roles, groups and hashes to those who ask and may', async () => {
    const full = await fetchExport('?include_hashes=true&include=roles,groups');
    const last = JSON.parse(full.body.trim().split('\n').at(-1) ?? '') as Json;
    expect(last).toMatchObject({ password_hash: null, roles: [], groups: [] });
    expect(full.body).toContain('"type":"role","name":"owner"');
    const csv = await fetchExport('?format=csv&include=roles');
    expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8; header=present');
    expect(csv.body.split('\r\n')[0]).toMatch(/,last_sign_in_at,roles$/);
    const admin = await addClient(ostiary, 'exporter', { roles: ['admin'] });
    expect((await fetchExport('', admin.token)).statusCode).toBe(200);
    const refused = await fetchExport('?include_hashes=true', admin.token);
    expect([refused.statusCode, refused.json<Json>()['code']]).toEqual([403, 'access.denied']);
    expect((await callApi(ostiary, { method: 'GET', path: '/exports/users' })).status).toBe(401);
    expect((await fetchExport('', ada.token)).statusCode).toBe(403);
    expect((await fetchExport('?include=passwords')).statusCode).toBe(400);
  });
});
