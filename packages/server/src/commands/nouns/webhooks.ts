import {
  ApiWebhookChanges,
  ApiWebhookCreation,
  ApiWebhookReplay,
  WebhookDeliveryListQuery,
  WebhookListQuery,
  WebhookQuery,
} from '@ostiary/contract';
import { shown } from '../engine/answers.ts';
import type { Noun } from '../engine/command.types.ts';
import type { JsonObject } from '../output.ts';

const webhook = { name: 'webhook', description: 'id or name' } as const;
const delivery = { name: 'delivery', description: 'its id' } as const;

function secretLines(body: JsonObject): string[] {
  return [`Secret: ${shown(body['secret'])}`, 'It is not shown again.'];
}

const deliveries: Noun = {
  noun: 'deliveries',
  summary: 'see what was sent to a webhook, and send it once more',
  examples: `
Examples:
  ostiary webhooks deliveries list Billing --status failed
  ostiary webhooks deliveries replay Billing 019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70`,
  commands: [
    {
      verb: 'list',
      summary: 'list deliveries of the last 14 days, newest first',
      method: 'GET',
      path: '/webhooks/:webhook/deliveries',
      args: [webhook],
      query: WebhookDeliveryListQuery,
      output: {
        as: 'list',
        columns: ['id', 'created_at', 'event_id', 'event_type', 'kind', 'status', 'attempts', 'last_error'],
      },
    },
    {
      verb: 'show',
      summary: 'show one delivery',
      method: 'GET',
      path: '/webhooks/:webhook/deliveries/:delivery',
      args: [webhook, delivery],
      output: { as: 'details' },
    },
    {
      verb: 'replay',
      summary: 'send one event once more, at once',
      method: 'POST',
      path: '/webhooks/:webhook/deliveries/:delivery/replay',
      args: [webhook, delivery],
      output: {
        as: 'line',
        text: ({ body }) => `It is sent once more, as the delivery ${shown(body['id'])}.`,
      },
    },
  ],
};

export const webhooks: Noun = {
  noun: 'webhooks',
  summary: 'see and change where events are sent, and send them once more',
  examples: `
Examples:
  ostiary webhooks create Billing https://billing.example.org/ostiary --event-type user.deleted
  ostiary webhooks test Billing
  ostiary webhooks update Billing --no-active
  ostiary webhooks replay Billing --since 2027-01-01T00:00:00Z
  ostiary webhooks deliveries list Billing --status failed
  ostiary webhooks rotate-secret Billing
  ostiary webhooks delete Billing --dry-run`,
  commands: [
    {
      verb: 'list',
      summary: 'list webhooks',
      method: 'GET',
      path: '/webhooks',
      query: WebhookListQuery,
      output: { as: 'list', columns: ['id', 'name', 'url', 'status', 'event_types', 'last_delivered_at'] },
    },
    {
      verb: 'show',
      summary: 'show one webhook, never its secret',
      method: 'GET',
      path: '/webhooks/:webhook',
      args: [webhook],
      query: WebhookQuery,
      output: { as: 'details' },
    },
    {
      verb: 'create',
      summary: 'set up a webhook; its secret is shown once',
      method: 'POST',
      path: '/webhooks',
      args: [
        { name: 'name', description: 'such as Billing' },
        { name: 'url', description: 'where events are sent by POST' },
      ],
      body: ApiWebhookCreation,
      output: {
        as: 'line',
        text: ({ body }) => [
          `Created the webhook ${shown(body['name'])} (${shown(body['id'])}).`,
          ...secretLines(body),
        ],
      },
    },
    {
      verb: 'update',
      summary: 'change, pause (--no-active) or resume (--active) a webhook; what is not given stays',
      method: 'PATCH',
      path: '/webhooks/:webhook',
      args: [webhook],
      body: ApiWebhookChanges,
      // `--url` says which server is spoken to.
      flags: { names: { url: 'endpoint' } },
      isVersioned: true,
      output: { as: 'details' },
    },
    {
      verb: 'rotate-secret',
      summary: 'give a webhook a new secret, which is shown once; the one before signs for another day',
      method: 'POST',
      path: '/webhooks/:webhook/secrets',
      args: [webhook],
      output: {
        as: 'line',
        text: ({ args, body }) => [
          `${args['webhook']} has a new secret; until ${shown(body['previous_secret_until'])} both sign.`,
          ...secretLines(body),
        ],
      },
    },
    {
      verb: 'test',
      summary: 'send a test event; its delivery says what came of it',
      method: 'POST',
      path: '/webhooks/:webhook/test',
      args: [webhook],
      output: {
        as: 'line',
        text: ({ body }) => `A test event is on its way, as the delivery ${shown(body['id'])}.`,
      },
    },
    {
      verb: 'replay',
      summary: 'go back to an earlier event: it and all that came after are sent again',
      method: 'POST',
      path: '/webhooks/:webhook/replay',
      args: [webhook],
      body: ApiWebhookReplay,
      output: {
        as: 'line',
        text: ({ args, body }) =>
          `${args['webhook']} is sent everything after event ${shown(body['cursor'])}.`,
      },
    },
    {
      verb: 'delete',
      summary: 'delete a webhook, and what is known of its deliveries',
      method: 'DELETE',
      path: '/webhooks/:webhook',
      args: [webhook],
      isVersioned: true,
      output: { as: 'line', text: ({ args }) => `Deleted the webhook ${args['webhook']}.` },
      destroys: {
        what: (args) => `delete the webhook ${args['webhook']}`,
        object: { path: '/webhooks/:webhook' },
        dependents: [{ label: 'deliveries', path: '/webhooks/:webhook/deliveries' }],
      },
    },
  ],
  nouns: [deliveries],
};
