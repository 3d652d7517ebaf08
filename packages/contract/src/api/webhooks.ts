import Type from 'typebox';
import { eventCatalogue } from '../events.ts';
import {
  exactly,
  FieldsOf,
  Id,
  listQuery,
  NameOrId,
  nullable,
  pageOf,
  searchFilter,
  sparse,
  Time,
} from './common.ts';

const eventTypes = Object.keys(eventCatalogue);
const standings = ['active', 'failing', 'paused'] as const;
const pauseReasons = ['asked', 'gone', 'failing'] as const;
const kinds = ['event', 'replay', 'test'] as const;
const deliveryStatuses = ['waiting', 'delivered', 'failed'] as const;

const oneOf = <const V extends string>(values: readonly V[], description: string) =>
  Type.Unsafe<V>({ type: 'string', enum: [...values], description });

const name = Type.String({
  description: '1 to 100 letters of any script, digits, spaces and plain punctuation. Unique in any case.',
  examples: ['Billing'],
});

const url = Type.String({
  maxLength: 2_000,
  description: 'Where events are sent by POST: https, on the public internet.',
  examples: ['https://billing.example.org/ostiary'],
});

const types = Type.Unsafe<string[] | null>({
  type: ['array', 'null'],
  items: { type: 'string', enum: eventTypes },
  minItems: 1,
  maxItems: eventTypes.length,
  uniqueItems: true,
  description: 'The types of events that are sent; null for all.',
  examples: [['user.created', 'user.deleted']],
});

/** Never its secret. */
export const ApiWebhook = exactly({
  id: Id,
  name,
  url,
  event_types: types,
  is_active: Type.Boolean({ description: 'Whether events are sent.', examples: [true] }),
  status: oneOf(standings, '`failing`: the last attempt failed, and it is tried again.'),
  pause_reason: Type.Unsafe<(typeof pauseReasons)[number] | null>({
    type: ['string', 'null'],
    enum: [...pauseReasons, null],
    description:
      'Why nothing is sent: `asked` by somebody, `gone` because the receiver said so (410), `failing` because ' +
      'nothing was accepted for five days. Null while it is active.',
    examples: [null],
  }),
  cursor: Type.Integer({
    description: 'Everything up to this event was delivered, given up or not asked for.',
    examples: [42],
  }),
  failing_since: nullable({ ...Time, description: 'When attempts began to fail.' }),
  next_attempt_at: nullable({ ...Time, description: 'Of one that fails.' }),
  last_delivered_at: nullable({ ...Time, description: 'When an event was last accepted.' }),
  gap: Type.Unsafe<{ after: number; before: number; found_at: string } | null>({
    type: ['object', 'null'],
    properties: { after: { type: 'integer' }, before: { type: 'integer' }, found_at: { ...Time } },
    required: ['after', 'before', 'found_at'],
    additionalProperties: false,
    description:
      'Events between these may have been deleted by their age before they were sent: read everything anew.',
    examples: [null],
  }),
  previous_secret_until: nullable({
    ...Time,
    description: 'Until then what is sent is signed with the secret before this one, too.',
  }),
  created_at: Time,
  updated_at: Time,
});

export const WebhookListQuery = listQuery({
  orders: ['name', '-name', 'created_at', '-created_at'],
  filters: { search: searchFilter('The beginning of a name, in any case. The order is then by name.') },
  item: ApiWebhook,
});

export const ApiWebhookPage = pageOf(sparse(ApiWebhook));
export const WebhookQuery = exactly({ fields: FieldsOf(ApiWebhook) });

export const ApiWebhookCreation = exactly({ name, url, event_types: Type.Optional(types) });

export const ApiWebhookChanges = exactly({
  name: Type.Optional(name),
  url: Type.Optional(url),
  event_types: Type.Optional(types),
  is_active: Type.Optional(
    Type.Boolean({
      description: 'False pauses it; true goes on where it was, at once.',
      examples: [false],
    }),
  ),
});

const secret = Type.String({
  description: 'Shown this once: the key that the receiver verifies signatures with (Standard Webhooks).',
  examples: ['whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD3kXo8hxeKmw='],
});

export const ApiWebhookCreated = exactly({ ...ApiWebhook.properties, secret });

export const ApiWebhookSecretCreated = exactly({
  secret,
  previous_secret_until: {
    ...Time,
    description: 'Until then everything is signed with both, so that the receiver can change over.',
  },
});

export const WebhookParams = exactly({ webhook: { ...NameOrId, examples: ['Billing'] } });
export const WebhookDeliveryParams = exactly({ ...WebhookParams.properties, delivery: Id });

/** One event on its way to one webhook, with what came of the last attempt. */
export const ApiWebhookDelivery = exactly({
  id: Id,
  kind: oneOf(kinds, '`event` in its order; `replay`: sent once more, by itself; `test`: a test event.'),
  event_id: nullable(
    Type.Integer({ description: 'Its place in the outbox; null for a test.', examples: [42] }),
  ),
  event_type: Type.String({ examples: ['user.updated'] }),
  status: oneOf(deliveryStatuses, '`failed`: it was given up.'),
  created_at: Time,
  attempts: Type.Integer({ description: 'How often it was tried.', examples: [1] }),
  last_attempt_at: nullable(Time),
  next_attempt_at: nullable({ ...Time, description: 'Of one that waits.' }),
  status_code: nullable(
    Type.Integer({ description: 'What the receiver answered the last time.', examples: [204] }),
  ),
  duration_ms: nullable(
    Type.Integer({ description: 'How long the last attempt took, in milliseconds.', examples: [37] }),
  ),
  last_error: nullable(Type.String({ examples: ['HTTP status 500'] })),
  delivered_at: nullable(Time),
  failed_at: nullable({ ...Time, description: 'When it was given up.' }),
});

export const WebhookDeliveryListQuery = listQuery({
  orders: ['-id'],
  filters: { status: Type.Optional(oneOf(deliveryStatuses, 'How it stands.')) },
  item: ApiWebhookDelivery,
});

export const ApiWebhookDeliveryPage = pageOf(sparse(ApiWebhookDelivery));

export const ApiWebhookReplay = exactly({
  since_event: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: Number.MAX_SAFE_INTEGER,
      description: 'The first event to send again, by its place in the outbox.',
      examples: [40],
    }),
  ),
  since: Type.Optional({ ...Time, description: 'Or the first that happened at this time or later.' }),
});
