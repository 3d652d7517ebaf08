import Type, { type Static, type TProperties } from 'typebox';
import { exactly, nullable } from '../api/common.ts';
import {
  exampleGroupId,
  exampleRoleId,
  exampleUserId,
  FeedGroupRecord,
  FeedRoleRecord,
  FeedServiceRecord,
  FeedUserRecord,
} from './records.ts';

export const FeedCursor = Type.String({
  description: 'Opaque. Good for as long as the event that it names is kept: at least 30 days.',
  examples: ['4711.pX3vJm0qT5k'],
});

const position = Type.Integer({
  minimum: 0,
  description: 'Ascends within one history of the server; several items may share one.',
  examples: [4711],
});

function item<K extends string, P extends TProperties>(kind: K, properties: P) {
  return exactly({
    position,
    at: Type.Integer({ description: 'Epoch milliseconds: when it happened.', examples: [1_768_471_200_000] }),
    kind: Type.Literal(kind),
    ...properties,
  });
}

const sub = Type.String({ examples: [exampleUserId] });

/** Each says how things are now, so that an item that comes again, or late, does no harm. */
export const FeedItem = Type.Union(
  [
    item('user', { sub, user: FeedUserRecord }),
    item('user', {
      sub,
      user: Type.Null(),
      reason: Type.Unsafe<'deleted' | 'no_access'>({
        type: 'string',
        enum: ['deleted', 'no_access'],
        description: '`no_access`: this service may not see the user any more.',
      }),
    }),
    item('role', {
      id: Type.String({ examples: [exampleRoleId] }),
      role: nullable({ ...FeedRoleRecord, description: 'Null: it is gone.' }),
    }),
    item('group', {
      id: Type.String({ examples: [exampleGroupId] }),
      group: nullable({ ...FeedGroupRecord, description: 'Null: it is gone.' }),
    }),
    item('revoked', {
      what: Type.Unsafe<'session' | 'token' | 'grant'>({
        type: 'string',
        enum: ['session', 'token', 'grant'],
        description: 'Refuse tokens with this `sid`, `jti` or `grant_id`, or the static API token itself.',
      }),
      id: Type.String({ examples: ['019b6ad4-3c00-7d02-b3f1-6c9a2e5d8f11'] }),
    }),
    item('service', { service: FeedServiceRecord }),
    item('keys', {}),
    item('reset', {}),
  ],
  {
    description:
      '`keys`: read the JWKS again. `reset`: more changed than can be told one by one, take a snapshot again.',
  },
);

export type FeedItem = Static<typeof FeedItem>;

export const FeedPage = exactly({
  items: Type.Array(FeedItem),
  cursor: FeedCursor,
  has_more: Type.Boolean({ description: 'Whether to ask on at once.', examples: [false] }),
});

export type FeedPage = Static<typeof FeedPage>;

/** The data of a `beat`. */
export const FeedBeat = exactly({ cursor: FeedCursor });

const line = <K extends string, P extends TProperties>(kind: K, properties: P) =>
  exactly({ kind: Type.Literal(kind), ...properties });

/** A snapshot begins with `start`, and is whole only with its `end`. */
export const FeedSnapshotLine = Type.Union([
  line('start', {
    cursor: FeedCursor,
    position: Type.Integer({
      minimum: 0,
      description: 'What the records of the snapshot count as.',
      examples: [4711],
    }),
    service: FeedServiceRecord,
  }),
  line('role', { role: FeedRoleRecord }),
  line('group', { group: FeedGroupRecord }),
  line('user', { user: FeedUserRecord }),
  line('end', {
    users: Type.Integer({ minimum: 0, description: 'How many users there were.', examples: [1] }),
  }),
]);

export type FeedSnapshotLine = Static<typeof FeedSnapshotLine>;
