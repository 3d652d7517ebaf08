import Type from 'typebox';
import { exactly, Id, nullable, PageQuery, pageOf, Time } from './common.ts';

const searched = Type.Optional(Type.String({ maxLength: 200, pattern: '^[^\\u0000]*$' }));

export const AuditListQuery = exactly({
  ...PageQuery,
  action: searched,
  actor_id: searched,
  target_id: searched,
});

export const ApiAuditEntry = exactly({
  seq: Type.Integer({ description: 'Its number in the chain.' }),
  id: Id,
  at: Time,
  actor: exactly({
    type: Type.String({ description: '`user`, `anonymous`, `system` or `command`.' }),
    id: nullable(Type.String()),
  }),
  action: Type.String(),
  outcome: Type.String({ description: '`success`, `failure` or `denied`.' }),
  target: nullable(exactly({ type: Type.String(), id: Type.String() })),
  address: nullable(Type.String()),
  user_agent: nullable(Type.String()),
  request_id: nullable(Type.String()),
  details: Type.Object({}, { additionalProperties: true }),
});

export const ApiAuditPage = pageOf(ApiAuditEntry);

export const ApiChainReport = exactly({
  is_intact: Type.Boolean(),
  entries: Type.Integer({ description: 'How many were found intact, from the first.' }),
  head_hash: nullable(
    Type.String({ description: 'Hash of the last entry: keep it elsewhere to notice a restored backup.' }),
  ),
  first_bad_seq: nullable(Type.Integer()),
  reason: nullable(Type.String()),
});

export const ApiKey = exactly({
  id: Type.String({ description: 'The `kid`.' }),
  algorithm: Type.String(),
  created_at: Time,
  retired_at: nullable(Time),
  expires_at: nullable(Time),
});

export const ApiKeys = exactly({ items: Type.Array(ApiKey) });
