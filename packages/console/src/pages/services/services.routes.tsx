import { lazyRouteComponent } from '@tanstack/react-router';
import { pageRoute, type Ahead } from '../../layout/page-route.tsx';
import { pageQuery } from '../../parts/list-query.ts';
import { serviceQuery } from '../../parts/service.query.ts';
import { grantsList, kindFrom, serviceKeysQuery, servicesList } from './services.queries.ts';

function readServiceAhead({ client, params: { service = '' }, search: { tab, kind } }: Ahead): void {
  void client.prefetchQuery(serviceQuery(service));
  if (tab === 'keys') void client.prefetchQuery(serviceKeysQuery(service));
  if (tab === 'access') void client.prefetchQuery(pageQuery(grantsList(service, kindFrom(kind))));
}

export const serviceRoutes = [
  pageRoute('/services', {
    permission: 'services.read',
    content: lazyRouteComponent(() => import('./services.page.tsx'), 'ServicesPage'),
    ahead: ({ client, search: { search = '' } }) =>
      client.prefetchQuery(pageQuery(servicesList(search.trim()))),
  }),
  pageRoute('/services/new', {
    permission: 'services.manage',
    content: lazyRouteComponent(() => import('./new-service.page.tsx'), 'NewServicePage'),
  }),
  pageRoute('/services/$service', {
    permission: 'services.read',
    content: lazyRouteComponent(() => import('./service/service.page.tsx'), 'ServicePage'),
    ahead: readServiceAhead,
  }),
] as const;
