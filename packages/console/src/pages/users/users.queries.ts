import { queryOptions } from '@tanstack/react-query';
import { answerOf, api, versionedOf, type Schemas } from '../../api/client.ts';
import type { ListQuery } from '../../parts/list-query.ts';

export interface UserFilter {
  search?: string;
  is_active?: boolean;
}

export function usersList(filter: UserFilter): ListQuery<Schemas['SparseUser']> {
  return {
    queryKey: ['users', filter],
    load: (cursor) =>
      answerOf(api.GET('/api/v1/users', { params: { query: { limit: 50, ...filter, ...cursor } } })),
  };
}

export function userQuery(id: string) {
  return queryOptions({
    queryKey: ['users', 'one', id],
    queryFn: () => versionedOf(api.GET('/api/v1/users/{id}', { params: { path: { id } } })),
  });
}
