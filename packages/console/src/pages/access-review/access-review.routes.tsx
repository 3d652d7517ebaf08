import { lazyRouteComponent } from '@tanstack/react-router';
import { pageRoute } from '../../layout/page-route.tsx';

export const reviewRoutes = [
  pageRoute('/access-review', {
    permission: 'access.review',
    content: lazyRouteComponent(() => import('./access-review.page.tsx'), 'AccessReviewPage'),
  }),
] as const;
