import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isoTime } from '#platform/clock.ts';
import { addClient, type ApiAnswer, type ApiClient, type Json } from '../support/api-client.ts';
import { testApp, type TestApp } from '../support/test-app.ts';

let ostiary: TestApp;
let root: ApiClient;

const ranges = ['203.0.113.0/24', '198.51.100.7/32', '2001:db8::/32', '203.0.114.0/24', '10.0.0.0/8'];

beforeAll(async () => {
  ostiary = await testApp();
  root = await addClient(ostiary, 'root', { isSuperuser: true, isStaff: true });
  for (const range of ranges) await root.send('POST', '/blocklist', { range });
  const soon = isoTime(ostiary.clock.nowMs() + 1_000);
  await root.send('POST', '/blocklist', { range: '203.0.115.0/24', expires_at: soon });
  ostiary.clock.advance(2_000);
});
afterAll(() => ostiary.close());

function shown(answer: ApiAnswer): unknown[] {
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return (answer.body['items'] as Json[]).map((block) => block['range']);
}

async function everyPage(query: string): Promise<unknown[]> {
  const all: unknown[] = [];
  const path = `/blocklist?limit=2&${query}`;
  for (let next = path; ;) {
    const page = await root.get(next);
    all.push(...shown(page));
    const cursor = page.body['next_cursor'];
    if (typeof cursor !== 'string') return all;
    next = `${path}&cursor=${cursor}`;
  }
}

describe('the blocklist', () => {
  test.each([
    ['order=created_at', ranges],
    ['order=-created_at', ranges.toReversed()],
    ['order=range', ranges.toSorted()],
    ['search=203.0.11', ['203.0.113.0/24', '203.0.114.0/24']],
    ['search=2001:', ['2001:db8::/32']],
    ['search=9', []],
  ])('is read by %s, page by page, without what has expired', async (query, expected) => {
    expect(await everyPage(query)).toEqual(expected);
  });

  test('is answered with the fields asked for', async () => {
    const answer = await root.get('/blocklist?limit=1&fields=range');
    expect(answer.body['items']).toEqual([{ id: expect.any(String) as string, range: ranges[0] }]);
  });

  test('refuses a cursor of another order', async () => {
    const page = await root.get('/blocklist?limit=1');
    const cursor = String(page.body['next_cursor']);
    expect(await root.get(`/blocklist?order=range&cursor=${cursor}`)).toMatchObject({
      status: 400,
      body: { code: 'request.invalid', errors: [{ path: 'cursor' }] },
    });
  });
});
