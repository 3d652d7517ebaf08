import type { Tx } from '#platform/db/schema.ts';
import { saveDelivery } from '../deliveries/deliveries.store.ts';
import type { Delivery } from '../deliveries/deliveries.types.ts';
import { ostiaryItself, recordAct } from '../webhook-records.ts';
import type { WebhookDeps } from '../webhooks.deps.ts';
import { updateWebhook } from '../webhooks.store.ts';
import { extendLease, type Lease } from './lease.store.ts';
import { aftermathOf, type Aftermath } from './outcome.rules.ts';
import type { Outcome } from './send-message.ts';

/** Longer than one attempt and what is read and written around it can take. */
export const leaseMs = 20_000;

/** What somebody has to know of: that something was lost, or that nothing is sent any more. */
async function note(
  deps: WebhookDeps,
  tx: Tx,
  { webhook, delivery, isGivenUp, paused }: Aftermath,
): Promise<void> {
  const common = { act: ostiaryItself, webhook, outcome: 'failure' } as const;
  const { eventId, eventType, attempts, lastError } = delivery;
  if (isGivenUp) {
    const details = { event_id: eventId, event_type: eventType, attempts, error: lastError };
    await recordAct(deps, tx, { ...common, action: 'webhook.fail', details });
  }
  if (paused === null) return;
  const details = { reason: paused, error: lastError };
  await recordAct(deps, tx, { ...common, action: 'webhook.pause', details });
}

function count({ usage }: WebhookDeps, { delivery, isGivenUp }: Aftermath): void {
  if (isGivenUp) usage?.count('webhook.failed');
  if (delivery.deliveredAt !== null && delivery.kind !== 'test') usage?.count('webhook.delivered');
}

/**
 * Writes down what came of an attempt. The lease as it goes on; undefined when it was somebody else's by then, or
 * the webhook is gone: what was delivered is then delivered once more.
 */
export async function settle(
  deps: WebhookDeps,
  lease: Lease,
  { delivery, outcome }: { delivery: Delivery; outcome: Outcome },
): Promise<Lease | undefined> {
  const now = deps.clock.nowMs();
  const settled = await deps.database.write(async (tx) => {
    const current = await extendLease(tx, lease, now + leaseMs);
    if (!current) return undefined;
    const { webhook } = current;
    const isMoved = webhook.cursor !== lease.webhook.cursor;
    const aftermath = aftermathOf({ webhook, delivery, outcome, now, isMoved });
    await saveDelivery(tx, aftermath.delivery);
    await updateWebhook(tx, aftermath.webhook);
    await note(deps, tx, aftermath);
    return { lease: { ...current, webhook: aftermath.webhook }, aftermath };
  });
  if (!settled) return undefined;
  count(deps, settled.aftermath);
  return settled.lease;
}
