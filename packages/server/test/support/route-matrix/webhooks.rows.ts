import type { ApiWebhook, ApiWebhookDelivery } from '@ostiary/contract';
import type { Static } from 'typebox';
import { expect } from 'vitest';
import type { Call, Refused, Rows } from './row.types.ts';
import { aTime, anId, onePage } from './shapes.ts';
import { required, unknownId, unknownName, type World } from './world.ts';

const one = '/api/v1/webhooks/{webhook}';
const all = '/api/v1/webhooks/{webhook}/deliveries';
const delivery = '/api/v1/webhooks/{webhook}/deliveries/{delivery}';

const aNumber = expect.any(Number) as number;
const aSecret = expect.stringMatching(/^whsec_[A-Za-z0-9+/]{43}=$/) as string;

function aWebhook(known: Partial<Static<typeof ApiWebhook>>): Static<typeof ApiWebhook> {
  return {
    ...{ id: anId, name: '', url: '', event_types: null, is_active: true, status: 'active' },
    ...{ pause_reason: null, cursor: aNumber, failing_since: null, next_attempt_at: null },
    ...{ last_delivered_at: null, gap: null, previous_secret_until: null },
    ...{ created_at: aTime, updated_at: aTime },
    ...known,
  };
}

function aDelivery(
  known: Partial<Static<typeof ApiWebhookDelivery>> = {},
): Static<typeof ApiWebhookDelivery> {
  return {
    ...{ id: anId, kind: 'test', event_id: null, event_type: 'webhook.test', status: 'waiting' },
    ...{ created_at: aTime, attempts: 0, last_attempt_at: null, next_attempt_at: aTime },
    ...{ status_code: null, duration_ms: null, last_error: null, delivered_at: null, failed_at: null },
    ...known,
  };
}

interface Made {
  id: string;
  name: string;
  url: string;
}

/** Nothing is sent in these tests: nobody listens there. */
async function newWebhook({ root, fresh }: World): Promise<Made> {
  const name = fresh('hook');
  const url = `https://${name}.example.org/hook`;
  const { data } = await root.api.POST('/api/v1/webhooks', { body: { name, url } });
  return { id: required(data).id, name, url };
}

const path = (webhook: string) => ({ params: { path: { webhook } } });
const missing = (call: Call): Refused => ({ call, code: 'webhooks.not_found' });
const invalidPath = (call: (webhook: string) => Call): Refused => ({
  ...{ call: call('a\0b'), code: 'request.invalid', paths: ['webhook'] },
});
const told = ({ name }: Pick<Made, 'name'>) => ({ name, host: `${name}.example.org` });
const target = ({ id }: Pick<Made, 'id'>) => ({ type: 'webhook', id });

async function newTest({ root }: World, { id }: Made): Promise<string> {
  const { data } = await root.api.POST('/api/v1/webhooks/{webhook}/test', path(id));
  return required(data).id;
}

export const webhookRows: Rows = {
  'GET /api/v1/webhooks': async (world) => {
    const made = await newWebhook(world);
    const list = (query: object) => ({ params: { query } });
    return {
      call: (api) => api.GET('/api/v1/webhooks', list({ search: made.name })),
      answer: { status: 200, body: onePage(aWebhook(made)) },
      invalid: {
        call: (api) => api.GET('/api/v1/webhooks', list({ cursor: 'nonsense' })),
        ...{ code: 'request.invalid', paths: ['cursor'] },
      },
    };
  },
  'POST /api/v1/webhooks': async (world) => {
    const taken = await newWebhook(world);
    const name = world.fresh('made-hook');
    const url = `https://${name}.example.org/hook`;
    const types = ['user.created'] as const;
    const make =
      (body: { name: string; url: string }): Call =>
      (api) =>
        api.POST('/api/v1/webhooks', { body: { event_types: [...types], ...body } });
    return {
      call: make({ name, url }),
      answer: {
        status: 201,
        body: { ...aWebhook({ name, url, event_types: [...types] }), secret: aSecret },
      },
      audit: [
        {
          ...{ action: 'webhook.create', target: target({ id: anId }) },
          details: { ...told({ name }), event_types: [...types] },
        },
      ],
      conflict: { call: make({ name: taken.name, url }), code: 'webhooks.name_taken', paths: ['name'] },
      invalid: {
        call: make({ name: 'a/b', url: 'http://example.org/' }),
        ...{ code: 'request.invalid', paths: ['name', 'url'] },
      },
    };
  },
  'GET /api/v1/webhooks/{webhook}': async (world) => {
    const made = await newWebhook(world);
    const get =
      (webhook: string): Call =>
      (api) =>
        api.GET(one, path(webhook));
    return {
      call: get(made.name),
      answer: { status: 200, body: aWebhook(made) },
      missing: missing(get(unknownName)),
      invalid: invalidPath(get),
    };
  },
  'PATCH /api/v1/webhooks/{webhook}': async (world) => {
    const [made, taken] = [await newWebhook(world), await newWebhook(world)];
    const change =
      (webhook: string, body: object): Call =>
      (api) =>
        api.PATCH(one, { ...path(webhook), body });
    return {
      call: change(made.id, { is_active: false }),
      answer: {
        status: 200,
        body: aWebhook({ ...made, is_active: false, status: 'paused', pause_reason: 'asked' }),
      },
      audit: [
        {
          ...{ action: 'webhook.update', target: target(made) },
          details: { ...told(made), changed: ['is_active'], is_active: false },
        },
      ],
      missing: missing(change(unknownName, { is_active: false })),
      conflict: {
        call: change(made.id, { name: taken.name.toUpperCase() }),
        ...{ code: 'webhooks.name_taken', paths: ['name'] },
      },
      invalid: {
        call: change(made.id, { event_types: ['user.nothing'] }),
        ...{ code: 'request.invalid', paths: ['event_types.0'] },
      },
    };
  },
  'DELETE /api/v1/webhooks/{webhook}': async (world) => {
    const made = await newWebhook(world);
    const remove =
      (webhook: string): Call =>
      (api) =>
        api.DELETE(one, path(webhook));
    return {
      call: remove(made.id),
      answer: { status: 204 },
      audit: [{ action: 'webhook.delete', target: target(made), details: told(made) }],
      missing: missing(remove(unknownName)),
      invalid: invalidPath(remove),
    };
  },
  'POST /api/v1/webhooks/{webhook}/secrets': async (world) => {
    const made = await newWebhook(world);
    const rotate =
      (webhook: string): Call =>
      (api) =>
        api.POST('/api/v1/webhooks/{webhook}/secrets', path(webhook));
    return {
      call: rotate(made.name),
      answer: { status: 201, body: { secret: aSecret, previous_secret_until: aTime } },
      audit: [{ action: 'webhook.secret_rotate', target: target(made), details: told(made) }],
      missing: missing(rotate(unknownName)),
      invalid: invalidPath(rotate),
    };
  },
};

export const webhookDeliveryRows: Rows = {
  'GET /api/v1/webhooks/{webhook}/deliveries': async (world) => {
    const made = await newWebhook(world);
    const id = await newTest(world, made);
    const list =
      (webhook: string, query: object = {}): Call =>
      (api) =>
        api.GET(all, { params: { path: { webhook }, query } });
    return {
      call: list(made.name, { status: 'waiting' }),
      answer: { status: 200, body: onePage(aDelivery({ id })) },
      missing: missing(list(unknownName)),
      invalid: {
        call: list(made.name, { cursor: 'nonsense' }),
        ...{ code: 'request.invalid', paths: ['cursor'] },
      },
    };
  },
  'GET /api/v1/webhooks/{webhook}/deliveries/{delivery}': async (world) => {
    const made = await newWebhook(world);
    const id = await newTest(world, made);
    const get =
      (each: string): Call =>
      (api) =>
        api.GET(delivery, { params: { path: { webhook: made.id, delivery: each } } });
    return {
      call: get(id),
      answer: { status: 200, body: aDelivery({ id }) },
      missing: { call: get(unknownId), code: 'webhooks.delivery_not_found' },
      invalid: { call: get('nonsense'), code: 'request.invalid', paths: ['delivery'] },
    };
  },
  'POST /api/v1/webhooks/{webhook}/replay': async (world) => {
    const made = await newWebhook(world);
    const replay =
      (webhook: string, body: object): Call =>
      (api) =>
        api.POST('/api/v1/webhooks/{webhook}/replay', { ...path(webhook), body });
    return {
      call: replay(made.name, { since_event: 1 }),
      answer: { status: 200, body: aWebhook({ ...made, cursor: 0 }) },
      audit: [
        {
          ...{ action: 'webhook.replay', target: target(made) },
          details: { ...told(made), since_event: 1, before: aNumber },
        },
      ],
      missing: missing(replay(unknownName, { since_event: 1 })),
      invalid: {
        call: replay(made.name, { since_event: 1, since: '2026-01-01T00:00:00Z' }),
        ...{ code: 'request.invalid', paths: ['since'] },
      },
    };
  },
  'POST /api/v1/webhooks/{webhook}/deliveries/{delivery}/replay': async (world) => {
    const made = await newWebhook(world);
    const waiting = await newTest(world, made);
    const over = await newTest(world, made);
    // As one that was sent so long ago that its event is gone.
    await world.test.services.database.write((tx) =>
      tx
        .updateTable('webhook_deliveries')
        .set({ kind: 'event', event_id: 10 ** 9, failed_at: 1 })
        .where('id', '=', over)
        .execute(),
    );
    const again =
      (each: string): Call =>
      (api) =>
        api.POST('/api/v1/webhooks/{webhook}/deliveries/{delivery}/replay', {
          params: { path: { webhook: made.id, delivery: each } },
        });
    return {
      call: again(waiting),
      answer: { status: 202, body: aDelivery({ id: waiting }) },
      audit: [
        {
          ...{ action: 'webhook.replay', target: target(made) },
          details: { ...told(made), event_id: null, delivery_id: waiting },
        },
      ],
      missing: { call: again(unknownId), code: 'webhooks.delivery_not_found' },
      conflict: { call: again(over), code: 'webhooks.event_gone' },
      invalid: { call: again('nonsense'), code: 'request.invalid', paths: ['delivery'] },
    };
  },
  'POST /api/v1/webhooks/{webhook}/test': async (world) => {
    const made = await newWebhook(world);
    const test =
      (webhook: string): Call =>
      (api) =>
        api.POST('/api/v1/webhooks/{webhook}/test', path(webhook));
    return {
      call: test(made.name),
      answer: { status: 202, body: aDelivery() },
      audit: [
        {
          ...{ action: 'webhook.test', target: target(made) },
          details: { ...told(made), delivery_id: anId },
        },
      ],
      missing: missing(test(unknownName)),
      invalid: invalidPath(test),
    };
  },
};
