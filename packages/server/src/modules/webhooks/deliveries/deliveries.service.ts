import { toListed, type Caller, type Listed } from '#modules/access';
import type { Tx } from '#platform/db/schema.ts';
import { AppError } from '#platform/errors.ts';
import { testType } from '../sending/message.rules.ts';
import { recordAct } from '../webhook-records.ts';
import type { Core } from '../webhooks.deps.ts';
import { getLocked, getWebhook, updateWebhook } from '../webhooks.store.ts';
import type { Webhook } from '../webhooks.types.ts';
import * as store from './deliveries.store.ts';
import type { Delivery, DeliveryQuery, DeliveryUseCases, ReplayFrom } from './deliveries.types.ts';

interface Asked {
  caller: Caller;
  webhook: string;
}

async function list(core: Core, { caller, webhook }: Asked, query: DeliveryQuery): Promise<Listed<Delivery>> {
  await core.access.requirePermission(caller, 'webhooks.read');
  const { db } = core.database;
  const { id } = await getWebhook(db, webhook);
  const found = await store.listDeliveries(db, id, { ...query, limit: query.limit + 1 });
  return toListed(found, query.limit, (delivery) => delivery.id);
}

async function get(core: Core, { caller, webhook }: Asked, id: string): Promise<Delivery> {
  await core.access.requirePermission(caller, 'webhooks.read');
  const { db } = core.database;
  const found = await store.findDelivery(db, (await getWebhook(db, webhook)).id, id);
  if (!found) throw new AppError('webhooks.delivery_not_found');
  return found;
}

function newDelivery(
  core: Core,
  webhookId: string,
  of: Pick<Delivery, 'kind' | 'eventId' | 'eventType'>,
): Delivery {
  const now = core.clock.nowMs();
  return {
    ...{ id: core.newId(), webhookId, ...of, createdAt: now, attempts: 0 },
    ...{ lastAttemptAt: null, nextAttemptAt: now, statusCode: null, durationMs: null },
    ...{ lastError: null, deliveredAt: null, failedAt: null },
  };
}

/** Needs `webhooks.manage`; runs the work with the webhook locked, and has what it made sent. */
async function perform<T>(
  core: Core,
  { caller, webhook }: Asked,
  work: (tx: Tx, webhook: Webhook) => Promise<T>,
): Promise<T> {
  await core.access.requirePermission(caller, 'webhooks.manage');
  const done = await core.database.write(async (tx) => work(tx, await getLocked(tx, webhook)));
  core.wake();
  return done;
}

/** One that waits in its order is tried now, ahead of its time. */
async function hurry(core: Core, tx: Tx, { webhook, delivery }: Found): Promise<Delivery> {
  const now = core.clock.nowMs();
  const hurried = { ...delivery, nextAttemptAt: now };
  await store.saveDelivery(tx, hurried);
  await updateWebhook(tx, { ...webhook, nextAttemptAt: now });
  return hurried;
}

interface Found {
  webhook: Webhook;
  delivery: Delivery;
}

async function sendAgain(core: Core, tx: Tx, { webhook, delivery }: Found): Promise<Delivery> {
  const isWaiting = delivery.deliveredAt === null && delivery.failedAt === null;
  if (isWaiting && delivery.kind !== 'event') return delivery;
  if (isWaiting && webhook.isActive) return hurry(core, tx, { webhook, delivery });
  const { eventId, eventType } = delivery;
  const isKept = eventId === null || (await core.events.find(tx, eventId)) !== undefined;
  if (!isKept) throw new AppError('webhooks.event_gone');
  const kind = eventId === null ? 'test' : 'replay';
  const again = newDelivery(core, webhook.id, { kind, eventId, eventType });
  await store.insertDelivery(tx, again);
  return again;
}

function replayDelivery(core: Core, asked: Asked, id: string): Promise<Delivery> {
  return perform(core, asked, async (tx, webhook) => {
    const delivery = await store.findDelivery(tx, webhook.id, id);
    if (!delivery) throw new AppError('webhooks.delivery_not_found');
    const again = await sendAgain(core, tx, { webhook, delivery });
    const details = { event_id: delivery.eventId, delivery_id: again.id };
    await recordAct(core, tx, { act: asked.caller.act, action: 'webhook.replay', webhook, details });
    return again;
  });
}

async function cursorBefore(core: Core, tx: Tx, from: ReplayFrom): Promise<number> {
  const first = 'eventId' in from ? from.eventId : await core.events.firstSince(tx, from.time);
  return first === undefined ? Infinity : first - 1;
}

function replaySince(core: Core, asked: Asked, from: ReplayFrom): Promise<Webhook> {
  return perform(core, asked, async (tx, webhook) => {
    const cursor = Math.min(webhook.cursor, await cursorBefore(core, tx, from));
    const now = core.clock.nowMs();
    const back = { ...webhook, cursor, nextAttemptAt: now };
    await updateWebhook(tx, back);
    if (webhook.isActive) await store.restartOpenDeliveries(tx, webhook.id, now);
    const details = { since_event: cursor + 1, before: webhook.cursor };
    await recordAct(core, tx, { act: asked.caller.act, action: 'webhook.replay', webhook, details });
    return back;
  });
}

function sendTest(core: Core, asked: Asked): Promise<Delivery> {
  return perform(core, asked, async (tx, webhook) => {
    const test = newDelivery(core, webhook.id, { kind: 'test', eventId: null, eventType: testType });
    await store.insertDelivery(tx, test);
    const details = { delivery_id: test.id };
    await recordAct(core, tx, { act: asked.caller.act, action: 'webhook.test', webhook, details });
    return test;
  });
}

export function createDeliveryUseCases(core: Core): DeliveryUseCases {
  return {
    listDeliveries: (caller, webhook, query) => list(core, { caller, webhook }, query),
    getDelivery: (caller, webhook, id) => get(core, { caller, webhook }, id),
    replayDelivery: (caller, webhook, id) => replayDelivery(core, { caller, webhook }, id),
    replaySince: (caller, webhook, from) => replaySince(core, { caller, webhook }, from),
    sendTest: (caller, webhook) => sendTest(core, { caller, webhook }),
  };
}
