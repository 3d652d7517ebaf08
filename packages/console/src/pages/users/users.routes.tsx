import { lazyRouteComponent } from '@tanstack/react-router';
import { pageRoute } from '../../layout/page-route.tsx';
import { pageQuery } from '../../parts/list-query.ts';
import { allRolesQuery } from '../roles/roles.queries.ts';
import { importRuns } from './import/import-runs.queries.ts';
import { userFilterFrom } from './users-filter.rules.ts';
import { askForUser } from './user/user.queries.ts';
import { usersList } from './users.queries.ts';

export const userRoutes = [
  pageRoute('/users', {
    permission: 'users.read',
    content: lazyRouteComponent(() => import('./users.page.tsx'), 'UsersPage'),
    ahead: ({ client, search }) => client.prefetchQuery(pageQuery(usersList(userFilterFrom(search)))),
  }),
  pageRoute('/users/new', {
    permission: 'users.create',
    content: lazyRouteComponent(() => import('./new/new-user.page.tsx'), 'NewUserPage'),
    ahead: ({ client, may }) => may('roles.read') && client.prefetchQuery(allRolesQuery),
  }),
  pageRoute('/users/import', {
    permission: 'users.import',
    content: lazyRouteComponent(() => import('./import/import.page.tsx'), 'ImportPage'),
    ahead: ({ client }) => client.prefetchQuery(pageQuery(importRuns)),
  }),
  pageRoute('/users/$id', {
    permission: 'users.read',
    content: lazyRouteComponent(() => import('./user/user.page.tsx'), 'UserPage'),
    ahead: askForUser,
  }),
] as const;
