import { parse } from 'csv-parse/sync';
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
let reviewer: ApiClient;
let clerk: ApiClient;
let nobody: ApiClient;
let off: ApiClient;
let root: ApiClient;

beforeAll(async () => {
  ostiary = await testApp();
  const { access, services, users } = ostiary.services;
  await access.createPermission(operator, { name: 'orders.read' });
  await access.createRole(operator, { name: 'reviewer', permissions: ['access.review', 'audit.read'] });
  await access.createRole(operator, { name: 'clerk', level: 7, permissions: ['orders.read', 'users.read'] });
  await access.createGroup(operator, { name: 'Back office, upstairs' });
  await access.createGroup(operator, { name: 'Choir' });
  await access.grantRole(operator, { groupId: 'Back office, upstairs' }, 'clerk');
  reviewer = await addClient(ostiary, 'rita', { roles: ['reviewer'] });
  clerk = await addClient(ostiary, 'carl', { roles: ['read-only'] });
  nobody = await addClient(ostiary, 'nora', { roles: [] });
  off = await addClient(ostiary, 'olaf', { roles: [] });
  root = await addClient(ostiary, 'root', { roles: [], isSuperuser: true, isStaff: true });
  await access.addMember(operator, 'Back office, upstairs', clerk.userId);
  await access.addMember(operator, 'Choir', clerk.userId);
  await users.deactivate(operator, off.userId);
  const orders = {
    name: 'Orders',
    audience: 'urn:orders',
    entry: 'granted' as const,
    accessLevels: ['reader', 'editor'],
  };
  await services.create(operator, orders);
  await services.create(operator, { name: 'Mail (all)', audience: 'urn:mail' });
  await services.grantAccess(operator, 'Orders', { holder: 'group', id: 'Choir', level: 'editor' });
  await services.grantAccess(operator, 'Orders', { holder: 'role', id: 'clerk', level: 'reader' });
  await services.grantAccess(operator, 'Orders', { holder: 'user', id: off.userId, level: 'editor' });
  await services.grantAccess(operator, 'Orders', { holder: 'user', id: nobody.userId });
});
afterAll(() => ostiary.close());

/** Anybody who is active may enter it. */
const everyones = { service: 'Mail (all)', level: null };

function reviewOf(client: ApiClient, username: string, more: object = {}): Json {
  return {
    id: client.userId,
    email: null,
    username,
    is_active: true,
    is_staff: false,
    is_superuser: false,
    roles: [],
    groups: [],
    group_roles: [],
    permissions: 0,
    level: null,
    services: [everyones],
    ...more,
  };
}

function everybody(): Json[] {
  return [
    reviewOf(reviewer, 'rita', { roles: ['reviewer'], permissions: 2 }),
    reviewOf(clerk, 'carl', {
      roles: ['read-only'],
      groups: ['Back office, upstairs', 'Choir'],
      group_roles: ['clerk'],
      permissions: 2,
      level: 4,
      services: [everyones, { service: 'Orders', level: 'editor' }],
    }),
    reviewOf(nobody, 'nora', { services: [everyones, { service: 'Orders', level: null }] }),
    reviewOf(off, 'olaf', { is_active: false, services: [] }),
    reviewOf(root, 'root', { is_staff: true, is_superuser: true }),
  ];
}

async function pagesOf(query: string): Promise<Json[][]> {
  const pages: Json[][] = [];
  let cursor = '';
  do {
    const answer: ApiAnswer = await reviewer.get(`/access-review?${query}${cursor}`);
    expect(answer.status).toBe(200);
    pages.push(answer.body['items'] as Json[]);
    const next = answer.body['next_cursor'];
    cursor = typeof next === 'string' ? `&cursor=${next}` : '';
  } while (cursor !== '');
  return pages;
}

async function csv(query = ''): Promise<{ status: number; text: string; headers: Record<string, unknown> }> {
  const response = await ostiary.app.inject({
    method: 'GET',
    url: `/api/v1/access-review${query}`,
    headers: { authorization: reviewer.token, accept: 'text/csv' },
  });
  return { status: response.statusCode, text: response.body, headers: response.headers };
}

describe('as pages', () => {
  test('everybody is there with what they hold, whoever holds nothing with empty lists', async () => {
    expect(await pagesOf('')).toEqual([everybody()]);
  });

  test.each([1, 2, 3])('of %d nobody is missing and nobody there twice', async (limit) => {
    const pages = await pagesOf(`limit=${limit}`);
    expect(pages.flat()).toEqual(everybody());
    expect(pages).toHaveLength(Math.ceil(5 / limit));
  });

  test('show only those who are active, or only those who are not', async () => {
    expect((await pagesOf('is_active=false')).flat()).toEqual([everybody()[3]]);
    const active = everybody().filter((user) => user['is_active']);
    for (const limit of [1, 2, 50])
      expect((await pagesOf(`is_active=true&limit=${limit}`)).flat()).toEqual(active);
  });

  test('leave out what is not asked for', async () => {
    const [page] = await pagesOf('fields=groups');
    expect(page?.[1]).toEqual({ id: clerk.userId, groups: ['Back office, upstairs', 'Choir'] });
  });

  test('refuse the cursor of another list', async () => {
    const users = await root.get('/users?limit=1');
    const answer = await reviewer.get(`/access-review?cursor=${String(users.body['next_cursor'])}`);
    expect([answer.status, answer.body]).toMatchObject([
      400,
      { code: 'request.invalid', errors: [{ path: 'cursor' }] },
    ]);
  });

  test('are not noted in the audit log', async () => {
    const reviews = async () => (await reviewer.get('/audit?action=access.review')).body['items'];
    const before = await reviews();
    await pagesOf('');
    expect(await reviews()).toEqual(before);
  });
});

describe('as CSV', () => {
  test('is what a link asks for by name, which goes before what a browser accepts', async () => {
    const byHeader = await csv('?is_active=true');
    const get = (format: string) =>
      ostiary.app.inject({
        url: `/api/v1/access-review?is_active=true&format=${format}`,
        headers: { authorization: reviewer.token, accept: 'text/html,*/*;q=0.8' },
      });
    const byName = await get('csv');
    expect([byName.body, byName.headers['content-type']]).toEqual([
      byHeader.text,
      byHeader.headers['content-type'],
    ]);
    expect(byName.headers['content-disposition']).toBe('attachment; filename="access-review.csv"');
    expect((await get('json')).headers['content-type']).toMatch(/^application\/json/);
    expect((await get('xml')).statusCode).toBe(400);
  });

  test('everybody is a record, the lists with semicolons', async () => {
    const answer = await csv();
    expect([answer.status, answer.headers['content-type'], answer.headers['vary']]).toEqual([
      200,
      'text/csv; charset=utf-8; header=present',
      'Accept',
    ]);
    expect(answer.text).toBe(
      [
        'id,email,username,is_active,is_staff,is_superuser,roles,groups,group_roles,permissions,level,services',
        `${reviewer.userId},,rita,true,false,false,reviewer,,,2,,Mail (all)`,
        `${clerk.userId},,carl,true,false,false,read-only,"Back office, upstairs;Choir",clerk,2,4,Mail (all);Orders=editor`,
        `${nobody.userId},,nora,true,false,false,,,,0,,Mail (all);Orders`,
        `${off.userId},,olaf,false,false,false,,,,0,,`,
        `${root.userId},,root,true,true,true,,,,0,,Mail (all)`,
        '',
      ].join('\r\n'),
    );
  });

  test('takes the filter, and is on record once', async () => {
    const { text } = await csv('?is_active=false');
    const records = parse(text, { columns: true });
    expect(records).toMatchObject([{ username: 'olaf', is_active: 'false' }]);
    const [entry] = (await reviewer.get('/audit?limit=1')).body['items'] as [Json];
    expect(entry).toMatchObject({
      action: 'access.review',
      outcome: 'success',
      actor: { type: 'user', id: reviewer.userId },
      target: null,
      details: { is_active: false },
    });
  });

  test('never gives a spreadsheet a formula', async () => {
    const { account } = ostiary.services;
    const names = ['-2+3', '+49', '=1+1'];
    for (const name of names) {
      await account.createUser(operator, { email: `${name}@example.com`, roles: [] });
    }
    const cells = parse((await csv()).text).flat();
    expect(cells.filter((cell) => cell.startsWith("'"))).toEqual(names.map((name) => `'${name}@example.com`));
    expect(cells.filter((cell) => /^[-+@=\t\r]/.test(cell))).toEqual([]);
  });

  test('goes on past a page of the database', async () => {
    const { database, clock } = ostiary.services;
    const rows = Array.from({ length: 1_200 }, (_, index) => {
      const id = `019f0000-0000-7000-8000-${String(index).padStart(12, '0')}`;
      const times = { created_at: clock.nowMs(), updated_at: clock.nowMs(), last_sign_in_at: null };
      const names = { username: `bulk${index}`, username_key: `bulk${index}`, first_name: '', last_name: '' };
      const flags = { is_active: 1, is_staff: 0, is_superuser: 0, version: 1 };
      return {
        id,
        email: null,
        email_key: null,
        phone: null,
        external_id: null,
        ...names,
        ...flags,
        ...times,
      };
    });
    const { length: before } = parse((await csv()).text);
    await database.write((tx) => tx.insertInto('users').values(rows).execute());
    expect(parse((await csv()).text)).toHaveLength(before + rows.length);
  });
});

test('is for those with access.review, in either form', async () => {
  expect((await nobody.get('/access-review')).body['code']).toBe('access.denied');
  const asCsv = await callApi(
    ostiary,
    { method: 'GET', path: '/access-review', token: nobody.token },
    { accept: 'text/csv' },
  );
  expect([asCsv.status, asCsv.body['code']]).toEqual([403, 'access.denied']);
});
