import type { Client, Request } from 'autocannon';
import { measure, type LoadResult, type Pace } from './load.ts';
import { ask, clientCredentials, clientRequest, codeFlow } from './oauth-requests.ts';
import type { Member, OauthServer } from './oauth-server.ts';

const connections = 32;

function load(server: OauthServer, pace: Pace, requests: Request[]): Promise<LoadResult> {
  return measure({ url: server.url, ...pace, connections, requests, expected: [200] });
}

/** Tokens given to the client itself. */
export async function clientCredentialsLoad(server: OauthServer, pace: Pace): Promise<LoadResult> {
  return load(server, pace, [clientRequest(server, server.paths.token, clientCredentials)]);
}

/** Questions about tokens that are active: speed of `{"active":false}` would mean nothing. */
export async function introspectionLoad(
  server: OauthServer,
  pace: Pace,
  tokens: readonly string[],
): Promise<LoadResult> {
  const path = server.paths.introspect;
  for (const token of tokens) {
    const { active } = await ask(server, path, { token });
    if (active !== true) throw new Error(`${server.url}${path}: the token is not active`);
  }
  return load(
    server,
    pace,
    tokens.map((token) => clientRequest(server, path, { token })),
  );
}

/** A signed access token of the client itself. */
export async function signedToken(server: OauthServer): Promise<string> {
  const { access_token: token } = await ask(server, server.paths.token, clientCredentials);
  if (typeof token !== 'string' || token.split('.').length !== 3) throw new Error('The token is not signed');
  return token;
}

/** One member for each connection, whose requests are made for that one. Counts what is answered with 200. */
async function memberLoad(
  server: OauthServer,
  pace: Pace,
  requestsOf: (member: Member) => Request[],
): Promise<LoadResult> {
  const waiting = await server.members(connections);
  const setupClient = (client: Pick<Client, 'setRequests'>): void => {
    const member = waiting.pop();
    if (member) client.setRequests(requestsOf(member));
  };
  const crowd = { url: server.url, ...pace, connections, setupClient, expected: [200, 303] };
  // A connection is built with a request that is replaced before it is sent.
  return measure({ ...crowd, requests: [{ method: 'GET', path: '/' }] });
}

/** Every connection refreshes a family of its own, each time with the token that it was given last. */
export async function oauthRefreshLoad(server: OauthServer, pace: Pace): Promise<LoadResult> {
  const path = server.paths.token;
  return memberLoad(server, pace, (member) => {
    let { refreshToken } = member;
    const fields = (): Record<string, string> => ({
      grant_type: 'refresh_token',
      refresh_token: refreshToken,
    });
    return [
      {
        ...clientRequest(server, path, fields()),
        setupRequest: (prepared) => ({ ...prepared, body: new URLSearchParams(fields()).toString() }),
        onResponse: (status, body) => {
          const { refresh_token: next } = JSON.parse(body) as { refresh_token?: string };
          if (status === 200 && next === refreshToken) throw new Error('The refresh token was not rotated');
          if (next !== undefined) refreshToken = next;
        },
      },
    ];
  });
}

/** From a signed-in browser's authorization request to the tokens, without a page: two requests each. */
export async function codeFlowLoad(server: OauthServer, pace: Pace): Promise<LoadResult> {
  const { path, exchangeOf } = codeFlow(server, 'openid read');
  return memberLoad(server, pace, ({ cookie }) => {
    let fields: Record<string, string> = {};
    return [
      {
        method: 'GET',
        path,
        headers: { cookie },
        onResponse: (...[, , , headers]) => {
          fields = exchangeOf(String(headers?.['location'] ?? headers?.['Location']));
        },
      },
      {
        ...clientRequest(server, server.paths.token, {}),
        setupRequest: (prepared) => ({ ...prepared, body: new URLSearchParams(fields).toString() }),
      },
    ];
  });
}
