import { databases, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createGuardedFetch } from '#platform/http/guarded-fetch.ts';
import { operator } from '../../access/access.fixture.ts';
import {
  answering,
  bodyOf,
  createWebhooksFixture,
  isSignedBy,
  ok,
  subjectsOf,
  type WebhooksFixture,
} from '../webhooks.fixture.ts';
import { maxAttempts } from './retry.rules.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

describe.each(databases())('what is sent to webhooks on $name', ({ open }) => {
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

  const deliver = () => fixture.deliver();
  const deliveries: WebhooksFixture['deliveries'] = (...query) => fixture.deliveries(...query);
  const retry = (id: string) => fixture.retry(id);

  test('is each event once, in order, signed, as the management API writes it', async () => {
    const receiver = await fixture.receiver();
    const { webhook, secret } = await fixture.subscribe(receiver.url);
    await fixture.emit('ann', 'bob', 'eve');
    expect(await deliver()).toBe(3);
    expect(await deliver()).toBe(0);
    expect(subjectsOf(receiver)).toEqual(['ann', 'bob', 'eve']);
    const [first] = receiver.received;
    const at = new Date(fixture.clock.nowMs()).toISOString();
    expect(JSON.parse(first!.body)).toEqual({
      ...{ type: 'user.updated', timestamp: at },
      data: { id: 1, type: 'user.updated', subject_id: 'ann', data: {}, at },
    });
    expect(first).toMatchObject({ method: 'POST', path: '/' });
    expect(first!.headers).toMatchObject({
      'content-type': 'application/json',
      'webhook-id': expect.stringMatching(/^msg_[\w-]{27}$/) as string,
      'webhook-timestamp': String(Math.floor(fixture.clock.nowMs() / 1_000)),
    });
    for (const request of receiver.received) {
      expect(isSignedBy(request, secret)).toBe(true);
      expect(isSignedBy({ ...request, body: `${request.body} ` }, secret)).toBe(false);
    }
    expect(await fixture.get(webhook.id)).toMatchObject({
      ...{ cursor: 3, failingSince: null, deliveredAt: fixture.clock.nowMs() },
    });
    expect(await deliveries(webhook.id)).toMatchObject(
      [3, 2, 1].map((eventId) => ({
        ...{ eventId, kind: 'event', eventType: 'user.updated', attempts: 1, statusCode: 204 },
        ...{ lastError: null, deliveredAt: fixture.clock.nowMs(), failedAt: null, nextAttemptAt: null },
      })),
    );
    expect(fixture.counted).toEqual(Array(3).fill('webhook.delivered'));
    expect(fixture.errors).toEqual([]);
  });

  test('is only of the types that were asked for, whatever lies between', async () => {
    const receiver = await fixture.receiver();
    const { webhook } = await fixture.subscribe(receiver.url, { eventTypes: ['user.deleted'] });
    await fixture.emitOf('user.deleted', 'ann');
    await fixture.emit(...Array.from({ length: 60 }, (_, index) => `other-${index}`));
    await fixture.emitOf('user.deleted', 'bob');
    await deliver();
    expect(subjectsOf(receiver)).toEqual(['ann', 'bob']);
    await fixture.emit('other');
    expect(await deliver()).toBe(0);
    // What is not sent is passed over before what its position points at is pruned.
    expect((await fixture.get(webhook.id)).cursor).toBe(62);
    fixture.clock.advance(hourMs + 1);
    await deliver();
    expect((await fixture.get(webhook.id)).cursor).toBe(63);
    await fixture.webhooks.update(operator, webhook.id, { eventTypes: null });
    await fixture.emit('any');
    await deliver();
    expect(subjectsOf(receiver)).toEqual(['ann', 'bob', 'any']);
  });

  test('comes again under the same id until it is accepted, and what is behind it waits', async () => {
    const receiver = await fixture.receiver(answering(500, 503, 200));
    const { webhook, secret } = await fixture.subscribe(receiver.url);
    await fixture.emit('ann', 'bob');
    expect(await deliver()).toBe(1);
    const failing = await fixture.get(webhook.id);
    expect(failing.failingSince).toBe(fixture.clock.nowMs());
    expect(failing.nextAttemptAt - fixture.clock.nowMs()).toBeGreaterThanOrEqual(4_000);
    expect(failing.nextAttemptAt - fixture.clock.nowMs()).toBeLessThanOrEqual(6_000);
    expect(await deliveries(webhook.id)).toMatchObject([
      { eventId: 1, attempts: 1, statusCode: 500, lastError: 'HTTP status 500', deliveredAt: null },
    ]);
    expect(await deliver()).toBe(0);
    await retry(webhook.id);
    await retry(webhook.id);
    expect(subjectsOf(receiver)).toEqual(['ann', 'ann', 'ann', 'bob']);
    const [a, b, c, other] = receiver.received.map(({ headers }) => headers['webhook-id']);
    expect([b, c]).toEqual([a, a]);
    expect(other).not.toBe(a);
    expect(new Set(receiver.received.slice(0, 3).map(({ body }) => body)).size).toBe(1);
    expect(receiver.received.every((request) => isSignedBy(request, secret))).toBe(true);
    expect(await deliveries(webhook.id)).toMatchObject([
      { eventId: 2, attempts: 1 },
      { eventId: 1, attempts: 3, statusCode: 200, lastError: null },
    ]);
    expect((await fixture.get(webhook.id)).failingSince).toBeNull();
  });

  test('is given up after some twenty hours, which is audited and told, and the next one comes', async () => {
    let isRefusing = true;
    const receiver = await fixture.receiver((request, response) => {
      response.writeHead(isRefusing ? 400 : 204).end();
    });
    const { webhook } = await fixture.subscribe(receiver.url);
    await fixture.emit('ann', 'bob');
    const startedAt = fixture.clock.nowMs();
    await deliver();
    for (let attempt = 2; attempt < maxAttempts; attempt++) await retry(webhook.id);
    expect(await deliveries(webhook.id, { status: 'failed' })).toEqual([]);
    const { nextAttemptAt } = await fixture.get(webhook.id);
    expect(nextAttemptAt - startedAt).toBeGreaterThan(16 * hourMs);
    expect(nextAttemptAt - startedAt).toBeLessThan(26 * hourMs);
    await retry(webhook.id);
    // The next one was tried at once, and waits.
    expect(subjectsOf(receiver)).toEqual([...Array<string>(maxAttempts).fill('ann'), 'bob']);
    expect(await deliveries(webhook.id)).toMatchObject([
      { eventId: 2, attempts: 1, failedAt: null },
      { eventId: 1, attempts: maxAttempts, failedAt: fixture.clock.nowMs(), nextAttemptAt: null },
    ]);
    expect(await fixture.entries('webhook.fail')).toMatchObject([
      {
        ...{ outcome: 'failure', actor: { type: 'system' }, target: { type: 'webhook', id: webhook.id } },
        details: { event_id: 1, event_type: 'user.updated', attempts: maxAttempts, error: 'HTTP status 400' },
      },
    ]);
    isRefusing = false;
    await retry(webhook.id);
    expect(fixture.counted).toEqual(['webhook.failed', 'webhook.delivered']);
  });

  test('stops when nothing was accepted for five days, and goes on where it was when it is resumed', async () => {
    let isRefusing = true;
    const receiver = await fixture.receiver((_request, response) => {
      response.writeHead(isRefusing ? 500 : 204).end();
    });
    const { webhook } = await fixture.subscribe(receiver.url);
    await fixture.emit(...Array.from({ length: 12 }, (_, index) => `user-${index}`));
    const startedAt = fixture.clock.nowMs();
    await deliver();
    for (let tries = 0; tries < 100 && (await fixture.get(webhook.id)).isActive; tries++)
      await retry(webhook.id);
    const paused = await fixture.get(webhook.id);
    expect(paused).toMatchObject({ pauseReason: 'failing', failingSince: startedAt, version: 2 });
    expect(fixture.clock.nowMs() - startedAt).toBeGreaterThanOrEqual(5 * dayMs);
    expect(fixture.clock.nowMs() - startedAt).toBeLessThan(6 * dayMs);
    expect(await fixture.entries('webhook.pause')).toMatchObject([
      { actor: { type: 'system' }, details: { reason: 'failing', error: 'HTTP status 500' } },
    ]);
    const [first] = await deliveries(webhook.id, { status: 'waiting' });
    expect(first).toMatchObject({ eventId: paused.cursor + 1, nextAttemptAt: null });
    fixture.clock.advance(dayMs);
    expect(await deliver()).toBe(0);
    isRefusing = false;
    const before = receiver.received.length;
    await fixture.webhooks.update(operator, webhook.id, { isActive: true });
    await deliver();
    const sent = receiver.received.slice(before).map((request) => bodyOf(request).data.id);
    expect(sent).toEqual(Array.from({ length: 12 - paused.cursor }, (_, index) => paused.cursor + 1 + index));
  });

  test('ends when the receiver says that it is gone', async () => {
    const receiver = await fixture.receiver(answering(204, 410, 204));
    const { webhook } = await fixture.subscribe(receiver.url);
    await fixture.emit('ann', 'bob', 'eve');
    await deliver();
    expect(await fixture.get(webhook.id)).toMatchObject({ isActive: false, pauseReason: 'gone', cursor: 1 });
    expect(await fixture.entries('webhook.pause')).toMatchObject([{ details: { reason: 'gone' } }]);
    fixture.clock.advance(dayMs);
    expect(await deliver()).toBe(0);
    await fixture.webhooks.update(operator, webhook.id, { isActive: true });
    await deliver();
    expect(subjectsOf(receiver)).toEqual(['ann', 'bob', 'bob', 'eve']);
  });

  test('goes nowhere else, and no further than the public internet', async () => {
    const inside = await fixture.receiver();
    const receiver = await fixture.receiver((_request, response) => {
      response.writeHead(307, { location: `${inside.url}/inside` }).end();
    });
    const { webhook } = await fixture.subscribe(receiver.url);
    const named = await fixture.subscribe('https://internal.example/hook');
    const guarded = createGuardedFetch({
      ...{ allowLoopback: true, timeoutMs: 500, maxBytes: 1_000 },
      resolve: () => Promise.resolve([{ address: '10.0.0.7', family: 4 }]),
    });
    await fixture.emit('ann');
    await fixture.another({ fetch: guarded }).deliverDue();
    expect(inside.received).toEqual([]);
    expect(await deliveries(webhook.id)).toMatchObject([
      { statusCode: 307, lastError: 'HTTP status 307: redirects are not followed.' },
    ]);
    expect(await deliveries(named.webhook.id)).toMatchObject([
      { statusCode: null, lastError: 'The host is not on the public internet.' },
    ]);
  });

  test('waits for nobody who hangs, nor reads what does not end', async () => {
    const hanging = await fixture.receiver(() => undefined);
    const endless = await fixture.receiver((_request, response) => {
      response.writeHead(200);
      const pour = setInterval(() => response.write('x'.repeat(10_000)), 5);
      response.on('close', () => clearInterval(pour));
    });
    const huge = await fixture.receiver((_request, response) => {
      response.writeHead(200, { 'content-length': String(2 ** 40) }).write('x');
    });
    const prompt = await fixture.receiver();
    const hooks = [];
    for (const { url } of [hanging, endless, huge, prompt]) hooks.push(await fixture.subscribe(url));
    await fixture.emit('ann');
    await deliver();
    const found = await Promise.all(hooks.map(({ webhook }) => deliveries(webhook.id)));
    expect(found.map(([delivery]) => delivery?.lastError ?? delivery?.statusCode)).toEqual([
      ...['It took too long.', 200, 200, 204],
    ]);
    for (const { countConnections } of [hanging, endless, huge]) {
      await vi.waitFor(async () => expect(await countConnections()).toBe(0));
    }
  });

  test('is never what one who was deleted or paused meanwhile asked for', async () => {
    const arrived = Promise.withResolvers<undefined>();
    const mayAnswer = Promise.withResolvers<undefined>();
    const receiver = await fixture.receiver((_request, response) => {
      arrived.resolve(undefined);
      void mayAnswer.promise.then(() => response.writeHead(204).end());
    });
    const { webhook } = await fixture.subscribe(receiver.url);
    await fixture.emit('ann', 'bob');
    const delivering = deliver();
    await arrived.promise;
    await fixture.webhooks.update(operator, webhook.id, { isActive: false });
    mayAnswer.resolve(undefined);
    await delivering;
    expect(subjectsOf(receiver)).toEqual(['ann']);
    expect(await fixture.get(webhook.id)).toMatchObject({ cursor: 1, isActive: false, pauseReason: 'asked' });
    await fixture.webhooks.delete(operator, webhook.id);
    expect(await deliver()).toBe(0);
    expect(await store.database.db.selectFrom('webhook_deliveries').selectAll().execute()).toEqual([]);
  });

  test('goes out soon after it was committed, by a job that was started', async () => {
    const receiver = await fixture.receiver(ok);
    await fixture.subscribe(receiver.url);
    fixture.webhooks.start();
    await fixture.emit('ann');
    await vi.waitFor(() => expect(subjectsOf(receiver)).toEqual(['ann']), { timeout: 10_000 });
    await fixture.webhooks.stop();
    await fixture.emit('bob');
    expect(subjectsOf(receiver)).toEqual(['ann']);
  });
});
