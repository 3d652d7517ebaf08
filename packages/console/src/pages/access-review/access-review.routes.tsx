import { lazyRouteComponent } from '@tanstack/react-router';
import { pageRoute } from '../../layout/page-route.tsx';
import { pageQuery } from '../../parts/list-query.ts';
import { reviewList } from './access-review.queries.ts';

export const reviewRoutes = [
  pageRoute('/access-review', {
    permission: 'access.review',
    content: lazyRouteComponent(() => import('./access-review.page.tsx'), 'AccessReviewPage'),
    ahead: ({ client, search }) => client.prefetchQuery(pageQuery(reviewList(search['state']))),
  }),
] as const;
