import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { AuditEntry } from '#modules/audit';
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

async function everyPage(path: string): Promise<Json[]> {
  const all: Json[] = [];
  for (let next = path; ;) {
    const page = await root.get(next);
    all.push(...items(page));
    const cursor = page.body['next_cursor'];
    if (typeof cursor !== 'string') return all;
    next = `${path}&cursor=${cursor}`;
  }
}

describe('the audit log', () => {
  beforeAll(async () => {
    const { access } = ostiary.services;
    for (const name of ['One', 'Two', 'Three']) {
      ostiary.clock.advance(1_000);
      await access.createGroup(operator, { name });
    }
    await access.deleteGroup(operator, 'two');
    await ada.get('/audit');
  });

  test.each([
    ['action=group.create', 3],
    ['action=group.*', 4],
    ['action=group.*&outcome=denied', 0],
    ['action=nothing.*', 0],
    ['actor_type=command&action=group.delete', 1],
    ['outcome=denied', 1],
    ['target_type=group&action=group.delete', 1],
  ])('is narrowed by %s', async (query, count) => {
    expect(await everyPage(`/audit?limit=2&${query}`)).toHaveLength(count);
  });

  test('is narrowed by actor, target and request', async () => {
    const [denied] = items(await root.get(`/audit?actor_id=${ada.userId}&action=access.denied`));
    expect(denied).toMatchObject({ outcome: 'denied', details: { needs: ['permission audit.read'] } });
    const byRequest = await everyPage(`/audit?limit=5&request_id=${String(denied?.['request_id'])}`);
    expect(byRequest).toEqual([denied]);
    const signIns = items(await root.get(`/audit?target_id=${ada.userId}&action=session.sign_in`));
    expect(signIns).toHaveLength(1);
  });

  test('is read in either order, page by page', async () => {
    const backwards = await everyPage('/audit?limit=3');
    const forwards = await everyPage('/audit?limit=4&order=seq');
    expect(forwards).toEqual(backwards.toReversed());
    expect(forwards.map((entry) => entry['seq'])).toEqual(forwards.map((_entry, index) => index + 1));
  });

  test('is read within a span of time, the end excluded', async () => {
    const created = await everyPage('/audit?limit=9&action=group.create&order=seq');
    const [first, second] = created.map((entry) => String(entry['at']));
    expect(await everyPage(`/audit?limit=1&action=group.*&from=${first!}&to=${second!}`)).toEqual([
      created[0],
    ]);
    const rest = await everyPage(`/audit?limit=1&action=group.create&order=seq&from=${second!}`);
    expect(rest).toEqual(created.slice(1));
  });

  test('is answered with the fields asked for', async () => {
    const [entry] = items(await root.get('/audit?limit=1&fields=seq,action&action=group.delete'));
    expect(entry).toEqual({
      id: expect.any(String) as string,
      seq: expect.any(Number) as number,
      action: 'group.delete',
    });
  });

  test('refuses a cursor of another order, of the order of time, or of nothing', async () => {
    const page = await root.get('/audit?limit=1');
    const cursor = String(page.body['next_cursor']);
    const crafted = Buffer.from('audit -seq 1 2').toString('base64url');
    const paths = [
      `/audit?order=seq&cursor=${cursor}`,
      `/audit?from=2020-01-01T00:00:00Z&cursor=${cursor}`,
      `/audit?cursor=${crafted}`,
      '/audit?cursor=nonsense',
    ];
    for (const path of paths) {
      expect(await root.get(path)).toMatchObject({
        status: 400,
        body: {
          code: 'request.invalid',
          errors: [{ path: 'cursor', message: 'This is not a cursor of this list.' }],
        },
      });
    }
  });

  test.each([['order=at'], ['outcome=perhaps'], ['from=yesterday'], ['actor=x'], ['fields=hash']])(
    'refuses %s',
    async (query) => {
      const answer = await root.get(`/audit?${query}`);
      expect(answer).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
      expect(answer.body['errors']).toMatchObject([{ path: query.split('=')[0] }]);
    },
  );
});

describe('an export of the audit log', () => {
  async function exported(query: string): Promise<{ type: unknown; lines: Json[] }> {
    const response = await ostiary.app.inject({
      url: `/api/v1/audit/export${query}`,
      headers: { authorization: root.token },
    });
    expect(response.statusCode).toBe(200);
    const lines = response.body.split('\n').filter((line) => line !== '');
    return {
      type: response.headers['content-type'],
      lines: lines.map((line) => JSON.parse(line) as Json),
    };
  }

  test('has a line for each entry that was there before it, oldest first, and is recorded', async () => {
    const before = await everyPage('/audit?limit=200&order=seq');
    const { type, lines } = await exported('');
    expect(type).toBe('application/jsonl; charset=utf-8');
    expect(lines).toEqual(before);
    const [entry] = items(await root.get('/audit?limit=1'));
    expect(entry).toMatchObject({
      seq: before.length + 1,
      action: 'audit.export',
      outcome: 'success',
      actor: { type: 'user', id: root.userId },
      target: null,
      details: { order: 'seq' },
    });
  });

  test('takes the filters, the order and the fields of the list', async () => {
    const { lines } = await exported('?action=group.*&order=-seq&fields=action,target');
    expect(lines).toEqual(await everyPage('/audit?limit=2&action=group.*&fields=action,target'));
    expect(lines).toHaveLength(4);
    const { lines: none } = await exported('?to=2000-01-01T00:00:00Z');
    expect(none).toEqual([]);
    const [entry] = items(await root.get('/audit?limit=1&action=audit.export'));
    expect(entry?.['details']).toEqual({ order: 'seq', to: Date.UTC(2000, 0) });
  });

  test('needs the permission', async () => {
    const refused = await ada.get('/audit/export');
    expect(refused).toMatchObject({ status: 403, body: { code: 'access.denied' } });
  });
});

describe('an export to a slow client', () => {
  const entryCount = 30_000;
  let url: string;

  beforeAll(async () => {
    const { audit, database } = ostiary.services;
    await database.write(async (tx) => {
      for (let index = 0; index < entryCount; index++) {
        const details = { reason: `number ${String(index)}, at ${isoTime(ostiary.clock.nowMs())}`.repeat(4) };
        await audit.record(tx, operator.act, { action: 'user.update', outcome: 'success', details });
      }
    });
    await ostiary.app.listen({ port: 0, host: '127.0.0.1' });
    const { port } = ostiary.app.server.address() as AddressInfo;
    url = `http://127.0.0.1:${String(port)}/api/v1/audit/export`;
  });

  /** Counts the pages that an export reads, and whether it was ended. */
  function watchPages(): { read: number; isEnded: boolean } {
    const { audit } = ostiary.services;
    const original = audit.exportPages;
    const watched = { read: 0, isEnded: false };
    vi.spyOn(audit, 'exportPages').mockImplementationOnce(async (...args) => {
      const pages = await original(...args);
      async function* counted(): AsyncGenerator<AuditEntry[]> {
        try {
          for await (const page of pages) {
            watched.read += 1;
            yield page;
          }
        } finally {
          watched.isEnded = true;
        }
      }
      return counted();
    });
    return watched;
  }

  async function startReading(): Promise<IncomingMessage> {
    const request = get(url, { headers: { authorization: root.token }, agent: false });
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    return response;
  }

  async function untilStill(watched: { read: number }): Promise<number> {
    for (let last = -1; last !== watched.read; await sleep(150)) last = watched.read;
    return watched.read;
  }

  test('reads no further ahead than it is taken, and goes on when it is', async () => {
    const watched = watchPages();
    const response = await startReading();
    const ahead = await untilStill(watched);
    expect(ahead).toBeLessThan(entryCount / 500 / 2);
    let lines = 0;
    for await (const chunk of response) lines += String(chunk).split('\n').length - 1;
    expect(lines).toBeGreaterThan(entryCount);
    expect(watched).toEqual({ read: Math.ceil(lines / 500), isEnded: true });
  });

  test('ends when the client goes away', async () => {
    const watched = watchPages();
    const response = await startReading();
    const ahead = await untilStill(watched);
    response.destroy();
    await vi.waitFor(() => expect(watched.isEnded).toBe(true), { timeout: 5_000 });
    expect(watched.read).toBeLessThanOrEqual(ahead + 1);
    expect((await root.get('/me')).status).toBe(200);
  });

  test('lets others have their turn while the log is verified', async () => {
    const verifying = root.send('POST', '/audit/verify');
    let answered = 0;
    let isVerifying = true;
    void verifying.finally(() => (isVerifying = false));
    while (isVerifying) {
      const answer = await fetch(url.replace('/audit/export', '/me'), {
        headers: { authorization: root.token },
      });
      if (answer.ok) answered += 1;
    }
    expect((await verifying).body).toMatchObject({ is_intact: true, first_bad_seq: null });
    expect(answered).toBeGreaterThan(3);
  });
});
