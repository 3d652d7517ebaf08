import type { Client, Request } from 'autocannon';
import { measure } from './load.ts';
import { ask, clientCredentials, clientRequest, codeFlow } from './oauth-requests.ts';
import type { Member, OauthServer } from './oauth-server.ts';

const connections = 32;

async function rate(server: OauthServer, seconds: number, request: Request): Promise<number> {
  const load = { url: server.url, seconds, connections, requests: [request], expected: [200] };
  return (await measure(load)).perSecond;
}

/** Tokens given to the client itself, in a second. */
export async function clientCredentialsRate(server: OauthServer, seconds: number): Promise<number> {
  return rate(server, seconds, clientRequest(server, server.paths.token, clientCredentials));
}

/** Questions about a token that is active, in a second: speed of `{"active":false}` would mean nothing. */
export async function introspectionRate(
  server: OauthServer,
  seconds: number,
  token: string,
): Promise<number> {
  const path = server.paths.introspect;
  const { active } = await ask(server, path, { token });
  if (active !== true) throw new Error(`${server.url}${path}: the token is not active`);
  return rate(server, seconds, clientRequest(server, path, { token }));
}

/** A signed access token of the client itself. */
export async function signedToken(server: OauthServer): Promise<string> {
  const { access_token: token } = await ask(server, server.paths.token, clientCredentials);
  if (typeof token !== 'string' || token.split('.').length !== 3) throw new Error('The token is not signed');
  return token;
}

/** One member for each connection, whose requests are made for that one. Counts what is answered with 200. */
async function memberRate(
  server: OauthServer,
  seconds: number,
  requestsOf: (member: Member) => Request[],
): Promise<number> {
  const waiting = await server.members(connections);
  const setupClient = (client: Client): void => {
    const member = waiting.pop();
    if (member) client.setRequests(requestsOf(member));
  };
  const load = { url: server.url, seconds, connections, setupClient, expected: [200, 303] };
  // A connection is built with a request that is replaced before it is sent.
  return (await measure({ ...load, requests: [{ method: 'GET', path: '/' }] })).perSecond;
}

/** Every connection refreshes a family of its own, each time with the token that it was given last. */
export async function oauthRefreshRate(server: OauthServer, seconds: number): Promise<number> {
  const path = server.paths.token;
  return memberRate(server, seconds, (member) => {
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

/** From a signed-in browser's authorization request to the tokens, without a page: such flows in a second. */
export async function codeFlowRate(server: OauthServer, seconds: number): Promise<number> {
  const { path, exchangeOf } = codeFlow(server, 'openid read');
  return memberRate(server, seconds, ({ cookie }) => {
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
