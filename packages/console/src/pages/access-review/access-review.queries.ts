import { answerOf, api, type Schemas } from '../../api/client.ts';
import type { ListQuery } from '../../parts/list-query.ts';

export type Reviewed = Schemas['SparseReviewedUser'];

/** `state` is `active` or `inactive`; anything else narrows nothing. */
function stateFilter(state: string | undefined): { is_active?: boolean } {
  return state === 'active' || state === 'inactive' ? { is_active: state === 'active' } : {};
}

export function reviewList(state: string | undefined): ListQuery<Reviewed> {
  const filter = stateFilter(state);
  return {
    queryKey: ['access-review', filter],
    async load(cursor) {
      const query = { limit: 50, format: 'json' as const, ...filter, ...cursor };
      const page = await answerOf(api.GET('/api/v1/access-review', { params: { query } }));
      if (typeof page === 'string') throw new TypeError('The review was not asked for as CSV');
      return page;
    },
  };
}

export function csvAddress(state: string): string {
  const query = new URLSearchParams({ format: 'csv' });
  for (const [name, value] of Object.entries(stateFilter(state))) query.set(name, String(value));
  return `/api/v1/access-review?${query}`;
}
