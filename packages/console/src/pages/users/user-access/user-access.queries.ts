import type { paths } from '@ostiary/contract/client';
import { queryOptions } from '@tanstack/react-query';
import { answerOf, api, type Schemas } from '../../../api/client.ts';
import type { ListQuery } from '../../../parts/list-query.ts';

export type UserService = Schemas['UserServicePage']['items'][number];
type TokenPage = paths['/api/v1/users/{id}/tokens']['get']['responses'][200]['content']['application/json'];
export type Token = TokenPage['items'][number];
export type Family = Schemas['SparseRefreshFamily'];

const limit = 50;

export function userServices(id: string): ListQuery<UserService> {
  return {
    queryKey: ['access', 'user', id],
    load: (cursor) =>
      answerOf(
        api.GET('/api/v1/users/{id}/services', { params: { path: { id }, query: { limit, ...cursor } } }),
      ),
  };
}

export function userTokens(id: string): ListQuery<Token> {
  return {
    queryKey: ['tokens', id],
    load: (cursor) =>
      answerOf(
        api.GET('/api/v1/users/{id}/tokens', { params: { path: { id }, query: { limit, ...cursor } } }),
      ),
  };
}

/** Those that may act for the user; all of them at once. */
export function grantedQuery(id: string) {
  return queryOptions({
    queryKey: ['granted', id],
    queryFn: async () => {
      const call = api.GET('/api/v1/users/{id}/granted-applications', { params: { path: { id } } });
      return (await answerOf(call)).items;
    },
  });
}

export function userFamilies(id: string): ListQuery<Family> {
  return {
    queryKey: ['families', id],
    load: (cursor) =>
      answerOf(
        api.GET('/api/v1/users/{id}/refresh-families', {
          params: { path: { id }, query: { limit, ...cursor } },
        }),
      ),
  };
}
