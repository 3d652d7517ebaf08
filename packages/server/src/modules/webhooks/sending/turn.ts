import type { OutboxEvent } from '#modules/events';
import { closeDeliveries, listOpenDeliveries } from '../deliveries/deliveries.store.ts';
import type { Delivery } from '../deliveries/deliveries.types.ts';
import { openKeys } from '../secrets/webhook-secret.ts';
import type { WebhookDeps } from '../webhooks.deps.ts';
import { updateWebhook } from '../webhooks.store.ts';
import { extendLease, releaseLease, type Lease } from './lease.store.ts';
import { eventMessage, testMessage, type Message } from './message.rules.ts';
import { sendMessage, type Outcome } from './send-message.ts';
import { leaseMs, settle } from './settling.ts';

const sendWithinMs = 10_000;
/** What has to be left of a lease for an attempt to begin: nobody else sends before it is over. */
const neededMs = sendWithinMs + 5_000;
/** Then others have a turn. */
const maxPerTurn = 100;
const readAhead = 50;
const maxOpen = 100;

/** What one process does for one webhook while it holds the lease. */
interface Turn {
  lease: Lease;
  /** What somebody asked for, the oldest first. */
  asked: Delivery[];
  /** Those that are tried again, by event. */
  again: Map<number, Delivery>;
  /** Events that were read already. */
  ahead: OutboxEvent[];
  /** Gives up the attempt that is under way. */
  signal: AbortSignal;
  stopping: AbortSignal | undefined;
}

/** `message` is undefined for an event that is not kept any more. */
interface Work {
  delivery: Delivery;
  message: Message | undefined;
}

async function workAsked(deps: WebhookDeps, delivery: Delivery): Promise<Work> {
  const { eventId, webhookId } = delivery;
  if (eventId === null) return { delivery, message: testMessage(delivery) };
  const event = await deps.events.find(deps.database.db, eventId);
  return { delivery, message: event && eventMessage(webhookId, event) };
}

function workOfEvent(deps: WebhookDeps, { lease, again }: Turn, event: OutboxEvent): Work {
  const webhookId = lease.webhook.id;
  const now = deps.clock.nowMs();
  const delivery = again.get(event.id) ?? {
    ...{ id: deps.newId(), webhookId, kind: 'event', eventId: event.id, eventType: event.type },
    ...{ createdAt: now, attempts: 0, lastAttemptAt: null, nextAttemptAt: now, statusCode: null },
    ...{ durationMs: null, lastError: null, deliveredAt: null, failedAt: null },
  };
  again.delete(event.id);
  return { delivery, message: eventMessage(webhookId, event) };
}

/** Nothing up to there was asked for. False when the lease is over, or somebody went back meanwhile. */
async function pass(deps: WebhookDeps, turn: Turn, cursor: number): Promise<boolean> {
  const { lease } = turn;
  const passed = await deps.database.write(async (tx) => {
    const current = await extendLease(tx, lease, deps.clock.nowMs() + leaseMs);
    if (!current || current.webhook.cursor !== lease.webhook.cursor) return undefined;
    const webhook = { ...current.webhook, cursor };
    await updateWebhook(tx, webhook);
    return { ...current, webhook };
  });
  if (passed) turn.lease = passed;
  return passed !== undefined;
}

async function readMore(deps: WebhookDeps, turn: Turn): Promise<void> {
  for (;;) {
    const { cursor, eventTypes } = turn.lease.webhook;
    const page = await deps.events.list(deps.database.db, {
      ...{ after: cursor, limit: readAhead },
      ...(eventTypes && { types: eventTypes }),
    });
    turn.ahead = page.events;
    if (page.events.length > 0 || page.last <= cursor) return;
    if (!(await pass(deps, turn, page.last)) || !page.hasMore) return;
  }
}

async function nextWork(deps: WebhookDeps, turn: Turn): Promise<Work | undefined> {
  const asked = turn.asked.shift();
  if (asked) return workAsked(deps, asked);
  const { webhook } = turn.lease;
  if (!webhook.isActive || webhook.nextAttemptAt > deps.clock.nowMs()) return undefined;
  if (turn.ahead.length === 0) await readMore(deps, turn);
  const event = turn.ahead.shift();
  return event && workOfEvent(deps, turn, event);
}

const forgotten: Outcome = {
  ...{ result: 'failed', statusCode: null, durationMs: 0, error: 'The event is not kept any more.' },
};

function attempt(deps: WebhookDeps, { lease, signal }: Turn, message: Message | undefined): Promise<Outcome> {
  if (!message) return Promise.resolve(forgotten);
  return sendMessage(deps, {
    ...{ url: lease.webhook.url, message, signal },
    openKeys: () => openKeys(deps.sealer, lease.sealed, deps.clock.nowMs()),
  });
}

/** Whether to go on. */
async function sendNext(deps: WebhookDeps, turn: Turn): Promise<boolean> {
  const work = await nextWork(deps, turn);
  if (!work || turn.lease.until - deps.clock.nowMs() < neededMs) return false;
  const outcome = await attempt(deps, turn, work.message);
  // The process ends: as if it had not been tried.
  if (outcome.result === 'cancelled') return false;
  const { webhook: before } = turn.lease;
  const settled = await settle(deps, turn.lease, { delivery: work.delivery, outcome });
  if (!settled) return false;
  const isInOrder = work.delivery.kind !== 'event' || settled.webhook.cursor === work.delivery.eventId;
  const isSame = JSON.stringify(settled.webhook.eventTypes) === JSON.stringify(before.eventTypes);
  // Somebody went back, or asks for others: what was read already is not what comes next.
  if (!isInOrder || !isSame) turn.ahead = [];
  turn.lease = settled;
  return true;
}

/**
 * Events that were pruned before they were sent: it goes on with the oldest there is, and says so. Positions are
 * never told by an event that is deleted, while the one at the cursor is there.
 */
async function noteGap(deps: WebhookDeps, turn: Turn): Promise<void> {
  const { db } = deps.database;
  const { webhook } = turn.lease;
  const { cursor } = webhook;
  const oldest = await deps.events.oldest(db);
  if (oldest <= cursor + 1 || (await deps.events.find(db, cursor))) return;
  const gap = { after: cursor, before: oldest, foundAt: deps.clock.nowMs() };
  turn.lease = { ...turn.lease, webhook: { ...webhook, gap } };
  await deps.database.write(async (tx) => {
    const current = await extendLease(tx, turn.lease, gap.foundAt + leaseMs);
    if (current) await updateWebhook(tx, { ...current.webhook, gap });
  });
}

/** Those that were to be tried again, and whose events are asked for no more, or were pruned. */
function passedBy({ again, lease }: Turn): string[] {
  const passed = [...again].filter(([eventId]) => eventId <= lease.webhook.cursor);
  return passed.map(([, delivery]) => delivery.id);
}

export interface TurnSignals {
  /** Begin nothing more. */
  stopping: AbortSignal | undefined;
  /** Give up what is under way. */
  late: AbortSignal;
}

/** Sends what is due, one after the other, and lets go of the lease. Returns how many attempts that took. */
export async function takeTurn(deps: WebhookDeps, lease: Lease, signals: TurnSignals): Promise<number> {
  const open = await listOpenDeliveries(deps.database.db, lease.webhook.id, maxOpen);
  const again = open.filter(({ kind }) => kind === 'event');
  const turn: Turn = {
    ...{ lease, ahead: [], signal: signals.late, stopping: signals.stopping },
    asked: open.filter(({ kind }) => kind !== 'event'),
    again: new Map(again.map((delivery) => [delivery.eventId ?? 0, delivery])),
  };
  if (lease.webhook.isActive) await noteGap(deps, turn);
  let attempts = 0;
  while (attempts < maxPerTurn && signals.stopping?.aborted !== true && (await sendNext(deps, turn)))
    attempts++;
  await deps.database.write(async (tx) => {
    await closeDeliveries(tx, passedBy(turn), deps.clock.nowMs());
    await releaseLease(tx, turn.lease);
  });
  return attempts;
}
