import {
  ApiWebhook,
  ApiWebhookChanges,
  ApiWebhookCreated,
  ApiWebhookCreation,
  ApiWebhookPage,
  ApiWebhookSecretCreated,
  IfMatch,
  sparse,
  WebhookListQuery,
  WebhookParams,
  WebhookQuery,
} from '@ostiary/contract';
import Type from 'typebox';
import { isoTime } from '#platform/clock.ts';
import { operation, type ApiApp, type ApiServices } from './api-app.ts';
import { given } from './from-wire.ts';
import { positionFromCursor, toPageOf } from './manners/paging.ts';
import { expectedVersion, sendWithTag } from './manners/version-tag.ts';
import { webhookToWire } from './webhooks.wire.ts';

type Deps = Pick<ApiServices, 'webhooks'>;

const tag = 'Webhooks';
const NoContent = Type.Null({ description: 'Done.' });
const notFound = 'webhooks.not_found';

function addReadRoutes(app: ApiApp, { webhooks }: Deps): void {
  app.get(
    '/webhooks',
    {
      schema: {
        ...operation(tag, 'List webhooks'),
        querystring: WebhookListQuery,
        response: { 200: ApiWebhookPage },
      },
      config: { permission: 'webhooks.read' },
    },
    async (request) => {
      const { cursor, limit, search, order = 'name' } = request.query;
      const list = `webhooks ${order}`;
      const query = { order, limit, ...given({ search, after: positionFromCursor(cursor, list) }) };
      return toPageOf(await webhooks.list(await request.caller(), query), list, webhookToWire);
    },
  );
  app.get(
    '/webhooks/:webhook',
    {
      schema: {
        ...operation(tag, 'One webhook', 'Where it sends, and how that stands.'),
        params: WebhookParams,
        querystring: WebhookQuery,
        response: { 200: sparse(ApiWebhook) },
      },
      config: { permission: 'webhooks.read', errors: [notFound] },
    },
    async (request, reply) => {
      const webhook = await webhooks.get(await request.caller(), request.params.webhook);
      return sendWithTag(reply, webhook).send(webhookToWire(webhook));
    },
  );
}

function addCreateRoute(app: ApiApp, { webhooks }: Deps): void {
  app.post(
    '/webhooks',
    {
      schema: {
        ...operation(
          tag,
          'Set up a webhook',
          'It is sent what happens from then on, one event at a time in the order of the outbox, signed as Standard ' +
            'Webhooks has it. Its secret is shown this once.',
        ),
        body: ApiWebhookCreation,
        response: { 201: ApiWebhookCreated },
      },
      config: {
        ...{ permission: 'webhooks.manage', isIdempotent: true },
        errors: ['webhooks.name_taken', 'webhooks.too_many'],
      },
    },
    async (request, reply) => {
      const { name, url, event_types: eventTypes } = request.body;
      const input = { name, url, ...given({ eventTypes }) };
      const { webhook, secret } = await webhooks.create(await request.caller(), input);
      return sendWithTag(reply, webhook)
        .code(201)
        .header('location', `/api/v1/webhooks/${webhook.id}`)
        .send({ ...webhookToWire(webhook), secret });
    },
  );
}

function addChangeRoutes(app: ApiApp, { webhooks }: Deps): void {
  app.patch(
    '/webhooks/:webhook',
    {
      schema: {
        ...operation(
          tag,
          'Change, pause or resume a webhook',
          'What is absent stays. One that is resumed goes on where it was.',
        ),
        params: WebhookParams,
        headers: IfMatch,
        body: ApiWebhookChanges,
        response: { 200: ApiWebhook },
      },
      config: { permission: 'webhooks.manage', errors: [notFound, 'webhooks.name_taken'] },
    },
    async (request, reply) => {
      const { name, url, event_types: eventTypes, is_active: isActive } = request.body;
      const expectation = given({ expectedVersion: expectedVersion(request) });
      const changes = { ...given({ name, url, eventTypes, isActive }), ...expectation };
      const webhook = await webhooks.update(await request.caller(), request.params.webhook, changes);
      return sendWithTag(reply, webhook).send(webhookToWire(webhook));
    },
  );
  app.delete(
    '/webhooks/:webhook',
    {
      schema: {
        ...operation(tag, 'Delete a webhook', 'With all that is known of its deliveries.'),
        params: WebhookParams,
        headers: IfMatch,
        response: { 204: NoContent },
      },
      config: { permission: 'webhooks.manage', errors: [notFound] },
    },
    async (request, reply) => {
      const expectation = given({ expectedVersion: expectedVersion(request) });
      await webhooks.delete(await request.caller(), request.params.webhook, expectation);
      return reply.code(204).send(null);
    },
  );
}

function addSecretRoute(app: ApiApp, { webhooks }: Deps): void {
  app.post(
    '/webhooks/:webhook/secrets',
    {
      schema: {
        operationId: 'rotateWebhookSecret',
        ...operation(
          tag,
          'Give a webhook a new secret',
          'For a day everything is signed with the one before, too. Shown this once.',
        ),
        params: WebhookParams,
        response: { 201: ApiWebhookSecretCreated },
      },
      config: { permission: 'webhooks.manage', isIdempotent: true, errors: [notFound] },
    },
    async (request, reply) => {
      const { webhook } = request.params;
      const { secret, previousSecretUntil } = await webhooks.rotateSecret(await request.caller(), webhook);
      return reply.code(201).send({ secret, previous_secret_until: isoTime(previousSecretUntil) });
    },
  );
}

export function addWebhookRoutes(app: ApiApp, deps: Deps): void {
  addReadRoutes(app, deps);
  addCreateRoute(app, deps);
  addChangeRoutes(app, deps);
  addSecretRoute(app, deps);
}
