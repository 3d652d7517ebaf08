import { lazyRouteComponent } from '@tanstack/react-router';
import { pageRoute } from '../../layout/page-route.tsx';

export const keyRoutes = [
  pageRoute('/keys', {
    permission: 'keys.read',
    content: lazyRouteComponent(() => import('./keys.page.tsx'), 'KeysPage'),
  }),
] as const;
