import { databases, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createSealer } from '#platform/sealing.ts';
import { codeOf, operator } from '../../access/access.fixture.ts';
import {
  answering,
  createWebhooksFixture,
  isSignedBy,
  subjectsOf,
  type WebhooksFixture,
} from '../webhooks.fixture.ts';
import { maxAttempts } from './retry.rules.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

describe.each(databases())('what is sent to webhooks once more, and what is kept, on $name', ({ open }) => {
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

  test('is one delivery, by itself and under its id, even to one that is paused', async () => {
    const receiver = await fixture.receiver();
    const { webhook } = await fixture.subscribe(receiver.url);
    await fixture.emit('ann', 'bob');
    await deliver();
    const [, ann] = await deliveries(webhook.id);
    await fixture.webhooks.update(operator, webhook.id, { isActive: false });
    const again = await fixture.webhooks.replayDelivery(operator, webhook.id, ann!.id);
    expect(again).toMatchObject({ kind: 'replay', eventId: 1, attempts: 0 });
    await fixture.emit('eve');
    await deliver();
    expect(subjectsOf(receiver)).toEqual(['ann', 'bob', 'ann']);
    const [first, , third] = receiver.received;
    expect(third!.headers['webhook-id']).toBe(first!.headers['webhook-id']);
    expect(third!.body).toBe(first!.body);
    expect(await fixture.get(webhook.id)).toMatchObject({ cursor: 2, isActive: false });
    expect(await fixture.webhooks.getDelivery(operator, webhook.id, again.id)).toMatchObject({
      ...{ attempts: 1, statusCode: 204, deliveredAt: fixture.clock.nowMs() },
    });
  });

  test('is one that waits, ahead of its time', async () => {
    const receiver = await fixture.receiver(answering(500, 204));
    const { webhook } = await fixture.subscribe(receiver.url);
    await fixture.emit('ann');
    await deliver();
    const [waiting] = await deliveries(webhook.id);
    await fixture.webhooks.replayDelivery(operator, webhook.id, waiting!.id);
    await deliver();
    expect(await deliveries(webhook.id)).toMatchObject([
      { id: waiting!.id, kind: 'event', attempts: 2, lastError: null },
    ]);
  });

  test('is what was given up, tried once', async () => {
    const receiver = await fixture.receiver(answering(500));
    const { webhook } = await fixture.subscribe(receiver.url);
    await fixture.emit('ann');
    await deliver();
    for (let attempt = 1; attempt < maxAttempts; attempt++) await retry(webhook.id);
    const [givenUp] = await deliveries(webhook.id, { status: 'failed' });
    await fixture.webhooks.replayDelivery(operator, webhook.id, givenUp!.id);
    await deliver();
    const [again] = await deliveries(webhook.id);
    expect(again).toMatchObject({ kind: 'replay', attempts: 1, failedAt: fixture.clock.nowMs() });
  });

  test('is everything since an event or a time, in order, and never a step forward', async () => {
    const receiver = await fixture.receiver();
    const { webhook } = await fixture.subscribe(receiver.url);
    await fixture.emit('ann', 'bob');
    fixture.clock.advance(minuteMs);
    await fixture.emit('eve');
    await deliver();
    const back = await fixture.webhooks.replaySince(operator, webhook.id, { eventId: 2 });
    expect(back.cursor).toBe(1);
    await deliver();
    await fixture.webhooks.replaySince(operator, webhook.id, { time: fixture.clock.nowMs() });
    await deliver();
    expect(subjectsOf(receiver)).toEqual(['ann', 'bob', 'eve', 'bob', 'eve', 'eve']);
    for (const from of [{ eventId: 99 }, { time: fixture.clock.nowMs() + dayMs }]) {
      const same = await fixture.webhooks.replaySince(operator, webhook.id, from);
      expect(same.cursor).toBe(3);
    }
    expect(await deliver()).toBe(0);
  });

  test('goes back under an attempt that is under way, which counts for what it was', async () => {
    const arrived = Promise.withResolvers<undefined>();
    const mayAnswer = Promise.withResolvers<undefined>();
    const receiver = await fixture.receiver((request, response) => {
      if (receiver.received.length < 2) return void response.writeHead(204).end();
      arrived.resolve(undefined);
      void mayAnswer.promise.then(() => response.writeHead(204).end());
    });
    const { webhook } = await fixture.subscribe(receiver.url);
    await fixture.emit('ann', 'bob', 'eve');
    const delivering = deliver();
    await arrived.promise;
    await fixture.webhooks.replaySince(operator, webhook.id, { eventId: 1 });
    mayAnswer.resolve(undefined);
    await delivering;
    expect(subjectsOf(receiver)).toEqual(['ann', 'bob', 'ann', 'bob', 'eve']);
  });

  test('is nothing that is not there any more', async () => {
    const { webhook } = await fixture.subscribe((await fixture.receiver()).url);
    const other = await fixture.subscribe((await fixture.receiver()).url);
    await fixture.emit('ann');
    const test_ = await fixture.webhooks.sendTest(operator, webhook.id);
    await deliver();
    const again = (hook: string, id: string) => codeOf(fixture.webhooks.replayDelivery(operator, hook, id));
    expect(await again(webhook.id, test_.id)).toBe('none');
    const [ann] = (await deliveries(webhook.id)).filter(({ kind }) => kind === 'event');
    expect(await again(other.webhook.id, ann!.id)).toBe('webhooks.delivery_not_found');
    expect(await again(webhook.id, fixture.newId())).toBe('webhooks.delivery_not_found');
    await store.database.write((tx) => tx.deleteFrom('events').execute());
    expect(await again(webhook.id, ann!.id)).toBe('webhooks.event_gone');
  });

  test('is a test event when somebody asks, also to one that is paused or wants others', async () => {
    const receiver = await fixture.receiver(answering(500, 204));
    const { webhook, secret } = await fixture.subscribe(receiver.url, { eventTypes: ['key.rotated'] });
    await fixture.webhooks.update(operator, webhook.id, { isActive: false });
    await fixture.webhooks.sendTest(operator, webhook.id);
    await deliver();
    await fixture.webhooks.sendTest(operator, webhook.id);
    await deliver();
    const at = new Date(fixture.clock.nowMs()).toISOString();
    expect(receiver.received.map(({ body }) => JSON.parse(body) as unknown)).toEqual(
      Array(2).fill({ type: 'webhook.test', timestamp: at, data: { webhook_id: webhook.id } }),
    );
    expect(receiver.received.every((request) => isSignedBy(request, secret))).toBe(true);
    expect(await deliveries(webhook.id)).toMatchObject([
      { kind: 'test', eventId: null, statusCode: 204, deliveredAt: fixture.clock.nowMs() },
      { kind: 'test', eventId: null, statusCode: 500, failedAt: fixture.clock.nowMs() },
    ]);
    expect(await fixture.get(webhook.id)).toMatchObject({ isActive: false, failingSince: null });
  });

  test('is not what is asked for no more: what waited is over', async () => {
    const receiver = await fixture.receiver(answering(500, 204));
    const { webhook } = await fixture.subscribe(receiver.url);
    await fixture.emit('ann');
    await deliver();
    await fixture.emitOf('user.deleted', 'ann');
    await fixture.webhooks.update(operator, webhook.id, { eventTypes: ['user.deleted'] });
    await retry(webhook.id);
    expect(await deliveries(webhook.id)).toMatchObject([
      { eventId: 2, deliveredAt: fixture.clock.nowMs() },
      { eventId: 1, failedAt: fixture.clock.nowMs(), nextAttemptAt: null, lastError: 'HTTP status 500' },
    ]);
    expect(subjectsOf(receiver)).toEqual(['ann', 'ann']);
  });

  test('fails in words where its secret cannot be opened, and comes when it can', async () => {
    const receiver = await fixture.receiver();
    const { webhook } = await fixture.subscribe(receiver.url);
    await fixture.emit('ann');
    const stranger = createSealer('another master key of at least thirty-two characters');
    await fixture.another({ sealer: stranger }).deliverDue();
    expect(await deliveries(webhook.id)).toMatchObject([
      { attempts: 1, statusCode: null, lastError: 'The message could not be sent.' },
    ]);
    expect(fixture.errors).toHaveLength(1);
    await retry(webhook.id);
    expect(subjectsOf(receiver)).toEqual(['ann']);
  });

  test('that was pruned before is a gap that is shown, and it goes on with the oldest there is', async () => {
    const receiver = await fixture.receiver();
    const { webhook } = await fixture.subscribe(receiver.url);
    await fixture.emit('ann');
    await deliver();
    await fixture.webhooks.update(operator, webhook.id, { isActive: false });
    await fixture.emit('lost', 'lost too', 'kept');
    await store.database.write((tx) => tx.deleteFrom('events').where('id', '<', 4).execute());
    await fixture.webhooks.update(operator, webhook.id, { isActive: true });
    await deliver();
    expect(subjectsOf(receiver)).toEqual(['ann', 'kept']);
    expect(await fixture.get(webhook.id)).toMatchObject({
      ...{ cursor: 4, gap: { after: 1, before: 4, foundAt: fixture.clock.nowMs() } },
    });
  });

  test('is forgotten two weeks after it was over, and never while it waits', async () => {
    const receiver = await fixture.receiver(answering(204, 500));
    const { webhook } = await fixture.subscribe(receiver.url);
    await fixture.emit('ann', 'bob');
    await deliver();
    const prune = () => store.database.write((tx) => fixture.webhooks.prune(tx, fixture.clock.nowMs()));
    fixture.clock.advance(14 * dayMs);
    expect(await prune()).toBe(0);
    fixture.clock.advance(1);
    expect([await prune(), await prune()]).toEqual([1, 0]);
    expect(await deliveries(webhook.id)).toMatchObject([{ eventId: 2 }]);
  });

  test('is listed newest first, by how it stands, page by page', async () => {
    const receiver = await fixture.receiver(answering(204, 204, 500));
    const { webhook } = await fixture.subscribe(receiver.url);
    await fixture.emit('ann', 'bob', 'eve');
    await deliver();
    const page = await fixture.webhooks.listDeliveries(operator, webhook.id, { limit: 2 });
    expect(page.items.map(({ eventId }) => eventId)).toEqual([3, 2]);
    const rest = await deliveries(webhook.id, { before: page.next });
    expect(rest.map(({ eventId }) => eventId)).toEqual([1]);
    const ofStatus = async (status: string) =>
      (await deliveries(webhook.id, { status })).map(({ eventId }) => eventId);
    expect(await Promise.all(['waiting', 'delivered', 'failed'].map(ofStatus))).toEqual([[3], [2, 1], []]);
  });
});
