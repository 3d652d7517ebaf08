import { lazyRouteComponent } from '@tanstack/react-router';
import { pageRoute } from '../../layout/page-route.tsx';

export const overviewRoutes = [
  pageRoute('/', {
    permission: null,
    content: lazyRouteComponent(() => import('./overview.page.tsx'), 'OverviewPage'),
  }),
] as const;
