import { lazyRouteComponent } from '@tanstack/react-router';
import { pageRoute } from '../../layout/page-route.tsx';

export const applicationRoutes = [
  pageRoute('/applications', {
    permission: 'applications.read',
    content: lazyRouteComponent(() => import('./applications.page.tsx'), 'ApplicationsPage'),
  }),
] as const;
