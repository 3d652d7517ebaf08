import { lazyRouteComponent } from '@tanstack/react-router';
import { pageRoute, type Ahead } from '../../layout/page-route.tsx';
import { pageQuery } from '../../parts/list-query.ts';
import {
  allPermissionsQuery,
  allRolesQuery,
  holderCountQuery,
  roleQuery,
  rolesList,
} from './roles.queries.ts';

function readAhead({ client, search: { tab, search = '' } }: Ahead): void {
  if (tab === undefined) return void client.prefetchQuery(pageQuery(rolesList(search)));
  void client.prefetchQuery(allRolesQuery);
  void client.prefetchQuery(allPermissionsQuery);
}

export const roleRoutes = [
  pageRoute('/roles', {
    permission: 'roles.read',
    content: lazyRouteComponent(() => import('./roles.page.tsx'), 'RolesPage'),
    ahead: readAhead,
  }),
  pageRoute('/roles/new', {
    permission: 'roles.manage',
    content: lazyRouteComponent(() => import('./new-role.page.tsx'), 'NewRolePage'),
    ahead: ({ client }) => client.prefetchQuery(allPermissionsQuery),
  }),
  pageRoute('/roles/$role', {
    permission: 'roles.read',
    content: lazyRouteComponent(() => import('./role/role.page.tsx'), 'RolePage'),
    ahead: ({ client, params: { role = '' }, may }) => {
      void client.prefetchQuery(roleQuery(role));
      void client.prefetchQuery(allPermissionsQuery);
      if (may('users.read')) void client.prefetchQuery(holderCountQuery(role));
    },
  }),
] as const;
