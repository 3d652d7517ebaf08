import { lazyRouteComponent } from '@tanstack/react-router';
import { pageRoute } from '../../layout/page-route.tsx';

export const roleRoutes = [
  pageRoute('/roles', {
    permission: 'roles.read',
    content: lazyRouteComponent(() => import('./roles.page.tsx'), 'RolesPage'),
  }),
] as const;
