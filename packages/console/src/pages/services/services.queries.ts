import { queryOptions } from '@tanstack/react-query';
import { answerOf, api, type Schemas } from '../../api/client.ts';
import type { HolderType } from '../../parts/access-dialog.tsx';
import type { ListQuery } from '../../parts/list-query.ts';

export type Service = Schemas['SparseService'];
export type Grant = Schemas['ServiceGrantPage']['items'][number];

export function servicesList(search: string): ListQuery<Service> {
  const filter = search === '' ? {} : { search };
  return {
    queryKey: ['services', 'list', filter],
    load: (cursor) =>
      answerOf(api.GET('/api/v1/services', { params: { query: { limit: 50, ...filter, ...cursor } } })),
  };
}

export function serviceKeysQuery(service: string) {
  return queryOptions({
    queryKey: ['services', 'keys', service],
    queryFn: async () => {
      const call = api.GET('/api/v1/services/{service}/keys', { params: { path: { service } } });
      return (await answerOf(call)).items;
    },
  });
}

/** Those of one kind who were given access. */
export function grantsList(service: string, kind: HolderType): ListQuery<Grant> {
  return {
    queryKey: ['access', 'service', service, kind],
    load: (cursor) => {
      const params = { path: { service }, query: { limit: 50, ...cursor } };
      switch (kind) {
        case 'user':
          return answerOf(api.GET('/api/v1/services/{service}/access/users', { params }));
        case 'group':
          return answerOf(api.GET('/api/v1/services/{service}/access/groups', { params }));
        case 'role':
          return answerOf(api.GET('/api/v1/services/{service}/access/roles', { params }));
      }
    },
  };
}

export function kindFrom(text: string | undefined): HolderType {
  return text === 'group' || text === 'role' ? text : 'user';
}
