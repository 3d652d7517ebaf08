import { lazyRouteComponent } from '@tanstack/react-router';
import { pageRoute } from '../../layout/page-route.tsx';
import { pageQuery } from '../../parts/list-query.ts';
import { askForUser } from './user/user.queries.ts';
import { usersList } from './users.queries.ts';

export const userRoutes = [
  pageRoute('/users', {
    permission: 'users.read',
    content: lazyRouteComponent(() => import('./users.page.tsx'), 'UsersPage'),
    ahead: ({ client, search: { search } }) =>
      client.prefetchQuery(pageQuery(usersList(search === undefined ? {} : { search }))),
  }),
  pageRoute('/users/$id', {
    permission: 'users.read',
    content: lazyRouteComponent(() => import('./user/user.page.tsx'), 'UserPage'),
    ahead: askForUser,
  }),
] as const;
