import { queryOptions } from '@tanstack/react-query';
import { answerOf, api, type Schemas } from '../../api/client.ts';
import { spanOf, type Range } from './overview.rules.ts';

export type Overview = Schemas['Overview'];

/** While somebody looks. */
const refetchInterval = 60_000;

export const overviewQuery = queryOptions({
  queryKey: ['overview'],
  queryFn: () => answerOf(api.GET('/api/v1/overview')),
  refetchInterval,
});

export function statisticsQuery(range: Range) {
  const query = spanOf(range, Date.now());
  return queryOptions({
    queryKey: ['statistics', query],
    queryFn: () => answerOf(api.GET('/api/v1/statistics', { params: { query } })),
    refetchInterval,
  });
}
