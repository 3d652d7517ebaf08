import { lazyRouteComponent } from '@tanstack/react-router';
import { pageRoute } from '../../layout/page-route.tsx';

export const applicationRoutes = [
  pageRoute(
    '/applications',
    'applications.read',
    lazyRouteComponent(() => import('./applications.page.tsx'), 'ApplicationsPage'),
  ),
] as const;
