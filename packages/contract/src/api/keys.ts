import Type from 'typebox';
import { exactly, nullable, Time } from './common.ts';

export const ApiKey = exactly({
  id: Type.String({
    description: 'The `kid`.',
    examples: ['Zx3qk1m0Jw9cV7bN5tR2yU8iO4pA6sD1fG3hK5lQ7eW'],
  }),
  algorithm: Type.String({ examples: ['ES256'] }),
  created_at: Time,
  retired_at: nullable(Time),
  expires_at: nullable(Time),
});

export const ApiKeys = exactly({ items: Type.Array(ApiKey) });
