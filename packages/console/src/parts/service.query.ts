import { queryOptions } from '@tanstack/react-query';
import { api, versionedOf } from '../api/client.ts';

/** One service, by its id or name. */
export function serviceQuery(service: string) {
  return queryOptions({
    queryKey: ['services', 'one', service],
    queryFn: () => versionedOf(api.GET('/api/v1/services/{service}', { params: { path: { service } } })),
  });
}
