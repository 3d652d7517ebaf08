import { lazyRouteComponent } from '@tanstack/react-router';
import { pageRoute } from '../../layout/page-route.tsx';

export const auditRoutes = [
  pageRoute(
    '/audit',
    'audit.read',
    lazyRouteComponent(() => import('./audit.page.tsx'), 'AuditPage'),
  ),
] as const;
