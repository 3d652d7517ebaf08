import type { Client, Request } from 'autocannon';
import { measure, type LoadResult, type Pace } from './load.ts';
import { clientCredentialsLoad, codeFlowLoad, introspectionLoad } from './oauth-load.ts';
import type { Member, OauthServer } from './oauth-server.ts';
import { password, signIn } from './ostiary.ts';
import type { GuardedService, Site } from './site.ts';

/** What is measured: on every engine, with one worker and two, and at every size. */
export const operationNames = [
  'sign-in',
  'refresh',
  'verify',
  'client credentials',
  'code flow',
  'introspection',
  'user read',
  'guarded request',
] as const;

export type OperationName = (typeof operationNames)[number];

export interface Operation {
  name: OperationName;
  /** The code flow takes two. */
  requestsEach: number;
  run(pace: Pace): Promise<LoadResult>;
}

/** Whom the operations are about. */
export interface People {
  emails: readonly string[];
  ids: readonly string[];
  /** Good refresh tokens, each of another family; used up as they are refreshed. */
  families: string[];
}

/** Few enough that latency is the server's, many enough that it is never idle. */
const connections = 16;
/** What is under way when a measurement ends is lost. */
const leastFamilies = 32;
const opaqueTokens = 20;

const json = { 'content-type': 'application/json' };

function load(url: string, pace: Pace, requests: Request[]): Promise<LoadResult> {
  return measure({ url, ...pace, connections, requests, expected: [200] });
}

function signInLoad({ url }: Site, { emails }: People, pace: Pace): Promise<LoadResult> {
  const requests = emails.map((email) => ({
    method: 'POST' as const,
    path: '/auth/token/',
    headers: json,
    body: JSON.stringify({ email, password }),
  }));
  return load(url, pace, requests);
}

/** Each request takes the next family and puts back the token that came of it. */
async function refreshLoad({ url }: Site, people: People, pace: Pace): Promise<LoadResult> {
  const { families, emails } = people;
  const spare = leastFamilies + connections;
  for (let index = 0; families.length < spare; index++) {
    families.push((await signIn(url, emails[index % emails.length] ?? '')).refresh);
  }
  const base = { method: 'POST' as const, path: '/auth/token/refresh/', headers: json };
  const setupClient = (client: Pick<Client, 'setRequests'>): void => {
    client.setRequests([
      {
        ...base,
        setupRequest: (prepared) => ({
          ...prepared,
          body: JSON.stringify({ refresh: families.shift() }),
        }),
        onResponse: (status, body) => {
          const { refresh } = JSON.parse(body) as { refresh?: string };
          if (status === 200 && refresh !== undefined) families.push(refresh);
        },
      },
    ]);
  };
  // A connection is built with a request that is replaced before it is sent.
  const requests = [{ method: 'GET' as const, path: '/' }];
  return measure({ url, ...pace, connections, requests, setupClient, expected: [200] });
}

function verifyLoad({ url, token }: Site, pace: Pace): Promise<LoadResult> {
  const body = JSON.stringify({ token });
  return load(url, pace, [{ method: 'POST', path: '/auth/token/verify/', headers: json, body }]);
}

function userLoad({ url, token }: Site, { ids }: People, pace: Pace): Promise<LoadResult> {
  const headers = { authorization: `Bearer ${token}` };
  return load(
    url,
    pace,
    ids.map((id) => ({ method: 'GET' as const, path: `/api/v1/users/${id}`, headers })),
  );
}

export function guardedLoad(
  { running, token }: GuardedService,
  pace: Pace,
  path = '/guarded',
): Promise<LoadResult> {
  const headers = { authorization: `Bearer ${token}` };
  return load(running.url, pace, [{ method: 'GET', path, headers }]);
}

/** Its browsers sign in once: a code flow leaves them as they were. */
function withLastingMembers(server: OauthServer): OauthServer {
  let made: Promise<Member[]> | undefined;
  return {
    ...server,
    members: async (count) => [...(await (made ??= server.members(count)))],
  };
}

/** The operations on one site; without a guarded service all but the guarded request. */
export async function operationsOn(
  site: Site,
  people: People,
  guarded?: GuardedService,
): Promise<Operation[]> {
  const opaque: string[] = [];
  while (opaque.length < opaqueTokens) opaque.push(await site.oauth.opaqueToken());
  const lasting = withLastingMembers(site.oauth);
  const runs: Partial<Record<OperationName, Operation['run']>> = {
    'sign-in': (pace) => signInLoad(site, people, pace),
    refresh: (pace) => refreshLoad(site, people, pace),
    verify: (pace) => verifyLoad(site, pace),
    'client credentials': (pace) => clientCredentialsLoad(site.oauth, pace),
    'code flow': (pace) => codeFlowLoad(lasting, pace),
    introspection: (pace) => introspectionLoad(site.oauth, pace, opaque),
    'user read': (pace) => userLoad(site, people, pace),
    ...(guarded && { 'guarded request': (pace) => guardedLoad(guarded, pace) }),
  };
  return operationNames.flatMap((name) => {
    const run = runs[name];
    return run ? [{ name, requestsEach: name === 'code flow' ? 2 : 1, run }] : [];
  });
}
