import Type from 'typebox';
import { exactly, FieldsOf, Id, listQuery, nullable, pageOf, sparse, Time } from './common.ts';

const userId = '019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70';

function searched(description: string, example: string) {
  return Type.Optional(
    Type.String({ maxLength: 200, pattern: '^[^\\u0000]*$', description, examples: [example] }),
  );
}

const filters = {
  actor_id: searched('Who did it.', userId),
  actor_type: Type.Optional(
    Type.Enum(['user', 'anonymous', 'system', 'command'], { description: 'What did it.' }),
  ),
  action: searched('One action, or all of a noun: `user.*`.', 'role.grant'),
  target_id: searched('To what it was done.', userId),
  target_type: searched('Kind of target, such as `user` or `role`.', 'user'),
  outcome: Type.Optional(Type.Enum(['success', 'failure', 'denied'], { description: 'How it ended.' })),
  request_id: searched('Of one request.', '019b6ad4-3c00-7f01-8c2d-4a6b8e0f1d23'),
  from: Type.Optional({ ...Time, description: 'At this time or later. ISO 8601.' }),
  to: Type.Optional({ ...Time, description: 'Before this time. ISO 8601.' }),
};

export const ApiAuditEntry = exactly({
  seq: Type.Integer({ description: 'Its number in the chain.', examples: [4711] }),
  id: Id,
  at: Time,
  actor: exactly({
    type: Type.String({ description: '`user`, `anonymous`, `system` or `command`.', examples: ['user'] }),
    id: nullable(Type.String({ examples: [userId] })),
  }),
  action: Type.String({ examples: ['role.grant'] }),
  outcome: Type.String({ description: '`success`, `failure` or `denied`.', examples: ['success'] }),
  target: nullable(
    exactly({
      type: Type.String({ examples: ['user'] }),
      id: Type.String({ examples: [userId] }),
    }),
  ),
  address: nullable(Type.String({ examples: ['203.0.113.7'] })),
  user_agent: nullable(Type.String({ examples: ['curl/8.14.1'] })),
  request_id: nullable(Type.String({ examples: ['019b6ad4-3c00-7f01-8c2d-4a6b8e0f1d23'] })),
  details: Type.Object({}, { additionalProperties: true, examples: [{ role: 'admin' }] }),
});

const orders = ['-seq', 'seq'] as const;

export const AuditListQuery = listQuery({ orders, filters, item: ApiAuditEntry });
export const ApiAuditPage = pageOf(sparse(ApiAuditEntry));

export const AuditExportQuery = exactly({
  order: Type.Optional(
    Type.Unsafe<'seq' | '-seq'>({ type: 'string', enum: ['seq', '-seq'], description: 'Default `seq`.' }),
  ),
  fields: FieldsOf(ApiAuditEntry),
  ...filters,
});

/** Handlers give a stream. */
export const AuditLines = Type.Unsafe<unknown>({
  type: 'string',
  description: 'JSON Lines: an entry a line, as in the list.',
  examples: [`{"seq":1,"id":"019b6ad4-3c00-7f01-8c2d-4a6b8e0f1d23","action":"key.create"}\n`],
});

export const ApiChainReport = exactly({
  is_intact: Type.Boolean({ examples: [true] }),
  entries: Type.Integer({ description: 'How many were found intact, from the first.', examples: [4711] }),
  head_hash: nullable(
    Type.String({
      description: 'Hash of the last entry: keep it elsewhere to notice a restored backup.',
      examples: ['kTP1X2mW0Vb6v4yR8mJq3nC9sZ5aLd7eGfHhUu2oIwQ'],
    }),
  ),
  first_bad_seq: nullable(Type.Integer({ examples: [null] })),
  reason: nullable(Type.String({ examples: [null] })),
});

export const AuditVerifyQuery = exactly({
  progress: Type.Optional(
    Type.Boolean({
      description: 'Answers JSON Lines: `progress` about twice a second, at the end `report` or `error`.',
      examples: [true],
    }),
  ),
});

export const AuditProgressLines = Type.Unsafe<unknown>({
  type: 'string',
  description: 'JSON Lines: `progress` as long as it lasts, at the end `report`, or `error` with a problem.',
  examples: ['{"progress":{"checked":100000}}\n'],
});
