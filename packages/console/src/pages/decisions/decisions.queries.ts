import { queryOptions, type QueryClient } from '@tanstack/react-query';
import { answerOf, api, type Schemas } from '../../api/client.ts';
import { loadAll } from '../../parts/load-all.ts';
import { allPermissionsQuery } from '../roles/roles.queries.ts';

export type Decision = Schemas['Decision'];
export type DecisionRequest = Schemas['DecisionRequest'];

export const allServicesQuery = queryOptions({
  queryKey: ['services', 'all'],
  queryFn: async () => {
    const found = await loadAll((cursor) =>
      answerOf(api.GET('/api/v1/services', { params: { query: { limit: 200, ...cursor } } })),
    );
    return found.map(({ id, name = id, access_levels: levels = [] }) => ({ id, name, levels }));
  },
});

/** Whom it is about. */
export function subjectQuery(user: string) {
  return queryOptions({
    queryKey: ['users', 'subject', user],
    queryFn: () => answerOf(api.GET('/api/v1/users/{id}', { params: { path: { id: user } } })),
  });
}

/** Anything may have changed since: only what was asked for ahead of the page is not asked for again. */
const staleTime = 1_000;

export function decisionQuery(question: DecisionRequest) {
  return queryOptions({
    queryKey: ['decisions', 'one', question],
    staleTime,
    queryFn: async () => {
      const answer = await answerOf(api.POST('/api/v1/decisions', { body: question }));
      if ('items' in answer) throw new TypeError('One question was asked');
      return answer;
    },
  });
}

/** What is asked about: a permission, or whether a service lets somebody in. */
export interface Topic {
  kind: 'permission' | 'service';
  name: string;
  description: string;
}

export interface Judged extends Topic {
  decision: Decision;
}

/** As many as one call takes. */
const mostTopics = 1_000;

async function topics(client: QueryClient, hasServices: boolean): Promise<Topic[]> {
  const [permissions, services] = await Promise.all([
    client.fetchQuery(allPermissionsQuery),
    hasServices ? client.fetchQuery(allServicesQuery) : [],
  ]);
  const all: Topic[] = [
    ...permissions.map(({ name, description }): Topic => ({ kind: 'permission', name, description })),
    ...services.map(({ name }): Topic => ({ kind: 'service', name, description: '' })),
  ];
  return all.slice(0, mostTopics);
}

/** Everything that there is to be allowed, in one call. */
export function overviewQuery(user: string, hasServices: boolean) {
  return queryOptions({
    queryKey: ['decisions', 'overview', user, hasServices],
    staleTime,
    queryFn: async ({ client }): Promise<Judged[]> => {
      const asked = await topics(client, hasServices);
      const subject = { user_id: user };
      const requests = asked.map(({ kind, name }) =>
        kind === 'permission' ? { subject, action: name } : { subject, service: name },
      );
      const answer = await answerOf(api.POST('/api/v1/decisions', { body: { requests } }));
      if (!('items' in answer)) throw new TypeError('Several questions were asked');
      return asked.flatMap((topic, index) => {
        const decision = answer.items[index];
        return decision ? [{ ...topic, decision }] : [];
      });
    },
  });
}
