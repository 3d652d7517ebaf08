import { lazyRouteComponent } from '@tanstack/react-router';
import { pageRoute, type Ahead } from '../../layout/page-route.tsx';
import { pageQuery } from '../../parts/list-query.ts';
import { allRolesQuery } from '../roles/roles.queries.ts';
import { groupQuery, groupsList, memberCountQuery, memberIdsList, membersList } from './groups.queries.ts';

function readGroupAhead({ client, params: { group = '' }, search: { tab }, may }: Ahead): void {
  void client.prefetchQuery(groupQuery(group));
  if (may('roles.manage')) void client.prefetchQuery(memberCountQuery(group));
  if (tab === 'roles') void client.prefetchQuery(allRolesQuery);
  else if (may('users.read')) void client.prefetchQuery(pageQuery(membersList(group)));
  else void client.prefetchQuery(pageQuery(memberIdsList(group)));
}

export const groupRoutes = [
  pageRoute('/groups', {
    permission: 'roles.read',
    content: lazyRouteComponent(() => import('./groups.page.tsx'), 'GroupsPage'),
    ahead: ({ client, search: { search = '' } }) => client.prefetchQuery(pageQuery(groupsList(search))),
  }),
  pageRoute('/groups/$group', {
    permission: 'roles.read',
    content: lazyRouteComponent(() => import('./group/group.page.tsx'), 'GroupPage'),
    ahead: readGroupAhead,
  }),
] as const;
