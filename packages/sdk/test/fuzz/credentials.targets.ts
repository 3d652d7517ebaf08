import type { FuzzTarget } from '@ostiary/testkit';
import { expect } from 'vitest';
import {
  parseDictionary,
  type BareItem,
  type Dictionary,
} from '../../src/authentication/hmac/structured-fields.ts';
import { readSignatures } from '../../src/authentication/hmac/signature-input.ts';
import { isCanonicalBase64url } from '../../src/verifier/base64url.rules.ts';
import { readClaims } from '../../src/verifier/claims.rules.ts';
import { createHeaderReader, parseCompactJwt } from '../../src/verifier/compact-jwt.ts';
import { findNative } from '../../src/verifier/native-crypto.ts';

function bareText(value: BareItem): string {
  if (typeof value === 'boolean') return value ? '?1' : '?0';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return `"${value.replace(/[\\"]/g, '\\$&')}"`;
  return 'token' in value ? value.token : `:${Buffer.from(value).toString('base64')}:`;
}

function parametersText(parameters: ReadonlyMap<string, BareItem>): string {
  return [...parameters].map(([name, value]) => `;${name}=${bareText(value)}`).join('');
}

/** As RFC 9651 section 4.1 writes it. */
function textOf(dictionary: Dictionary): string {
  return [...dictionary]
    .map(([name, member]) => {
      const items = 'items' in member ? member.items : [member];
      const texts = items.map(({ value, parameters }) => bareText(value) + parametersText(parameters));
      return `${name}=${'items' in member ? `(${texts.join(' ')})${parametersText(member.parameters)}` : texts.join('')}`;
    })
    .join(', ');
}

const signatureInput =
  'sig1=("@method" "@path";req "content-digest");created=1618884473;keyid="test-key";alg="hmac-sha256";nonce="b3k2pp5k7z";tag="app"';

const structuredFields: FuzzTarget = {
  name: 'structured fields of signatures',
  longest: 8_192,
  examples: [
    signatureInput,
    'sig1=:pxcQw6G3AjtMBQjwo8XzkZf/bws5LelbaMk5rGIGtE8=:',
    'a=1, b;x=?0;y=*t/k, c=("q\\"" -12)',
  ],
  read(text) {
    readSignatures({ input: text, signature: 'sig1=:AAAA:' }, 'app');
    readSignatures({ input: signatureInput, signature: text }, undefined);
  },
  check(text) {
    const read = parseDictionary(text);
    this.read?.(text);
    // Written as the standard has it and read again, it is the same.
    if (read) expect(parseDictionary(textOf(read))).toEqual(read);
    return read && textOf(read);
  },
};

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const claims = {
  ...{
    iss: 'https://id.example.org',
    aud: 'https://orders.example.org',
    sub: 'ann',
    jti: 'j',
    exp: 2_000,
    iat: 1_000,
  },
  ...{ client_id: 'shop', roles: ['owner'], service_access: { level: null, data: {} }, cnf: { jkt: 'x' } },
};
const expectation = { now: 1_500_000, leewaySeconds: 5, issuer: claims.iss, audience: claims.aud };

const tokens: FuzzTarget = {
  name: 'tokens, in the kit',
  longest: 16_384,
  examples: [`${encoded({ alg: 'ES256', typ: 'at+jwt', kid: 'k' })}.${encoded(claims)}.${'A'.repeat(86)}`],
  check(text) {
    // With and without the modules of Node, it is the same.
    const [native, web] = [findNative(), undefined].map((with_) =>
      parseCompactJwt(text, with_, createHeaderReader(with_)),
    );
    expect(web).toEqual(native);
    if (!native) return undefined;
    expect(isCanonicalBase64url(text.slice(native.signatureAt))).toBe(true);
    const read = readClaims(native.claims, expectation);
    if (read.isGood) expect([read.claims.iss, read.claims.exp > 1_495]).toEqual([claims.iss, true]);
    return native.claims;
  },
};

const claimSets: FuzzTarget = {
  name: 'claims',
  examples: [
    JSON.stringify(claims),
    JSON.stringify({ ...claims, aud: [claims.aud, 'x'], nbf: 1_000, act: { sub: 'b' } }),
  ],
  check(text) {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      return undefined;
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    const read = readClaims(value as Record<string, unknown>, expectation);
    if (!read.isGood) return read;
    const { sub, exp, aud, roles = [] } = read.claims;
    expect([typeof sub, exp > 1_495, [aud].flat().includes(claims.aud)]).toEqual(['string', true, true]);
    for (const role of roles) expect(typeof role).toBe('string');
    return read;
  },
};

const base64url: FuzzTarget = {
  name: 'base64url',
  examples: ['QUJD', 'QUI', 'QQ', 'A-_w'],
  check(text) {
    expect(isCanonicalBase64url(text)).toBe(Buffer.from(text, 'base64url').toString('base64url') === text);
    return undefined;
  },
};

export const credentials: readonly FuzzTarget[] = [structuredFields, tokens, claimSets, base64url];
