import type { RequestListener } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { databases, queryPlans, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createEventService } from '#modules/events';
import { operator } from '../../access/access.fixture.ts';
import { createWebhooksFixture, subjectsOf, type WebhooksFixture } from '../webhooks.fixture.ts';
import { consumeLease, extendLease, listDue, releaseLease } from './lease.store.ts';
import { leaseMs } from './settling.ts';

const seconds = 1_000;

describe.each(databases())('many processes that send to webhooks on $name', ({ open }) => {
  let store: TestDatabase;
  let fixture: WebhooksFixture;
  beforeEach(async () => {
    store = await open();
    fixture = createWebhooksFixture(store);
  });
  afterEach(async () => {
    await fixture.close();
    await store.close();
  });

  /** Answers after a moment; `most` says how many it ever had at once. */
  function watching(): { answer: RequestListener; most(): number } {
    let underWay = 0;
    let most = 0;
    return {
      answer(_request, response) {
        most = Math.max(most, ++underWay);
        setTimeout(() => {
          underWay--;
          response.writeHead(204).end();
        }, 3);
      },
      most: () => most,
    };
  }

  test('send each event once and one at a time to each, in order, while fifty transactions write', async () => {
    const watchers = [watching(), watching()];
    const receivers = await Promise.all(watchers.map(({ answer }) => fixture.receiver(answer)));
    for (const { url } of receivers) await fixture.subscribe(url);
    const processes = [fixture.webhooks, ...Array.from({ length: 3 }, () => fixture.another())];
    const events = createEventService({ clock: fixture.clock });
    let isWriting = true;
    const sending = processes.map(async (process) => {
      for (let isLast = false; !isLast; await sleep(2)) {
        isLast = !isWriting;
        while ((await process.deliverDue()) > 0);
      }
    });
    await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        store.database.write(async (tx) => {
          await events.emit(tx, { type: 'user.created', subjectId: `created ${index}` });
          await sleep(index % 7);
          await events.emit(tx, { type: 'user.updated', subjectId: `updated ${index}` });
        }),
      ),
    );
    isWriting = false;
    await Promise.all(sending);
    await Promise.all(processes.map((process) => process.deliverDue()));
    const rows = await store.database.db.selectFrom('events').select('subject_id').orderBy('id').execute();
    const expected = rows.map((row) => row.subject_id);
    expect(expected).toHaveLength(100);
    expect(receivers.map((receiver) => subjectsOf(receiver))).toEqual([expected, expected]);
    expect(watchers.map(({ most }) => most())).toEqual([1, 1]);
    expect(fixture.errors).toEqual([]);
  });

  test('take a lease once, however many ask at once, and again only when it is over', async () => {
    const { webhook } = await fixture.subscribe('https://billing.example.org/');
    const { id } = webhook;
    const now = fixture.clock.nowMs();
    const take = (at: number) =>
      store.database.write((tx) => consumeLease(tx, { id, now: at, until: at + leaseMs }));
    const taken = await Promise.all(Array.from({ length: 20 }, () => take(now)));
    const [lease, ...more] = taken.filter((each) => each !== undefined);
    expect(more).toEqual([]);
    expect(await take(now + leaseMs - 1)).toBeUndefined();
    const next = await take(now + leaseMs);
    expect(next?.number).toBe(2);
    // Whoever had it before neither keeps it nor lets go of it for others.
    const extended = store.database.write((tx) => extendLease(tx, lease!, now + 9 * leaseMs));
    expect(await extended).toBeUndefined();
    await store.database.write((tx) => releaseLease(tx, lease!));
    expect(await take(now + leaseMs + 1)).toBeUndefined();
    await store.database.write((tx) => releaseLease(tx, next!));
    expect((await take(now + leaseMs + 1))?.number).toBe(3);
  });

  test('leave to another what one of them died over, which comes again under the same id', async () => {
    let hangs = true;
    const arrived = Promise.withResolvers<undefined>();
    const receiver = await fixture.receiver((_request, response) => {
      if (!hangs) return void response.writeHead(204).end();
      hangs = false;
      arrived.resolve(undefined);
    });
    await fixture.subscribe(receiver.url);
    await fixture.emit('ann', 'bob');
    // As if it never heard of the answer: what it would write is refused, for the lease is another's by then.
    const slow: typeof fetch = async () => {
      await fetch(receiver.url, { method: 'POST', body: '{"data":{"subject_id":"lost"}}' }).catch(
        () => undefined,
      );
      return new Response(null, { status: 204 });
    };
    const dying = fixture.another({ fetch: slow }).deliverDue();
    await arrived.promise;
    expect(await fixture.webhooks.deliverDue()).toBe(0);
    fixture.clock.advance(leaseMs - 1);
    expect(await fixture.webhooks.deliverDue()).toBe(0);
    fixture.clock.advance(1);
    expect(await fixture.webhooks.deliverDue()).toBe(2);
    await fixture.close();
    await dying;
    expect(subjectsOf(receiver)).toEqual(['lost', 'ann', 'bob']);
    const rows = await store.database.db.selectFrom('webhook_deliveries').select('event_id').execute();
    expect(rows.map((row) => row.event_id).sort()).toEqual([1, 2]);
  });

  test('keep nobody waiting for one that hangs, and come back to each', async () => {
    const hanging = await fixture.receiver(() => undefined);
    const prompt = await fixture.receiver();
    await fixture.subscribe(hanging.url);
    await fixture.subscribe(prompt.url);
    await fixture.emit(...Array.from({ length: 120 }, (_, index) => String(index)));
    await fixture.webhooks.deliverDue();
    expect(subjectsOf(prompt)).toEqual(Array.from({ length: 120 }, (_, index) => String(index)));
    expect(subjectsOf(hanging)).toEqual(['0']);
    fixture.clock.advance(7 * seconds);
    await fixture.webhooks.deliverDue();
    expect(subjectsOf(hanging)).toEqual(['0', '0']);
  });

  test('find what is to be sent by indexes alone', async () => {
    const { webhook } = await fixture.subscribe('https://billing.example.org/');
    const plans = await queryPlans(
      store.database,
      async (db) => {
        await listDue(db, { now: 1, newest: 1, exceptIds: ['x'] });
        for (const status of ['waiting', 'failed', undefined] as const) {
          const query = { limit: 10, ...(status && { status }) };
          await fixture
            .another({ database: { ...store.database, db } })
            .listDeliveries(operator, webhook.id, query);
        }
      },
      { isLimitedToIndexes: true },
    );
    const ofDeliveries = plans.filter(({ sql: text }) => text.includes('webhook_deliveries'));
    expect(ofDeliveries.length).toBeGreaterThanOrEqual(4);
    for (const { sql: text, plan } of ofDeliveries) {
      expect(plan, `${text}\n${plan}`).not.toMatch(
        /SCAN webhook_deliveries(?! USING)|Seq Scan on webhook_deliveries/,
      );
    }
  });
});
