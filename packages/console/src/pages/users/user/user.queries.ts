import { queryOptions } from '@tanstack/react-query';
import { answerOf, api, type Schemas } from '../../../api/client.ts';
import type { Ahead } from '../../../layout/page-route.tsx';
import { pageQuery, type ListQuery } from '../../../parts/list-query.ts';
import { auditList } from '../../audit/audit.queries.ts';
import { allGroupsQuery } from '../../groups/groups.queries.ts';
import { allRolesQuery } from '../../roles/roles.queries.ts';
import { activityFilter } from '../user-access/activity.rules.ts';
import { grantedQuery, userFamilies, userServices, userTokens } from '../user-access/user-access.queries.ts';
import { userQuery } from '../users.queries.ts';

const pathOf = (id: string) => ({ params: { path: { id } } });

/** Whether, when and by whose decision the account is deleted. */
export function deletionQuery(id: string) {
  return queryOptions({
    queryKey: ['users', 'deletion', id],
    queryFn: () => answerOf(api.GET('/api/v1/users/{id}/deletion', pathOf(id))),
  });
}

export function accessQuery(id: string) {
  return queryOptions({
    queryKey: ['users', 'access', id],
    queryFn: () => answerOf(api.GET('/api/v1/users/{id}/access', pathOf(id))),
  });
}

export function factorsQuery(id: string) {
  return queryOptions({
    queryKey: ['factors', id],
    queryFn: () => answerOf(api.GET('/api/v1/users/{id}/factors', pathOf(id))),
  });
}

export function sessionsList(id: string): ListQuery<Schemas['SessionPage']['items'][number]> {
  return {
    queryKey: ['sessions', id],
    load: (cursor) =>
      answerOf(
        api.GET('/api/v1/users/{id}/sessions', {
          params: { path: { id }, query: { limit: 20, ...cursor } },
        }),
      ),
  };
}

const tabs: Readonly<Record<string, (ahead: Ahead, id: string) => void>> = {
  roles({ client, may }, id) {
    if (!may('roles.read')) return;
    void client.prefetchQuery(accessQuery(id));
    void client.prefetchQuery(allRolesQuery);
    void client.prefetchQuery(allGroupsQuery);
  },
  factors: ({ client }, id) => void client.prefetchQuery(factorsQuery(id)),
  sessions({ client, may }, id) {
    if (may('sessions.read')) void client.prefetchQuery(pageQuery(sessionsList(id)));
  },
  services({ client, may }, id) {
    if (may('services.read')) void client.prefetchQuery(pageQuery(userServices(id)));
  },
  tokens({ client, may }, id) {
    if (!may('sessions.read')) return;
    void client.prefetchQuery(pageQuery(userTokens(id)));
    void client.prefetchQuery(pageQuery(userFamilies(id)));
  },
  applications({ client, may }, id) {
    if (may('sessions.read')) void client.prefetchQuery(grantedQuery(id));
  },
  audit({ client, may, search }, id) {
    if (may('audit.read'))
      void client.prefetchQuery(pageQuery(auditList(activityFilter(id, search['side']))));
  },
};

/** All that the page shows at first, that of the tab in the address included. */
export function askForUser(ahead: Ahead): void {
  const { client, params, search } = ahead;
  const { id = '' } = params;
  void client.prefetchQuery(userQuery(id));
  void client.prefetchQuery(deletionQuery(id));
  const { tab = '' } = search;
  if (Object.hasOwn(tabs, tab)) tabs[tab]?.(ahead, id);
}
