import Type from 'typebox';
import { exactly } from '../api/common.ts';
import { exampleUserId } from './records.ts';

const cursor = {
  maxLength: 100,
  pattern: '^(0|[1-9][0-9]{0,14}[.][A-Za-z0-9_-]{11})$',
  examples: ['4711.pX3vJm0qT5k'],
};

export const FeedEventQuery = exactly({
  after: Type.Optional(
    Type.String({
      ...cursor,
      description:
        'A cursor of this feed or of a snapshot. Without one it begins with the oldest event that can still ' +
        'matter to an access token.',
    }),
  ),
  replay: Type.Optional(
    Type.Unsafe<'recent'>({
      type: 'string',
      enum: ['recent'],
      description: 'Begin no later than without a cursor: for whoever keeps in memory what was revoked.',
    }),
  ),
  service: Type.Optional(
    Type.String({
      maxLength: 100,
      pattern: '^[^\\u0000]*$',
      description:
        'The id of the service that was told what comes before `after`. 410 when this is another one, such as one ' +
        'that was registered anew: nothing that was known then is worth anything.',
    }),
  ),
  limit: Type.Integer({
    minimum: 1,
    maximum: 1000,
    default: 500,
    description: 'How many events one page looks at. It may hold fewer items, even none. Not for streams.',
  }),
  wait: Type.Integer({
    minimum: 0,
    maximum: 30,
    default: 0,
    description: 'Seconds to wait for an item when there is none yet. Not for streams.',
  }),
});

export const FeedEventHeaders = Type.Object({
  'last-event-id': Type.Optional(
    Type.String({ ...cursor, description: 'The same as `after`, as clients of streams send it.' }),
  ),
});

export const FeedSnapshotQuery = exactly({
  users: Type.Unsafe<'all' | 'none'>({
    type: 'string',
    enum: ['all', 'none'],
    default: 'all',
    description: '`none`: roles and groups only.',
  }),
});

export const FeedUserParams = exactly({
  sub: Type.String({
    minLength: 1,
    maxLength: 100,
    pattern: '^[^\\u0000]*$',
    description: 'The user’s id.',
    examples: [exampleUserId],
  }),
});

const user = JSON.stringify({
  sub: exampleUserId,
  is_active: true,
  is_staff: false,
  is_superuser: false,
  role_ids: [],
  group_ids: [],
  access: { level: 'editor', data: { region: 'north' } },
  email: 'ann@example.org',
});

/** Server-sent events; each datum is JSON as said. */
export const FeedStream = Type.Unsafe<unknown>({
  type: 'string',
  description:
    '`event: item` with a FeedItem as its data, and `event: beat` with a FeedBeat at least each second while all that ' +
    'was committed until half a second ago has been told. `id` is a cursor: an item without one is not the last of its event.',
  examples: [
    `event: item\nid: 4711.pX3vJm0qT5k\ndata: {"position":4711,"at":1768471200000,"kind":"user","sub":"${exampleUserId}","user":${user}}\n\n` +
      'event: beat\nid: 4711.pX3vJm0qT5k\ndata: {"cursor":"4711.pX3vJm0qT5k"}\n\n',
  ],
});

/** One FeedSnapshotLine on each line. */
export const FeedSnapshot = Type.Unsafe<unknown>({
  type: 'string',
  description: 'One FeedSnapshotLine on each line. Whole only with the line `end`.',
  examples: [
    '{"kind":"start","cursor":"4711.pX3vJm0qT5k","position":4711,"service":{"id":"019b6ad4-3c00-7b17-9f42-3a6d8c1e7b55",' +
      '"name":"Orders","audience":"https://orders.example.org","entry":"everyone","access_levels":["reader","editor"],' +
      `"fields":["email"]}}\n{"kind":"user","user":${user}}\n{"kind":"end","users":1}\n`,
  ],
});
