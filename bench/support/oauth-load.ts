import { createHash, randomBytes } from 'node:crypto';
import type { Client, Request } from 'autocannon';
import { measure } from './load.ts';
import type { Member, OauthServer } from './oauth-server.ts';

const connections = 32;

function form(server: OauthServer, path: string, fields: Record<string, string>): Request {
  return {
    method: 'POST',
    path,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      authorization: server.authorization,
    },
    body: new URLSearchParams(fields).toString(),
  };
}

async function rate(server: OauthServer, seconds: number, request: Request): Promise<number> {
  const load = { url: server.url, seconds, connections, requests: [request], expected: [200] };
  return (await measure(load)).perSecond;
}

const clientCredentials = { grant_type: 'client_credentials', scope: 'read' };

/** Tokens given to the client itself, in a second. */
export async function clientCredentialsRate(server: OauthServer, seconds: number): Promise<number> {
  return rate(server, seconds, form(server, server.paths.token, clientCredentials));
}

export async function introspectionRate(
  server: OauthServer,
  seconds: number,
  token: string,
): Promise<number> {
  const request = form(server, server.paths.introspect, { token });
  await assertActive(server, request);
  return rate(server, seconds, request);
}

/** Speed of `{"active": false}` would mean nothing. */
async function assertActive(server: OauthServer, { path = '', headers, body }: Request): Promise<void> {
  const response = await fetch(server.url + path, {
    method: 'POST',
    headers: headers as Record<string, string>,
    body: String(body),
  });
  const answer = await response.text();
  if (!answer.includes('"active":true')) throw new Error(`${server.url}${path}: ${answer}`);
}

/** An access token of the client itself. */
export async function accessTokenOf(server: OauthServer): Promise<string> {
  const response = await fetch(server.url + server.paths.token, {
    method: 'POST',
    headers: { authorization: server.authorization },
    body: new URLSearchParams(clientCredentials),
  });
  const { access_token: token } = (await response.json()) as { access_token?: string };
  if (token === undefined) throw new Error(`${server.url}: ${String(response.status)}, no access token`);
  return token;
}

/** Runs with one member for each connection, which the requests of that connection are made for. */
async function memberRate(
  server: OauthServer,
  seconds: number,
  requestsOf: (member: Member) => Request[],
): Promise<number> {
  const waiting = await server.members(connections);
  const [first] = waiting;
  if (!first) throw new TypeError('Members were asked for');
  const setupClient = (client: Client): void => {
    const member = waiting.pop();
    if (member) client.setRequests(requestsOf(member));
  };
  const load = { url: server.url, seconds, connections, setupClient, expected: [200, 303] };
  // Before a connection is set up a request is built that is never sent, so it need not be a good one.
  return (await measure({ ...load, requests: [{ method: 'GET', path: '/' }] })).perSecond;
}

/** Every connection refreshes a family of its own, each time with the token that it was given last. */
export async function oauthRefreshRate(server: OauthServer, seconds: number): Promise<number> {
  return memberRate(server, seconds, (member) => {
    let { refreshToken } = member;
    const request = form(server, server.paths.token, {});
    const setupRequest = (prepared: Request): Request => ({
      ...prepared,
      body: `grant_type=refresh_token&refresh_token=${refreshToken}`,
    });
    const onResponse = (status: number, body: string): void => {
      const answer = JSON.parse(body) as { refresh_token?: string };
      if (answer.refresh_token !== undefined) refreshToken = answer.refresh_token;
    };
    return [{ ...request, setupRequest, onResponse }];
  });
}

/** Codes asked for by a signed-in browser (PKCE, no page shown) and exchanged for tokens, in a second. */
export async function codeFlowRate(server: OauthServer, seconds: number): Promise<number> {
  const verifier = randomBytes(32).toString('base64url');
  const query = new URLSearchParams({
    client_id: server.clientId,
    response_type: 'code',
    redirect_uri: server.redirectUri,
    scope: 'openid read',
    state: 'bench',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  return memberRate(server, seconds, ({ cookie }) => {
    let code = '';
    const exchange = form(server, server.paths.token, {});
    return [
      {
        method: 'GET',
        path: `${server.paths.authorize}?${query.toString()}`,
        headers: { cookie },
        onResponse: (status, body, context, headers) => {
          const location = String(headers?.['location'] ?? headers?.['Location']);
          code = new URL(location).searchParams.get('code') ?? '';
        },
      },
      {
        ...exchange,
        setupRequest: (prepared) => ({
          ...prepared,
          body: new URLSearchParams({
            grant_type: 'authorization_code',
            code,
            redirect_uri: server.redirectUri,
            code_verifier: verifier,
          }).toString(),
        }),
      },
    ];
  });
}
