import { queryOptions } from '@tanstack/react-query';
import { answerOf, api, versionedOf, type Schemas } from '../../api/client.ts';
import { Refusal } from '../../api/refusal.ts';
import type { ListQuery } from '../../parts/list-query.ts';

export interface ApplicationFilter {
  search?: string;
  order?: 'name' | '-created_at';
}

/** What the address of the page says. */
export function filterOf(search: Readonly<Record<string, string>>): ApplicationFilter {
  const typed = search['search']?.trim() ?? '';
  if (typed !== '') return { search: typed };
  return search['order'] === 'newest' ? { order: '-created_at' } : {};
}

export function applicationsList(filter: ApplicationFilter): ListQuery<Schemas['SparseApplication']> {
  return {
    queryKey: ['applications', filter],
    load: (cursor) =>
      answerOf(api.GET('/api/v1/applications', { params: { query: { limit: 50, ...filter, ...cursor } } })),
  };
}

export function applicationQuery(id: string) {
  return queryOptions({
    queryKey: ['applications', 'one', id],
    queryFn: async () => {
      const path = { application: id };
      const { data, version } = await versionedOf(
        api.GET('/api/v1/applications/{application}', { params: { path } }),
      );
      // Without `fields` everything is there.
      return { data: data as Schemas['Application'], version };
    },
  });
}

export function secretsQuery(id: string) {
  return queryOptions({
    queryKey: ['applications', 'secrets', id],
    queryFn: () => {
      const path = { application: id };
      return answerOf(api.GET('/api/v1/applications/{application}/secrets', { params: { path } }));
    },
  });
}

/** The services by name, as many as one looks through: with the scopes that their tokens may carry. */
export const scopesQuery = queryOptions({
  queryKey: ['services', 'scopes'],
  queryFn: () =>
    answerOf(
      api.GET('/api/v1/services', {
        params: { query: { limit: 100, fields: 'id,name,audience,scopes' } },
      }),
    ),
});

/** What the server says of itself to every client (OpenID Connect Discovery 1.0). */
export interface ServerMetadata {
  issuer: string;
  authorization_endpoint: string;
  token_endpoint: string;
  userinfo_endpoint: string;
  jwks_uri: string;
  end_session_endpoint: string;
  device_authorization_endpoint?: string;
  grant_types_supported: string[];
  scopes_supported: string[];
  id_token_signing_alg_values_supported: string[];
}

export const metadataQuery = queryOptions({
  queryKey: ['server-metadata'],
  staleTime: 300_000,
  queryFn: async (): Promise<ServerMetadata> => {
    const response = await fetch('/.well-known/openid-configuration');
    if (!response.ok) throw new Refusal(response, undefined);
    return (await response.json()) as ServerMetadata;
  },
});
