import { lazyRouteComponent } from '@tanstack/react-router';
import { pageRoute } from '../../layout/page-route.tsx';

export const userRoutes = [
  pageRoute(
    '/users',
    'users.read',
    lazyRouteComponent(() => import('./users.page.tsx'), 'UsersPage'),
  ),
  pageRoute(
    '/users/$id',
    'users.read',
    lazyRouteComponent(() => import('./user.page.tsx'), 'UserPage'),
  ),
] as const;
