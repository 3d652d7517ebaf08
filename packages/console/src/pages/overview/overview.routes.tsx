import { lazyRouteComponent } from '@tanstack/react-router';
import { pageRoute } from '../../layout/page-route.tsx';
import { overviewQuery, statisticsQuery } from './overview.queries.ts';
import { rangeOf } from './overview.rules.ts';

export const overviewRoutes = [
  pageRoute('/', {
    permission: null,
    content: lazyRouteComponent(() => import('./overview.page.tsx'), 'OverviewPage'),
    ahead({ client, search, may }) {
      if (!may('metrics.read')) return;
      void client.prefetchQuery(overviewQuery);
      void client.prefetchQuery(statisticsQuery(rangeOf(search['range'])));
    },
  }),
] as const;
