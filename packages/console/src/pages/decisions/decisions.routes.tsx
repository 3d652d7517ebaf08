import { lazyRouteComponent } from '@tanstack/react-router';
import { pageRoute, type Ahead } from '../../layout/page-route.tsx';
import { allGroupsQuery } from '../groups/groups.queries.ts';
import { allRolesQuery } from '../roles/roles.queries.ts';
import { overviewQuery, subjectQuery } from './decisions.queries.ts';

function readAhead({ client, search: { user, tab }, may }: Ahead): void {
  if (user === undefined) return;
  if (may('users.read')) void client.prefetchQuery(subjectQuery(user));
  if (!may('roles.read')) return;
  void client.prefetchQuery(allRolesQuery);
  void client.prefetchQuery(allGroupsQuery);
  if (tab === undefined) void client.prefetchQuery(overviewQuery(user, may('services.read')));
}

export const decisionRoutes = [
  pageRoute('/decisions', {
    permission: 'access.decide',
    content: lazyRouteComponent(() => import('./decisions.page.tsx'), 'DecisionsPage'),
    ahead: readAhead,
  }),
] as const;
