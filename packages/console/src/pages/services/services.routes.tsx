import { lazyRouteComponent } from '@tanstack/react-router';
import { pageRoute } from '../../layout/page-route.tsx';

export const serviceRoutes = [
  pageRoute('/services', {
    permission: 'services.read',
    content: lazyRouteComponent(() => import('./services.page.tsx'), 'ServicesPage'),
  }),
] as const;
