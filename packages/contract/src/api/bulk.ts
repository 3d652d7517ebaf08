import Type, { type TSchema, type TSchemaOptions } from 'typebox';
import { exactly, nullable } from './common.ts';

/** Any JSON at all; described by the route that it is sent to, or comes from. */
const json = (options: TSchemaOptions): TSchema => Type.Unknown(options);

export const BulkItem = exactly({
  method: Type.Unsafe<'POST' | 'PUT' | 'PATCH' | 'DELETE'>({
    type: 'string',
    enum: ['POST', 'PUT', 'PATCH', 'DELETE'],
  }),
  path: Type.String({
    maxLength: 2_000,
    pattern: '^/api/v1/[!-~]+$',
    description: 'Path and query of a route of this API, as it would be sent alone.',
    examples: ['/api/v1/users'],
  }),
  body: Type.Optional(json({ description: 'As the route wants it.', examples: [{ username: 'ann' }] })),
  if_match: Type.Optional(
    Type.String({
      maxLength: 200,
      description: 'As the header `If-Match` of the request alone.',
      examples: ['"3"'],
    }),
  ),
});

export const BulkRequest = exactly({
  requests: Type.Array(BulkItem, { minItems: 1, maxItems: 1_000, description: 'Done in this order.' }),
  on_error: Type.Optional(
    Type.Unsafe<'continue' | 'stop'>({
      type: 'string',
      enum: ['continue', 'stop'],
      default: 'continue',
      description: 'Whether those after a refused one are still done. With `stop` they are answered 424.',
    }),
  ),
});

export const BulkResult = exactly({
  index: Type.Integer({ minimum: 0, description: 'Which request, from 0.', examples: [0] }),
  status: Type.Integer({ description: 'As the request alone would be answered.', examples: [201] }),
  etag: nullable(Type.String({ examples: ['"1"'] })),
  location: nullable(Type.String({ examples: ['/api/v1/users/019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70'] })),
  body: json({
    description: 'What the route answered, or a problem; null when that was nothing.',
    examples: [{ id: '019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70', username: 'ann' }],
  }),
});

export const BulkAnswer = exactly({
  items: Type.Array(BulkResult, { description: 'One for each request.' }),
});
