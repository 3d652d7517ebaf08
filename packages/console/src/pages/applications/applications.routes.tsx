import { lazyRouteComponent } from '@tanstack/react-router';
import { pageRoute } from '../../layout/page-route.tsx';
import { pageQuery } from '../../parts/list-query.ts';
import {
  applicationQuery,
  applicationsList,
  filterOf,
  metadataQuery,
  scopesQuery,
  secretsQuery,
} from './applications.queries.ts';

export const applicationRoutes = [
  pageRoute('/applications', {
    permission: 'applications.read',
    content: lazyRouteComponent(() => import('./applications.page.tsx'), 'ApplicationsPage'),
    ahead: ({ client, search }) => client.prefetchQuery(pageQuery(applicationsList(filterOf(search)))),
  }),
  pageRoute('/applications/new', {
    permission: 'applications.manage',
    content: lazyRouteComponent(() => import('./wizard/new-application.page.tsx'), 'NewApplicationPage'),
    ahead: ({ client, may }) => {
      void client.prefetchQuery(metadataQuery);
      if (may('services.read')) void client.prefetchQuery(scopesQuery);
    },
  }),
  pageRoute('/applications/$id', {
    permission: 'applications.read',
    content: lazyRouteComponent(() => import('./application/application.page.tsx'), 'ApplicationPage'),
    ahead: ({ client, params: { id = '' }, search, may }) => {
      void client.prefetchQuery(applicationQuery(id));
      void client.prefetchQuery(metadataQuery);
      if (search['tab'] === 'secrets') void client.prefetchQuery(secretsQuery(id));
      if (may('services.read')) void client.prefetchQuery(scopesQuery);
    },
  }),
] as const;
