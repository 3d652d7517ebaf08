import { lazyRouteComponent } from '@tanstack/react-router';
import { pageRoute, type Ahead } from '../../layout/page-route.tsx';
import { pageQuery } from '../../parts/list-query.ts';
import { allGroupsQuery } from '../groups/groups.queries.ts';
import {
  allPermissionsQuery,
  allRolesQuery,
  holderCountQuery,
  holdersList,
  permissionsList,
  roleQuery,
  rolesList,
} from './roles.queries.ts';

function readList({ client, search: { tab, search = '', kind = 'all' } }: Ahead): void {
  if (tab === undefined) return void client.prefetchQuery(pageQuery(rolesList(search)));
  void client.prefetchQuery(allRolesQuery);
  void (tab === 'permissions'
    ? client.prefetchQuery(pageQuery(permissionsList(kind)))
    : client.prefetchQuery(allPermissionsQuery));
}

function readRoleAhead({ client, params: { role = '' }, search: { tab }, may }: Ahead): void {
  void client.prefetchQuery(roleQuery(role));
  void client.prefetchQuery(allGroupsQuery);
  if (tab === undefined) void client.prefetchQuery(allPermissionsQuery);
  if (!may('users.read')) return;
  void client.prefetchQuery(holderCountQuery(role));
  if (tab === 'holders') void client.prefetchQuery(pageQuery(holdersList(role)));
}

export const roleRoutes = [
  pageRoute('/roles', {
    permission: 'roles.read',
    content: lazyRouteComponent(() => import('./roles.page.tsx'), 'RolesPage'),
    ahead: readList,
  }),
  pageRoute('/roles/new', {
    permission: 'roles.manage',
    content: lazyRouteComponent(() => import('./new-role.page.tsx'), 'NewRolePage'),
    ahead: ({ client }) => client.prefetchQuery(allPermissionsQuery),
  }),
  pageRoute('/roles/$role', {
    permission: 'roles.read',
    content: lazyRouteComponent(() => import('./role/role.page.tsx'), 'RolePage'),
    ahead: readRoleAhead,
  }),
] as const;
