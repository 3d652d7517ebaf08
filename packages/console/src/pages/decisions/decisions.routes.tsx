import { lazyRouteComponent } from '@tanstack/react-router';
import { pageRoute } from '../../layout/page-route.tsx';

export const decisionRoutes = [
  pageRoute('/decisions', {
    permission: 'access.decide',
    content: lazyRouteComponent(() => import('./decisions.page.tsx'), 'DecisionsPage'),
  }),
] as const;
