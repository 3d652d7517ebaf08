import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK, type JWTPayload } from 'jose';
import { freePort } from './run-example.ts';

type Json = Record<string, unknown>;

/** Those of a JWT; one that is undefined is left out. */
export type Claims = Record<string, unknown>;

export interface Signing {
  typ?: string;
  key?: CryptoKey | Uint8Array;
  alg?: string;
}

/** Just enough of an authorization server to be lied with: it signs whatever it is told to. */
export interface TestIssuer {
  url: string;
  publicJwk: JWK;
  /** A JWT of this issuer; with `typ: 'at+jwt'` unless said otherwise. */
  sign(claims: Claims, signing?: Signing): Promise<string>;
  /** What the token endpoint was sent, oldest first. */
  grants: URLSearchParams[];
  /** Seconds that access tokens live. */
  lifeSeconds: number;
  /** Claims of the next id tokens, in place of the right ones. */
  idToken: Claims;
  /** The token endpoint answers with these first, in order. */
  refusals: Answer[];
  /** The token endpoint answers only after this. */
  held: Promise<void>;
  stop(): Promise<void>;
}

export const now = (): number => Math.floor(Date.now() / 1000);
export const signInId = 'sign-in-1';
const subject = 'user-1';

const present = (claims: Claims): JWTPayload => JSON.parse(JSON.stringify(claims)) as JWTPayload;

interface Answer {
  status: number;
  headers?: Record<string, string>;
  body?: Json;
}

function send(response: ServerResponse, { status, headers, body = {} }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

async function listen(
  port: number,
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void> | void,
): Promise<{ url: string; stop(): Promise<void> }> {
  const server = createServer((request, response) => {
    Promise.resolve(handle(request, response)).catch((error: unknown) =>
      send(response, { status: 500, body: { error: String(error) } }),
    );
  }).listen(port, 'localhost');
  await once(server, 'listening');
  return {
    url: `http://localhost:${port}`,
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

const metadata = (url: string): Json => ({
  issuer: url,
  authorization_endpoint: `${url}/authorize`,
  token_endpoint: `${url}/token`,
  userinfo_endpoint: `${url}/userinfo`,
  end_session_endpoint: `${url}/logout`,
  jwks_uri: `${url}/jwks`,
  id_token_signing_alg_values_supported: ['ES256'],
  code_challenge_methods_supported: ['S256'],
});

export async function startIssuer(port?: number): Promise<TestIssuer> {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const publicJwk = { ...(await exportJWK(publicKey)), kid: 'key-1', alg: 'ES256', use: 'sig' };
  /** Codes that were given out and not used, with what they were asked for with. */
  const codes = new Map<string, URLSearchParams>();

  const sign: TestIssuer['sign'] = (claims, { typ = 'at+jwt', key = privateKey, alg = 'ES256' } = {}) =>
    new SignJWT(present({ iss: issuer.url, iat: now(), exp: now() + 60, jti: randomUUID(), ...claims }))
      .setProtectedHeader({ alg, typ, kid: 'key-1' })
      .sign(key);

  async function tokens(form: URLSearchParams): Promise<Json> {
    const isForUser = form.get('grant_type') !== 'client_credentials';
    const access = {
      sub: isForUser ? subject : 'worker',
      client_id: isForUser ? 'web' : 'worker',
      aud: form.get('resource') ?? issuer.url,
      scope: 'notes.read notes.write',
      exp: now() + issuer.lifeSeconds,
    };
    const token = { access_token: await sign(access), token_type: 'Bearer', expires_in: issuer.lifeSeconds };
    return isForUser ? { ...token, refresh_token: randomUUID() } : token;
  }

  async function redeem(form: URLSearchParams): Promise<Json | undefined> {
    const asked = codes.get(form.get('code') ?? '');
    codes.delete(form.get('code') ?? '');
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    if (asked?.get('code_challenge') !== challenge) return undefined;
    const claims = { aud: 'web', sub: subject, sid: signInId, nonce: asked.get('nonce') };
    return {
      ...(await tokens(form)),
      id_token: await sign({ ...claims, ...issuer.idToken }, { typ: 'JWT' }),
    };
  }

  async function answerGrant(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const form = new URLSearchParams(await text(request));
    issuer.grants.push(form);
    await issuer.held;
    const refusal = issuer.refusals.shift();
    if (refusal) return send(response, refusal);
    const isCode = form.get('grant_type') === 'authorization_code';
    const issued = isCode ? await redeem(form) : await tokens(form);
    if (issued) send(response, { status: 200, body: issued });
    else send(response, { status: 400, body: { error: 'invalid_grant' } });
  }

  const server = await listen(port ?? (await freePort()), (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const found = (body: Json): void => send(response, { status: 200, body });
    if (pathname === '/token') return answerGrant(request, response);
    if (pathname === '/jwks') return found({ keys: [publicJwk] });
    if (pathname === '/userinfo') return found({ sub: subject, name: 'Ada <b>', email: 'a@b.c' });
    if (pathname !== '/authorize') return found(metadata(issuer.url));
    const code = randomUUID();
    codes.set(code, searchParams);
    const back = new URL(searchParams.get('redirect_uri') ?? '');
    back.search = String(new URLSearchParams({ code, state: searchParams.get('state') ?? '' }));
    response.writeHead(303, { location: back.href }).end();
  });

  const issuer: TestIssuer = {
    url: server.url,
    publicJwk,
    sign,
    grants: [],
    lifeSeconds: 60,
    idToken: {},
    refusals: [],
    held: Promise.resolve(),
    stop: server.stop,
  };
  return issuer;
}
