import Type from 'typebox';
import { usageNames } from '../usage.ts';
import { exactly, nullable, Time } from './common.ts';

export const StatisticsQuery = exactly({
  from: { ...Time, description: 'The first hour or day, by any time in it. ISO 8601.' },
  to: { ...Time, description: 'Before this time. At most 31 days after `from` by the hour, 200 by the day.' },
  step: Type.Unsafe<'hour' | 'day'>({
    type: 'string',
    enum: ['hour', 'day'],
    default: 'hour',
    description: 'How long a count is. Days are those of UTC.',
  }),
});

const count = (description: string, example = 0) =>
  Type.Integer({ minimum: 0, description, examples: [example] });

export const ApiStatistics = exactly({
  from: { ...Time, description: 'When the first count begins.' },
  step: Type.Unsafe<'hour' | 'day'>({ type: 'string', enum: ['hour', 'day'], examples: ['hour'] }),
  series: Type.Array(
    exactly({
      name: Type.Enum(usageNames, { examples: ['sign_in.succeeded'] }),
      counts: Type.Array(count('How often it happened in each hour or day, in order.', 42)),
    }),
    { description: 'One for everything that is counted, each with as many counts.' },
  ),
});

export const attentionCodes = [
  'administrators_without_factor',
  'application_secrets_expiring',
  'deletions_due_soon',
  'import_interrupted',
  'logouts_failed',
  'mails_failed',
  'one_administrator',
  'sign_in_failures',
  'signing_key_old',
  'webhook_events_failed',
  'webhooks_failing',
  'webhooks_paused',
] as const;

export const ApiAttention = exactly({
  code: Type.Enum([...attentionCodes], { examples: ['mails_failed'] }),
  severity: Type.Enum(['warning', 'notice'], { examples: ['warning'] }),
  count: count('How many: mails, accounts, days … whatever the code speaks of.', 3),
});

export const ApiOverview = exactly({
  users: exactly({
    count: count('How many accounts there are.', 1240),
    is_estimate: Type.Boolean({
      description: 'Whether the count is the estimate of the database.',
      examples: [false],
    }),
  }),
  sessions: exactly({
    count: count('How many sessions are live; not counted beyond 10000.', 87),
    is_more: Type.Boolean({ description: 'Whether there are more than that.', examples: [false] }),
  }),
  health: exactly({
    version: Type.String({ examples: ['1.0.0'] }),
    database: Type.Enum(['sqlite', 'postgres'], { examples: ['postgres'] }),
    database_bytes: nullable(
      Type.Integer({ description: 'Null where it cannot be told.', examples: [52428800] }),
    ),
    is_mail_on: Type.Boolean({ examples: [true] }),
    mails_waiting: count('Mails that were not sent yet; not counted beyond 1000.'),
    signing_key_created_at: nullable(Time),
    started_at: { ...Time, description: 'When the process that answers was started.' },
  }),
  attention: Type.Array(ApiAttention),
  first_steps: exactly({
    has_service: Type.Boolean({ examples: [true] }),
    has_application: Type.Boolean({ examples: [false] }),
    has_other_user: Type.Boolean({ examples: [true] }),
  }),
});
