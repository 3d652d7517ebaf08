import { createHmac } from 'node:crypto';
import type { RequestListener } from 'node:http';
import type { EventType } from '@ostiary/contract';
import type { TestDatabase } from '@ostiary/testkit';
import { createEventService } from '#modules/events';
import { createGuardedFetch } from '#platform/http/guarded-fetch.ts';
import { startReceiver, type ReceivedRequest, type Receiver } from '#platform/http/receiver.fixture.ts';
import { createSealer } from '#platform/sealing.ts';
import { createAccessFixture, operator, type AccessFixture } from '../access/access.fixture.ts';
import type { Delivery } from './deliveries/deliveries.types.ts';
import type { WebhookService } from './webhook-service.types.ts';
import type { WebhookDeps } from './webhooks.deps.ts';
import { createWebhookService } from './webhooks.service.ts';
import type { NewWebhook, Webhook } from './webhooks.types.ts';

/** The real service on a test database, and receivers on this machine. */
export interface WebhooksFixture extends Omit<AccessFixture, 'another'> {
  webhooks: WebhookService;
  /** What was told to `onError`. */
  errors: unknown[];
  counted: string[];
  /** As another process would have it. */
  another(changes?: Partial<WebhookDeps>): WebhookService;
  /** Starts one that the test need not close. */
  receiver(answer?: RequestListener): Promise<Receiver>;
  subscribe(url: string, more?: Partial<NewWebhook>): Promise<{ webhook: Webhook; secret: string }>;
  /** Writes events, each in a transaction of its own. */
  emit(...subjects: string[]): Promise<void>;
  emitOf(type: EventType, subject: string): Promise<void>;
  get(id: string): Promise<Webhook>;
  deliver(): Promise<number>;
  deliveries(id: string, query?: object): Promise<Delivery[]>;
  /** Until the next attempt is due, and makes it. */
  retry(id: string): Promise<void>;
  close(): Promise<void>;
}

export const ok: RequestListener = (_request, response) => void response.writeHead(204).end();

/** Answers so one after the other, the last of them from then on. */
export function answering(...statuses: number[]): RequestListener {
  const left = [...statuses];
  return (_request, response) => {
    const status = left.length > 1 ? left.shift() : left[0];
    response.writeHead(status ?? 204).end();
  };
}

export function createWebhooksFixture(store: TestDatabase): WebhooksFixture {
  const fixture = createAccessFixture(store);
  const { access, audit, clock, newId } = fixture;
  const { database } = store;
  const events = createEventService({ clock });
  const errors: unknown[] = [];
  const counted: string[] = [];
  const receivers: Receiver[] = [];
  const deps: WebhookDeps = {
    ...{ database, access, audit, clock, newId, events, config: { isProduction: false } },
    sealer: createSealer('a master key of at least thirty-two characters'),
    fetch: createGuardedFetch({
      ...{ allowLoopback: true, timeoutMs: 500, maxBytes: Number.MAX_SAFE_INTEGER },
    }),
    onError: (error) => errors.push(error),
    usage: { count: (name) => counted.push(name) },
  };
  const another = (changes: Partial<WebhookDeps> = {}) => createWebhookService({ ...deps, ...changes });
  const webhooks = another();
  const emitOf = (type: EventType, subjectId: string): Promise<void> =>
    database.write((tx) => events.emit(tx, { type, subjectId }));
  let named = 0;
  const get = (id: string): Promise<Webhook> => webhooks.get(operator, id);
  return {
    deliver: () => webhooks.deliverDue(),
    deliveries: async (id, query = {}) =>
      (await webhooks.listDeliveries(operator, id, { limit: 200, ...query })).items,
    async retry(id) {
      const { nextAttemptAt } = await get(id);
      clock.advance(Math.max(0, nextAttemptAt - clock.nowMs()));
      await webhooks.deliverDue();
    },
    ...{ ...fixture, webhooks, errors, counted, another, emitOf },
    async receiver(answer = ok) {
      const started = await startReceiver(answer);
      receivers.push(started);
      return started;
    },
    subscribe: (url, more = {}) => webhooks.create(operator, { name: `Hook ${++named}`, url, ...more }),
    async emit(...subjects) {
      for (const subject of subjects) await emitOf('user.updated', subject);
    },
    get,
    async close() {
      await webhooks.stop();
      for (const receiver of receivers) await receiver.close();
    },
  };
}

interface Told {
  type: string;
  timestamp: string;
  data: { id: number; type: string; subject_id: string; data: object; at: string };
}

export function bodyOf(request: ReceivedRequest): Told {
  return JSON.parse(request.body) as Told;
}

export function subjectsOf({ received }: Receiver): string[] {
  return received.map((request) => bodyOf(request).data.subject_id);
}

/** Whether one of the signatures is of this secret: Standard Webhooks, said a second time and by hand. */
export function isSignedBy({ headers, body }: ReceivedRequest, secret: string): boolean {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
  const expected = `v1,${createHmac('sha256', key).update(signed).digest('base64')}`;
  return String(headers['webhook-signature']).split(' ').includes(expected);
}
