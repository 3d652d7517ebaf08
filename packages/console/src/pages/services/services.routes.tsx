import { lazyRouteComponent } from '@tanstack/react-router';
import { pageRoute } from '../../layout/page-route.tsx';

export const serviceRoutes = [
  pageRoute(
    '/services',
    'services.read',
    lazyRouteComponent(() => import('./services.page.tsx'), 'ServicesPage'),
  ),
] as const;
