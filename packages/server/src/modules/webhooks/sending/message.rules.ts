import { createHash, createHmac } from 'node:crypto';
import type { OutboxEvent } from '#modules/events';
import { epochSeconds, isoTime } from '#platform/clock.ts';

/** What is sent: the same bytes under the same id, however often. */
export interface Message {
  id: string;
  body: string;
}

/** An id may hold no dot: it is one of the parts that are signed, with dots between them. */
function idOf(parts: readonly (string | number)[]): string {
  const hash = createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
  return `msg_${hash.slice(0, 27)}`;
}

/** The event as the management API writes it. The time takes part in the id: positions may be used again after a restore. */
export function eventMessage(webhookId: string, event: OutboxEvent): Message {
  const { id, type, subjectId, data, at } = event;
  const timestamp = isoTime(at);
  const body = { type, timestamp, data: { id, type, subject_id: subjectId, data, at: timestamp } };
  return { id: idOf([webhookId, id, at]), body: JSON.stringify(body) };
}

export const testType = 'webhook.test';

export function testMessage(test: { id: string; webhookId: string; createdAt: number }): Message {
  const { id, webhookId, createdAt } = test;
  const body = { type: testType, timestamp: isoTime(createdAt), data: { webhook_id: webhookId } };
  return { id: idOf([webhookId, id]), body: JSON.stringify(body) };
}

/** Standard Webhooks 1.0: one signature of each key, the newest first; `now` in epoch milliseconds. */
export function signedHeaders(
  { id, body }: Message,
  keys: readonly Buffer[],
  now: number,
): Record<string, string> {
  const timestamp = String(epochSeconds(now));
  const signatures = keys.map((key) => {
    const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
    return `v1,${signature}`;
  });
  return {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  };
}
