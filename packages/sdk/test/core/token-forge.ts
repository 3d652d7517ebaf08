import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import type { Fetch } from '../../src/types.ts';

export type Algorithm = 'ES256' | 'EdDSA' | 'RS256';

const issuer = 'https://id.test';

export interface ForgedKey {
  kid: string;
  algorithm: Algorithm;
  privateKey: KeyObject;
  jwk: Record<string, unknown>;
}

function makePair(algorithm: Algorithm, modulusLength: number) {
  if (algorithm === 'ES256') return generateKeyPairSync('ec', { namedCurve: 'P-256' });
  if (algorithm === 'EdDSA') return generateKeyPairSync('ed25519');
  return generateKeyPairSync('rsa', { modulusLength });
}

export function makeKey(algorithm: Algorithm, kid: string, modulusLength = 2048): ForgedKey {
  const { privateKey, publicKey } = makePair(algorithm, modulusLength);
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid, alg: algorithm, use: 'sig' };
  return { kid, algorithm, privateKey, jwk };
}

export const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

function signText(key: ForgedKey, text: string): string {
  const data = Buffer.from(text);
  const { algorithm, privateKey } = key;
  const signature =
    algorithm === 'ES256'
      ? sign('sha256', data, { key: privateKey, dsaEncoding: 'ieee-p1363' })
      : sign(algorithm === 'EdDSA' ? null : 'sha256', data, privateKey);
  return signature.toString('base64url');
}

type Parts = { header?: Record<string, unknown>; claims?: Record<string, unknown> };

/** A token that is good, but for what is changed of it. What is undefined is left out. */
export function makeToken(key: ForgedKey, { header = {}, claims = {} }: Parts = {}): string {
  const nowSeconds = Math.floor(Date.now() / 1000);
  const input = [
    { alg: key.algorithm, typ: 'at+jwt', kid: key.kid, ...header },
    {
      ...{ iss: issuer, aud: 'https://orders.test', sub: 'u1', jti: 'j1' },
      ...{ iat: nowSeconds, exp: nowSeconds + 300, ...claims },
    },
  ]
    .map(encode)
    .join('.');
  return `${input}.${signText(key, input)}`;
}

/** Where keys are published, and how often they were asked for. */
export class KeyPlace {
  keys: object[];
  asked = 0;
  isAway = false;
  cacheControl = 'public, max-age=300';
  metadata: Record<string, unknown> = { issuer, jwks_uri: `${issuer}/keys` };

  constructor(...keys: ForgedKey[]) {
    this.keys = keys.map(({ jwk }) => jwk);
  }

  readonly fetch: Fetch = async (input) => {
    const { pathname } = new URL(input instanceof Request ? input.url : input);
    await Promise.resolve();
    if (this.isAway) throw new TypeError('fetch failed', { cause: new Error('ECONNREFUSED') });
    if (pathname === '/.well-known/oauth-authorization-server') return Response.json(this.metadata);
    if (pathname !== '/keys') return new Response('', { status: 404 });
    this.asked++;
    return Response.json({ keys: this.keys }, { headers: { 'cache-control': this.cacheControl } });
  };
}

export const server = { url: issuer, issuer };
