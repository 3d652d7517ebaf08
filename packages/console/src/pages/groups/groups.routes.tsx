import { lazyRouteComponent } from '@tanstack/react-router';
import { pageRoute } from '../../layout/page-route.tsx';

export const groupRoutes = [
  pageRoute(
    '/groups',
    'roles.read',
    lazyRouteComponent(() => import('./groups.page.tsx'), 'GroupsPage'),
  ),
] as const;
