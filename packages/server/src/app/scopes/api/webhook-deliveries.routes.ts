import {
  ApiWebhook,
  ApiWebhookDelivery,
  ApiWebhookDeliveryPage,
  ApiWebhookReplay,
  WebhookDeliveryListQuery,
  WebhookDeliveryParams,
  WebhookParams,
} from '@ostiary/contract';
import type { Static } from 'typebox';
import type { ReplayFrom } from '#modules/webhooks';
import { AppError } from '#platform/errors.ts';
import { operation, type ApiApp, type ApiServices } from './api-app.ts';
import { given } from './from-wire.ts';
import { idInCursor } from './manners/cursor-parts.ts';
import { toPageOf } from './manners/paging.ts';
import { deliveryToWire, webhookToWire } from './webhooks.wire.ts';

type Deps = Pick<ApiServices, 'webhooks'>;

const tag = 'Webhooks';
const list = 'webhook deliveries';
const notFound = 'webhooks.not_found';
const missing = ['webhooks.not_found', 'webhooks.delivery_not_found'] as const;

function replayFromWire(body: Static<typeof ApiWebhookReplay>): ReplayFrom {
  const { since_event: eventId, since } = body;
  if ((eventId === undefined) === (since === undefined)) {
    const fields = [{ path: 'since', message: 'Give either since_event or since.' }];
    throw new AppError('request.invalid', { fields });
  }
  return eventId === undefined ? { time: Date.parse(since ?? '') } : { eventId };
}

function addReadRoutes(app: ApiApp, { webhooks }: Deps): void {
  app.get(
    '/webhooks/:webhook/deliveries',
    {
      schema: {
        ...operation(
          tag,
          'Deliveries of a webhook',
          'Newest first: one for each event that was sent, with what came of the last attempt. They are kept for 14 days.',
        ),
        params: WebhookParams,
        querystring: WebhookDeliveryListQuery,
        response: { 200: ApiWebhookDeliveryPage },
      },
      config: { permission: 'webhooks.read', errors: [notFound] },
    },
    async (request) => {
      const { cursor, limit, status } = request.query;
      const query = { limit, ...given({ status, before: idInCursor(cursor, list) }) };
      const caller = await request.caller();
      const listed = await webhooks.listDeliveries(caller, request.params.webhook, query);
      return toPageOf(listed, list, deliveryToWire);
    },
  );
  app.get(
    '/webhooks/:webhook/deliveries/:delivery',
    {
      schema: {
        ...operation(tag, 'One delivery of a webhook'),
        params: WebhookDeliveryParams,
        response: { 200: ApiWebhookDelivery },
      },
      config: { permission: 'webhooks.read', errors: [...missing] },
    },
    async (request) => {
      const { webhook, delivery } = request.params;
      return deliveryToWire(await webhooks.getDelivery(await request.caller(), webhook, delivery));
    },
  );
}

function addReplayRoutes(app: ApiApp, { webhooks }: Deps): void {
  app.post(
    '/webhooks/:webhook/replay',
    {
      schema: {
        operationId: 'replayWebhook',
        ...operation(
          tag,
          'Go back to an earlier event',
          'It and everything after it is sent again, in order, under the same ids. Never goes forward.',
        ),
        params: WebhookParams,
        body: ApiWebhookReplay,
        response: { 200: ApiWebhook },
      },
      config: { permission: 'webhooks.manage', isIdempotent: true, errors: [notFound] },
    },
    async (request) => {
      const { webhook } = request.params;
      const from = replayFromWire(request.body);
      return webhookToWire(await webhooks.replaySince(await request.caller(), webhook, from));
    },
  );
  app.post(
    '/webhooks/:webhook/deliveries/:delivery/replay',
    {
      schema: {
        operationId: 'replayWebhookDelivery',
        ...operation(
          tag,
          'Send one event once more',
          'At once and by itself, also to a webhook that is paused. One that waits for its next attempt is tried now.',
        ),
        params: WebhookDeliveryParams,
        response: { 202: ApiWebhookDelivery },
      },
      config: {
        ...{ permission: 'webhooks.manage', isIdempotent: true },
        errors: [...missing, 'webhooks.event_gone'],
      },
    },
    async (request, reply) => {
      const { webhook, delivery } = request.params;
      const again = await webhooks.replayDelivery(await request.caller(), webhook, delivery);
      return reply.code(202).send(deliveryToWire(again));
    },
  );
}

function addTestRoute(app: ApiApp, { webhooks }: Deps): void {
  app.post(
    '/webhooks/:webhook/test',
    {
      schema: {
        operationId: 'testWebhook',
        ...operation(
          tag,
          'Send a test event',
          'Of the type `webhook.test`, once, also to a webhook that is paused. Its delivery says what came of it.',
        ),
        params: WebhookParams,
        response: { 202: ApiWebhookDelivery },
      },
      config: { permission: 'webhooks.manage', isIdempotent: true, errors: [notFound] },
    },
    async (request, reply) => {
      const test = await webhooks.sendTest(await request.caller(), request.params.webhook);
      return reply.code(202).send(deliveryToWire(test));
    },
  );
}

export function addWebhookDeliveryRoutes(app: ApiApp, deps: Deps): void {
  addReadRoutes(app, deps);
  addReplayRoutes(app, deps);
  addTestRoute(app, deps);
}
