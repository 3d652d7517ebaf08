import { lazyRouteComponent } from '@tanstack/react-router';
import { pageRoute } from '../../layout/page-route.tsx';
import { pageQuery } from '../../parts/list-query.ts';
import { groupQuery, groupsList, memberCountQuery, membersList } from './groups.queries.ts';

export const groupRoutes = [
  pageRoute('/groups', {
    permission: 'roles.read',
    content: lazyRouteComponent(() => import('./groups.page.tsx'), 'GroupsPage'),
    ahead: ({ client, search: { search = '' } }) => client.prefetchQuery(pageQuery(groupsList(search))),
  }),
  pageRoute('/groups/$group', {
    permission: 'roles.read',
    content: lazyRouteComponent(() => import('./group/group.page.tsx'), 'GroupPage'),
    ahead: ({ client, params: { group = '' }, may }) => {
      void client.prefetchQuery(groupQuery(group));
      void client.prefetchQuery(memberCountQuery(group));
      if (may('users.read')) void client.prefetchQuery(pageQuery(membersList(group)));
    },
  }),
] as const;
