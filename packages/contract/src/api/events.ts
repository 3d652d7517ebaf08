import Type from 'typebox';
import { eventCatalogue } from '../events.ts';
import { exactly, FieldsOf, nullable, PageQuery, sparse, Time } from './common.ts';

/** One line of the outbox. */
export const ApiEvent = exactly({
  id: Type.Integer({ description: 'Its place in the outbox; numbers may be left out.', examples: [42] }),
  type: Type.String({ examples: ['user.updated'] }),
  subject_id: Type.String({
    description: 'The user, session, token, role or key it is about.',
    examples: ['019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70'],
  }),
  data: Type.Object({}, { additionalProperties: true, examples: [{ fields: ['email'] }] }),
  at: Time,
});

export const EventListQuery = exactly({
  ...PageQuery,
  type: Type.Optional(
    Type.Array(Type.Enum(Object.keys(eventCatalogue)), {
      maxItems: 50,
      description: 'Only events of these types; repeat it for several.',
      examples: [['user.updated']],
    }),
  ),
  subject_id: Type.Optional(
    Type.String({
      maxLength: 200,
      pattern: '^[^\\u0000]*$',
      description: 'Only events about this one.',
      examples: ['019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70'],
    }),
  ),
  start: Type.Unsafe<'oldest' | 'newest'>({
    type: 'string',
    enum: ['oldest', 'newest'],
    default: 'oldest',
    description: 'Where to begin without a cursor: with the oldest event, or behind the newest.',
  }),
  wait: Type.Integer({
    minimum: 0,
    maximum: 30,
    default: 0,
    description: 'Seconds to wait for an event when there is none yet.',
  }),
  fields: FieldsOf(ApiEvent),
});

const cursor = { examples: ['NDI'] };

export const ApiEventPage = exactly({
  items: Type.Array(sparse(ApiEvent)),
  next_cursor: nullable(
    Type.String({
      description: 'Ask with it for the next page; null when there is no more by now.',
      ...cursor,
    }),
  ),
  tail_cursor: Type.String({ description: 'Where to go on later, after the last page, too.', ...cursor }),
});
