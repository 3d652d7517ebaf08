import { createHmac, createPublicKey, generateKeyPairSync, sign, type JsonWebKey } from 'node:crypto';

type Claims = Record<string, unknown>;

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

function assemble(header: object, claims: Claims, signer: (content: string) => Buffer | string): string {
  const content = `${encode(header)}.${encode(claims)}`;
  const signature = signer(content);
  return `${content}.${typeof signature === 'string' ? signature : signature.toString('base64url')}`;
}

function byHmac(secret: string | Buffer) {
  return (content: string) => createHmac('sha256', secret).update(content).digest();
}

/** Header fields that tell a careless verifier where to find the key: ours to choose, so never to be believed. */
function withKeyOfOurOwn(kid: string, claims: Claims): [string, string][] {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = publicKey.export({ format: 'jwk' });
  const signer = (content: string) =>
    sign('sha256', Buffer.from(content), { key: privateKey, dsaEncoding: 'ieee-p1363' });
  const base = { alg: 'ES256', typ: 'at+jwt' };
  return [
    ['a key of ours under the server’s kid', assemble({ ...base, kid }, claims, signer)],
    ['a key of ours and no kid', assemble(base, claims, signer)],
    ['a key in the header', assemble({ ...base, jwk }, claims, signer)],
    [
      'a key at an address',
      assemble({ ...base, kid, jku: 'https://evil.example/jwks.json' }, claims, signer),
    ],
    ['an unknown critical extension', assemble({ ...base, kid, crit: ['b64'], b64: false }, claims, signer)],
    ['a kid that is a path', assemble({ ...base, kid: '../../../dev/null' }, claims, signer)],
    ['a kid that is SQL', assemble({ ...base, kid: "' UNION SELECT 1 --" }, claims, signer)],
    ['a kid with a NUL', assemble({ ...base, kid: `${kid}\0` }, claims, signer)],
    ['a kid that is no text', assemble({ ...base, kid: { a: 1 } }, claims, signer)],
    ['a kid of the prototype', assemble({ ...base, kid: '__proto__' }, claims, signer)],
  ];
}

/** An HMAC keyed with what everybody can read (RFC 8725 section 2.1), in each form it may be read in. */
function withPublicKeyAsSecret(kid: string, publicJwk: JsonWebKey, claims: Claims): [string, string][] {
  const key = createPublicKey({ key: publicJwk, format: 'jwk' });
  const header = { alg: 'HS256', typ: 'at+jwt', kid };
  return [
    [
      'HS256 with the PEM as secret',
      assemble(header, claims, byHmac(String(key.export({ type: 'spki', format: 'pem' })))),
    ],
    [
      'HS256 with the DER as secret',
      assemble(header, claims, byHmac(key.export({ type: 'spki', format: 'der' }))),
    ],
    ['HS256 with the JWK as secret', assemble(header, claims, byHmac(JSON.stringify(publicJwk)))],
    ['HS256 with an empty secret', assemble(header, claims, byHmac(''))],
    ['RS256 over an HMAC', assemble({ ...header, alg: 'RS256' }, claims, byHmac('guess'))],
    ['a signature of zeros', assemble({ ...header, alg: 'ES256' }, claims, () => Buffer.alloc(64))],
  ];
}

/** The same token, written in another way or cut short. */
function misspelled(token: string): [string, string][] {
  const [header = '', payload = '', signature = ''] = token.split('.');
  return [
    ['no signature', `${header}.${payload}.`],
    ['two parts', `${header}.${payload}`],
    ['four parts', `${token}.${signature}`],
    ['padding', `${token}==`],
    [
      'a character changed in the payload',
      `${header}.${payload.slice(0, -1)}${payload.endsWith('A') ? 'B' : 'A'}.${signature}`,
    ],
    ['standard base64', `${header}.${payload}.${signature.slice(0, -4)}+/+/`],
    ['stray bits', `${token.slice(0, -1)}${String.fromCharCode(token.charCodeAt(token.length - 1) + 1)}`],
    ['a space inside', `${header}. ${payload}.${signature}`],
    ['JSON serialization', JSON.stringify({ protected: header, payload, signature })],
    ['five thousand dots', '.'.repeat(5_000)],
  ];
}

const withoutAlgorithm = (claims: Claims): [string, string][] =>
  ['none', 'None', 'NONE', 'nOnE', ''].map((alg) => [
    `alg ${alg || 'empty'}`,
    assemble({ alg, typ: 'at+jwt' }, claims, () => ''),
  ]);

/** Every forgery of a good token that does not need the server's private key, by what is wrong with it. */
export function forgeriesOf(
  token: string,
  keySet: { keys: (JsonWebKey & { kid: string })[] },
): [string, string][] {
  const [, payload = ''] = token.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Claims;
  const [key] = keySet.keys;
  if (!key) throw new Error('No public key');
  return [
    ...withoutAlgorithm(claims),
    ...withKeyOfOurOwn(key.kid, claims),
    ...withPublicKeyAsSecret(key.kid, key, claims),
    ...misspelled(token),
  ];
}

/** Changes of good claims that make a token bad even when the server's own key signs it. */
export function badClaims(now: number): [name: string, changes: Claims, typ?: string][] {
  return [
    ['typ JWT', {}, 'JWT'],
    ['no typ to speak of', {}, ''],
    ['the typ of an id token', { token_type: 'id', nonce: 'n' }, 'JWT'],
    ['an access token under the typ of a sliding one', {}, 'sliding+jwt'],
    ['token_type refresh', { token_type: 'refresh' }],
    ['token_type in a list', { token_type: ['access'] }],
    ['expired', { exp: now - 1 }],
    ['an expiry that is text', { exp: String(now + 300) }],
    ['an expiry of null', { exp: null }],
    ['no expiry', { exp: undefined }],
    ['not yet valid', { nbf: now + 300 }],
    ['a beginning that is text', { nbf: 'soon' }],
    ['made in the future', { iat: now + 300 }],
    ['another issuer', { iss: 'https://evil.example' }],
    ['another audience', { aud: 'https://other.example' }],
    ['other audiences', { aud: ['https://other.example', 'urn:x'] }],
    ['no id', { jti: undefined }],
    ['a session of nobody', { sid: '019b2f3e-6a50-7c3a-8f4d-2b1f0c9e8d7a' }],
    ['no session', { sid: undefined }],
    ['a user of nobody', { user_id: '019b2f3e-6a50-7c3a-8f4d-2b1f0c9e8d7a' }],
    ['a user that is a list', { user_id: ['x'] }],
    ['no user', { user_id: undefined }],
  ];
}
