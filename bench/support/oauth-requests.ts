import { createHash, randomBytes } from 'node:crypto';
import type { Request } from 'autocannon';
import type { OauthServer } from './oauth-server.ts';

export const clientCredentials = { grant_type: 'client_credentials', scope: 'read' };

/** A request of the client, by `client_secret_basic`. */
export function clientRequest(
  { clientId, clientSecret }: OauthServer,
  path: string,
  fields: Record<string, string>,
): Request & { headers: Record<string, string>; body: string } {
  return {
    method: 'POST',
    path,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`,
    },
    body: new URLSearchParams(fields).toString(),
  };
}

/** Sends one such request. Error: any answer but 200. */
export async function ask(
  server: OauthServer,
  path: string,
  fields: Record<string, string>,
): Promise<Record<string, unknown>> {
  const { headers, body } = clientRequest(server, path, fields);
  const response = await fetch(server.url + path, { method: 'POST', headers, body });
  const answer = await response.text();
  if (response.status !== 200) throw new Error(`${path}: ${String(response.status)} ${answer}`);
  return JSON.parse(answer) as Record<string, unknown>;
}

/** One authorization request (RFC 6749 section 4.1 with PKCE), and what its code is exchanged with. */
export interface CodeFlow {
  path: string;
  exchangeOf(location: string): Record<string, string>;
}

export function codeFlow(server: OauthServer, scope: string): CodeFlow {
  const verifier = randomBytes(32).toString('base64url');
  const query = new URLSearchParams({
    client_id: server.clientId,
    response_type: 'code',
    redirect_uri: server.redirectUri,
    scope,
    state: 'bench',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  return {
    path: `${server.paths.authorize}?${query.toString()}`,
    exchangeOf(location) {
      const code = location.startsWith(server.redirectUri)
        ? new URL(location).searchParams.get('code')
        : null;
      if (code === null) throw new Error(`No code, but ${location}`);
      return {
        grant_type: 'authorization_code',
        code,
        redirect_uri: server.redirectUri,
        code_verifier: verifier,
      };
    },
  };
}
