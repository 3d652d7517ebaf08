import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isoTime } from '#platform/clock.ts';
import { addClient, operator, type ApiAnswer, type ApiClient, type Json } from '../support/api-client.ts';
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

function items(answer: ApiAnswer): Json[] {
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body['items'] as Json[];
}

function rename(username: string, firstName: string): Promise<unknown> {
  const { users } = ostiary.services;
  return users.update(operator, username, { firstName });
}

describe('the events outbox', () => {
  test('is read from the beginning, page by page, and from where one had stopped', async () => {
    const first = await root.get('/events?limit=1');
    expect(items(first)).toEqual([
      {
        id: 1,
        type: 'user.created',
        subject_id: root.userId,
        data: expect.any(Object) as object,
        at: isoTime(ostiary.clock.nowMs()),
      },
    ]);
    const { next_cursor: next, tail_cursor: tail } = first.body;
    expect(next).toBe(tail);
    const rest = await root.get(`/events?cursor=${String(next)}`);
    expect(rest.body['next_cursor']).toBeNull();
    expect(items(rest)[0]).toMatchObject({ id: 2 });
    const end = String(rest.body['tail_cursor']);
    expect((await root.get(`/events?cursor=${end}`)).body).toEqual({
      items: [],
      next_cursor: null,
      tail_cursor: end,
    });
    await rename(ada.userId, 'Ada');
    expect(items(await root.get(`/events?cursor=${end}`))).toMatchObject([
      { type: 'user.updated', subject_id: ada.userId },
    ]);
  });

  test('is narrowed to types, to one subject and to fields', async () => {
    const updates = items(await root.get(`/events?type=user.updated&type=user.deleted&fields=type`));
    expect(new Set(updates.map((event) => event['type']))).toEqual(new Set(['user.updated']));
    expect(Object.keys(updates[0]!).sort()).toEqual(['id', 'type']);
    const adas = items(await root.get(`/events?subject_id=${ada.userId}&type=user.created`));
    expect(adas).toMatchObject([{ subject_id: ada.userId }]);
  });

  test('gives nothing that was there before to whoever begins with the newest', async () => {
    const start = await root.get('/events?start=newest');
    expect(items(start)).toEqual([]);
    await rename(ada.userId, 'Ada L.');
    const later = await root.get(`/events?start=newest&cursor=${String(start.body['tail_cursor'])}`);
    expect(items(later)).toHaveLength(1);
  });

  test('answers a waiting request as soon as there is something', async () => {
    const startedAt = performance.now();
    const waiting = root.get('/events?start=newest&wait=30');
    await sleep(100);
    await rename(ada.userId, 'Ada Lovelace');
    expect(items(await waiting)).toMatchObject([{ type: 'user.updated', subject_id: ada.userId }]);
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });

  test('refuses other cursors, longer waits and unknown types', async () => {
    const sessions = await root.get('/users?limit=1');
    for (const [query, path] of [
      [`cursor=${String(sessions.body['next_cursor'])}`, 'cursor'],
      ['wait=31', 'wait'],
      ['type=user.flew', 'type.0'],
    ]) {
      const answer = await root.get(`/events?${query!}`);
      expect(answer).toMatchObject({ status: 400, body: { code: 'request.invalid', errors: [{ path }] } });
    }
  });

  test('needs the permission', async () => {
    expect(await ada.get('/events')).toMatchObject({ status: 403, body: { code: 'access.denied' } });
  });
});

test('whoever waits for events is answered when the server stops', async () => {
  const other = await testApp();
  const admin = await addClient(other, 'root', { isSuperuser: true });
  const startedAt = performance.now();
  const waiting = admin.get('/events?start=newest&wait=30');
  await sleep(100);
  await other.close();
  expect(items(await waiting)).toEqual([]);
  expect(performance.now() - startedAt).toBeLessThan(10_000);
});
