import { lazyRouteComponent } from '@tanstack/react-router';
import { pageRoute } from '../../layout/page-route.tsx';

export const auditRoutes = [
  pageRoute('/audit', {
    permission: 'audit.read',
    content: lazyRouteComponent(() => import('./audit.page.tsx'), 'AuditPage'),
  }),
] as const;
