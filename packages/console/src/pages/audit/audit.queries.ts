import { queryOptions } from '@tanstack/react-query';
import { answerOf, api, type Schemas } from '../../api/client.ts';
import type { ListQuery, PageOf } from '../../parts/list-query.ts';
import { filterFrom, type AuditFilter } from './audit-filter.rules.ts';

export type AuditEntry = Schemas['SparseAuditEntry'];

export function auditList(filter: AuditFilter): ListQuery<AuditEntry> {
  return {
    queryKey: ['audit', 'list', filter],
    load: (cursor): Promise<PageOf<AuditEntry>> =>
      answerOf(api.GET('/api/v1/audit', { params: { query: { limit: 50, ...filter, ...cursor } } })),
  };
}

export const auditListOf = (search: Readonly<Record<string, string>>) => auditList(filterFrom(search));

/** What people are called, by id: all of a page with one question. Whoever is deleted has no name any more. */
export function namesQuery(ids: readonly string[]) {
  return queryOptions({
    queryKey: ['users', 'names', ids],
    enabled: ids.length > 0,
    staleTime: 60_000,
    queryFn: async () => {
      const query = { id: [...ids], limit: 200, fields: 'email,username' };
      const { items } = await answerOf(api.GET('/api/v1/users', { params: { query } }));
      return new Map(items.map(({ id, email, username }) => [id, email ?? username ?? id]));
    },
  });
}
