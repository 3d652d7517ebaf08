import { queryOptions } from '@tanstack/react-query';
import { answerOf, api, versionedOf, type Schemas } from '../../api/client.ts';
import type { ListQuery } from '../../parts/list-query.ts';
import type { UserFilter } from './users-filter.rules.ts';

export type User = Schemas['SparseUser'];

export function usersList(filter: UserFilter): ListQuery<User> {
  return {
    queryKey: ['users', 'list', filter],
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
