import { queryOptions } from '@tanstack/react-query';
import { answerOf, api, type Schemas } from '../../api/client.ts';

export type SigningKey = Schemas['Key'];

export const keysQuery = queryOptions({
  queryKey: ['keys'],
  queryFn: async () => (await answerOf(api.GET('/api/v1/keys'))).items,
});

/** What a key is good for: the one that signs, those that only verify what they signed, and those that are over. */
export function stateOf(
  { retired_at: retired, expires_at: expires }: SigningKey,
  now: Date,
): 'signs' | 'verifies' | 'over' {
  if (retired === null) return 'signs';
  return expires !== null && new Date(expires) <= now ? 'over' : 'verifies';
}
