import { queryOptions } from '@tanstack/react-query';
import { answerOf, api, versionedOf, type Schemas } from '../../api/client.ts';
import type { ListQuery } from '../../parts/list-query.ts';
import { loadAll } from '../../parts/load-all.ts';

/** A group as it is read whole. */
export type GroupOfUsers = Pick<Schemas['Group'], 'id' | 'name' | 'description' | 'roles'>;

function whole({ id, name = id, description = '', roles = [] }: Schemas['SparseGroup']): GroupOfUsers {
  return { id, name, description, roles };
}

export function groupsList(search: string): ListQuery<Schemas['SparseGroup']> {
  const query = { limit: 50, ...(search !== '' && { search }) };
  return {
    queryKey: ['groups', 'list', search],
    load: (cursor) => answerOf(api.GET('/api/v1/groups', { params: { query: { ...query, ...cursor } } })),
  };
}

/** All of them by name: for choosing. */
export const allGroupsQuery = queryOptions({
  queryKey: ['groups', 'all'],
  queryFn: async () => {
    const found = await loadAll((cursor) =>
      answerOf(api.GET('/api/v1/groups', { params: { query: { limit: 200, ...cursor } } })),
    );
    return found.map(whole);
  },
});

export function groupQuery(group: string) {
  return queryOptions({
    queryKey: ['groups', 'one', group],
    queryFn: async () => {
      const { data, version } = await versionedOf(
        api.GET('/api/v1/groups/{group}', { params: { path: { group } } }),
      );
      return { data: whole(data), version };
    },
  });
}

/** Under `users`, so that what changes them is seen here. */
export function membersList(group: string): ListQuery<Schemas['SparseUser']> {
  return {
    queryKey: ['users', 'of-group', group],
    load: (cursor) =>
      answerOf(api.GET('/api/v1/users', { params: { query: { group, limit: 50, ...cursor } } })),
  };
}

/** For whoever may not see users: who they are at least by id. */
export function memberIdsList(group: string): ListQuery<{ user_id: string }> {
  return {
    queryKey: ['users', 'ids-of-group', group],
    load: (cursor) =>
      answerOf(
        api.GET('/api/v1/groups/{group}/members', {
          params: { path: { group }, query: { limit: 50, ...cursor } },
        }),
      ),
  };
}

/** How many: exact up to the longest page. */
export function memberCountQuery(group: string) {
  return queryOptions({
    queryKey: ['users', 'count-of-group', group],
    queryFn: async () => {
      const { items, next_cursor } = await answerOf(
        api.GET('/api/v1/groups/{group}/members', { params: { path: { group }, query: { limit: 200 } } }),
      );
      return { count: items.length, isMore: next_cursor !== null };
    },
  });
}
