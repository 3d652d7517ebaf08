import { lazyRouteComponent } from '@tanstack/react-router';
import { pageRoute } from '../../layout/page-route.tsx';
import { pageQuery } from '../../parts/list-query.ts';
import { auditListOf } from './audit.queries.ts';

export const auditRoutes = [
  pageRoute('/audit', {
    permission: 'audit.read',
    content: lazyRouteComponent(() => import('./audit.page.tsx'), 'AuditPage'),
    ahead: ({ client, search }) => client.prefetchQuery(pageQuery(auditListOf(search))),
  }),
] as const;
