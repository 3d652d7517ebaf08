import { lazyRouteComponent } from '@tanstack/react-router';
import { pageRoute } from '../../layout/page-route.tsx';

export const groupRoutes = [
  pageRoute('/groups', {
    permission: 'roles.read',
    content: lazyRouteComponent(() => import('./groups.page.tsx'), 'GroupsPage'),
  }),
] as const;
