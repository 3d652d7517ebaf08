import { queryOptions } from '@tanstack/react-query';
import { answerOf, api, versionedOf, type Schemas } from '../../api/client.ts';
import type { ListQuery } from '../../parts/list-query.ts';
import { loadAll } from '../../parts/load-all.ts';

/** A role as lists show it. */
export type Role = Schemas['Role'];
export type Permission = Schemas['Permission'];

export function rolesList(search: string): ListQuery<Schemas['SparseRole']> {
  const query = { limit: 50, ...(search !== '' && { search }) };
  return {
    queryKey: ['roles', 'list', search],
    load: (cursor) => answerOf(api.GET('/api/v1/roles', { params: { query: { ...query, ...cursor } } })),
  };
}

/** A list without `fields` has every field. */
function whole(role: Schemas['SparseRole']): Role {
  const { name = role.id, level = null, description = '', permissions = [], is_builtin = false } = role;
  const { created_at = '', updated_at = '' } = role;
  return { id: role.id, name, level, description, permissions, is_builtin, created_at, updated_at };
}

/** All of them, the most powerful first: for matrices and for choosing. */
export const allRolesQuery = queryOptions({
  queryKey: ['roles', 'all'],
  queryFn: async () => {
    const found = await loadAll((cursor) =>
      answerOf(api.GET('/api/v1/roles', { params: { query: { limit: 200, ...cursor } } })),
    );
    return found.map(whole);
  },
});

export function readRole(role: string) {
  return versionedOf(api.GET('/api/v1/roles/{role}', { params: { path: { role } } })).then(
    ({ data, version }) => ({ data: whole(data), version }),
  );
}

export function roleQuery(role: string) {
  return queryOptions({ queryKey: ['roles', 'one', role], queryFn: () => readRole(role) });
}

/** Ostiary's own and those of services, by name. */
export const allPermissionsQuery = queryOptions({
  queryKey: ['permissions', 'all'],
  queryFn: () =>
    loadAll((cursor) =>
      answerOf(api.GET('/api/v1/permissions', { params: { query: { limit: 200, ...cursor } } })),
    ),
});

/** `kind`: all of them, `builtin` or `custom`. */
export function permissionsList(kind: string): ListQuery<Permission> {
  const query = { limit: 50, ...(kind !== 'all' && { is_builtin: kind === 'builtin' }) };
  return {
    queryKey: ['permissions', 'list', kind],
    load: (cursor) =>
      answerOf(api.GET('/api/v1/permissions', { params: { query: { ...query, ...cursor } } })),
  };
}

export function permissionQuery(permission: string) {
  return queryOptions({
    queryKey: ['permissions', 'one', permission],
    queryFn: () =>
      versionedOf(api.GET('/api/v1/permissions/{permission}', { params: { path: { permission } } })),
  });
}

export function holdersList(role: string): ListQuery<Schemas['SparseUser']> {
  return {
    queryKey: ['users', 'of-role', role],
    load: (cursor) =>
      answerOf(api.GET('/api/v1/users', { params: { query: { role, limit: 50, ...cursor } } })),
  };
}

/** How many hold it directly: exact up to the longest page. */
export function holderCountQuery(role: string) {
  return queryOptions({
    queryKey: ['users', 'count-of-role', role],
    queryFn: async () => {
      const query = { role, limit: 200, fields: 'id' };
      const { items, next_cursor } = await answerOf(api.GET('/api/v1/users', { params: { query } }));
      return { count: items.length, isMore: next_cursor !== null };
    },
  });
}
