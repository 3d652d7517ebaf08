import { lazyRouteComponent } from '@tanstack/react-router';
import { pageRoute } from '../../layout/page-route.tsx';

export const keyRoutes = [
  pageRoute(
    '/keys',
    'keys.read',
    lazyRouteComponent(() => import('./keys.page.tsx'), 'KeysPage'),
  ),
] as const;
