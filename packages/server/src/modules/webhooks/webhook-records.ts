import type { Act, Details, NewAuditEntry } from '#modules/audit';
import type { Tx } from '#platform/db/schema.ts';
import type { WebhookDeps } from './webhooks.deps.ts';
import type { Webhook } from './webhooks.types.ts';

export const ostiaryItself: Act = {
  actor: { type: 'system', id: null },
  origin: { address: null, userAgent: null, requestId: null },
};

interface WebhookAct {
  act: Act;
  action: NewAuditEntry['action'];
  webhook: Webhook;
  outcome?: NewAuditEntry['outcome'];
  details?: Details;
}

/** The host says where data goes; the rest of an address may hold what lets somebody in. */
function hostOf({ url }: Pick<Webhook, 'url'>): string {
  return URL.parse(url)?.host ?? '';
}

export function recordAct(
  { audit }: Pick<WebhookDeps, 'audit'>,
  tx: Tx,
  { act, action, webhook, outcome = 'success', details }: WebhookAct,
): Promise<void> {
  const { id, name } = webhook;
  return audit.record(tx, act, {
    ...{ action, outcome, target: { type: 'webhook', id } },
    details: { name, host: hostOf(webhook), ...details },
  });
}
