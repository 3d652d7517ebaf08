import { lazyRouteComponent } from '@tanstack/react-router';
import { pageRoute } from '../../layout/page-route.tsx';
import { keysQuery } from './keys.queries.ts';

export const keyRoutes = [
  pageRoute('/keys', {
    permission: 'keys.read',
    content: lazyRouteComponent(() => import('./keys.page.tsx'), 'KeysPage'),
    ahead: ({ client }) => client.prefetchQuery(keysQuery),
  }),
] as const;
