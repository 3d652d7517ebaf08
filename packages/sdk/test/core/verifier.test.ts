import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { createVerifier, type Verifier, type VerifierDeps } from '../../src/verifier/verifier.ts';
import { encode, KeyPlace, makeKey, makeToken, server, type Algorithm } from './token-forge.ts';

const audience = 'https://orders.test';
const keys = {
  ES256: makeKey('ES256', 'ec'),
  EdDSA: makeKey('EdDSA', 'ed'),
  RS256: makeKey('RS256', 'rsa'),
};
const weak = makeKey('RS256', 'weak', 1024);
const key = keys.ES256;

let place: KeyPlace;
let now: number;
let errors: unknown[];

beforeEach(() => {
  place = new KeyPlace(...Object.values(keys), weak);
  now = Date.now();
  errors = [];
});

async function verifierWith(deps: Partial<VerifierDeps> = {}): Promise<Verifier<unknown>> {
  const verifier = createVerifier<unknown>({
    ...{ server, audience, fetch: place.fetch, now: () => now, leewaySeconds: 5, maxTokens: 100 },
    onError: (error) => errors.push(error),
    ...deps,
  });
  await verifier.loadKeys();
  return verifier;
}

const seconds = (): number => Math.floor(now / 1000);

async function codeOf(verifier: Verifier<unknown>, token: string): Promise<string> {
  const checked = await verifier.check(token);
  return checked.isValid ? 'valid' : checked.code;
}

const runtimes: [string, Partial<VerifierDeps>][] = [
  ['the runtime’s own cryptography', {}],
  ['Web Cryptography', { native: null }],
];

describe.each(runtimes)('a verifier with %s', (_name, deps) => {
  it.each(Object.keys(keys) as Algorithm[])('takes a token signed with %s', async (algorithm) => {
    const checked = await (await verifierWith(deps)).check(makeToken(keys[algorithm]));
    expect(checked).toMatchObject({ isValid: true, verified: { claims: { sub: 'u1', jti: 'j1' } } });
  });

  const forged: [string, () => string][] = [
    [
      'without a signature (alg none)',
      () =>
        `${makeToken(key, { header: { alg: 'none' } })
          .split('.')
          .slice(0, 2)
          .join('.')}.`,
    ],
    ['that says none but is signed', () => makeToken(key, { header: { alg: 'none' } })],
    ['signed with the public key as a secret', () => forgeWithSecret('HS256')],
    ['that names the algorithm of another key', () => makeToken(key, { header: { alg: 'RS256' } })],
    ['that names the key of another algorithm', () => makeToken(key, { header: { kid: 'ed' } })],
    ['of a key that is too weak', () => makeToken(weak)],
    ['of a key that nobody knows', () => makeToken(makeKey('ES256', 'unknown'))],
    ['of a key with a name that is taken', () => makeToken(makeKey('ES256', 'ec'))],
    ['without the name of its key', () => makeToken(key, { header: { kid: undefined } })],
    ['with an extension that must be understood', () => makeToken(key, { header: { crit: ['exp'] } })],
    ['that is an ID token', () => makeToken(key, { header: { typ: 'JWT' } })],
    ['without a type', () => makeToken(key, { header: { typ: undefined } })],
    ['with other claims than were signed', () => replaced(1, encode({ sub: 'root' }))],
    ['whose signature is cut short', () => makeToken(key).slice(0, -4)],
    ['whose signature has stray bits', () => strayBits(makeToken(key))],
    ['with padding', () => `${makeToken(key)}==`],
    ['in four parts', () => `${makeToken(key)}.x`],
    ['that is too long', () => makeToken(key, { claims: { x: 'x'.repeat(20_000) } })],
    ['of another issuer', () => makeToken(key, { claims: { iss: 'https://id.test/' } })],
    ['without an issuer', () => makeToken(key, { claims: { iss: undefined } })],
    ['without a subject', () => makeToken(key, { claims: { sub: undefined } })],
    ['with an empty subject', () => makeToken(key, { claims: { sub: '' } })],
    ['without an id', () => makeToken(key, { claims: { jti: undefined } })],
    ['without an end', () => makeToken(key, { claims: { exp: undefined } })],
    ['whose end is a word', () => makeToken(key, { claims: { exp: '9999999999' } })],
    ['without a beginning', () => makeToken(key, { claims: { iat: undefined } })],
    ['of the future', () => makeToken(key, { claims: { iat: seconds() + 60, exp: seconds() + 300 } })],
    ['whose time has not come', () => makeToken(key, { claims: { nbf: seconds() + 60 } })],
    ['with roles that are no list', () => makeToken(key, { claims: { roles: 'owner' } })],
    ['with access that is none', () => makeToken(key, { claims: { service_access: { level: 3 } } })],
    ['that is nothing', () => ''],
    ['that is dots', () => '..'],
  ];

  function forgeWithSecret(alg: string): string {
    const input = `${encode({ alg, typ: 'at+jwt', kid: 'rsa' })}.${makeToken(key).split('.')[1]}`;
    const secret = JSON.stringify(keys.RS256.jwk);
    return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
  }
  function replaced(part: number, text: string): string {
    return makeToken(key).split('.').with(part, text).join('.');
  }
  /** Another last character that decodes to the same bytes. */
  function strayBits(token: string): string {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    return token.slice(0, -1) + alphabet[alphabet.indexOf(token.at(-1)!) + 1]!;
  }

  it.each(forged)('refuses a token %s', async (_what, forge) => {
    const verifier = await verifierWith(deps);
    expect(await codeOf(verifier, forge())).toBe('token_invalid');
    expect(verifier.rememberedTokens).toBe(0);
  });

  it('refuses a token for somebody else, and takes one that is for several', async () => {
    const verifier = await verifierWith(deps);
    for (const aud of ['https://other.test', ['https://other.test'], undefined, [], `${audience}/`]) {
      expect(await codeOf(verifier, makeToken(key, { claims: { aud } }))).toBe('token_wrong_audience');
    }
    expect(await codeOf(verifier, makeToken(key, { claims: { aud: ['x', audience] } }))).toBe('valid');
  });

  it('refuses an expired token, give or take the leeway, also one that it took before', async () => {
    const verifier = await verifierWith(deps);
    expect(await codeOf(verifier, makeToken(key, { claims: { exp: seconds() - 6 } }))).toBe('token_expired');
    const token = makeToken(key, { claims: { exp: seconds() + 10 } });
    expect(await codeOf(verifier, token)).toBe('valid');
    now += 14_000;
    expect(await codeOf(verifier, token)).toBe('valid');
    now += 2_000;
    expect(await codeOf(verifier, token)).toBe('token_expired');
  });

  it('takes the type in any case, and as a media type', async () => {
    const verifier = await verifierWith(deps);
    for (const typ of ['AT+JWT', 'application/at+jwt']) {
      expect(await codeOf(verifier, makeToken(key, { header: { typ } }))).toBe('valid');
    }
  });

  it('survives whatever is presented to it', async () => {
    const verifier = await verifierWith(deps);
    const token = makeToken(key);
    const mutated = fc
      .tuple(fc.nat(token.length), fc.nat(3), fc.string({ unit: 'binary', maxLength: 3 }))
      .map(([at, drop, text]) => token.slice(0, at) + text + token.slice(at + drop));
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string({ maxLength: 60 }), mutated), async (text) => {
        expect((await verifier.check(text)).isValid).toBe(text === token);
      }),
    );
  });
});

describe('the answer about a token', () => {
  it('comes at once where the runtime can, and is the same object the next time', async () => {
    const verifier = await verifierWith();
    const token = makeToken(key);
    const first = verifier.check(token);
    expect(first).not.toBeInstanceOf(Promise);
    expect(verifier.check(token)).toEqual(first);
    const found = verifier.find(token);
    expect(Object.isFrozen(found?.claims)).toBe(true);
  });
});

describe('the keys', () => {
  it('are asked for once, however many tokens name keys that nobody knows', async () => {
    const verifier = await verifierWith();
    expect(place.asked).toBe(1);
    const strangers = Array.from({ length: 200 }, (_, index) =>
      makeToken({ ...key, kid: `made-up-${index}` }),
    );
    await Promise.all(strangers.map(async (token) => verifier.check(token)));
    for (const token of strangers) await verifier.check(token);
    expect(place.asked).toBe(2);
    now += 31_000;
    await verifier.check(strangers[0]!);
    expect(place.asked).toBe(3);
  });

  it('that are new are found with the first token that names them', async () => {
    const verifier = await verifierWith();
    const next = makeKey('ES256', 'next');
    place.keys.push(next.jwk);
    expect(await codeOf(verifier, makeToken(next))).toBe('valid');
  });

  it('that are gone are not believed any more, nor what was verified with them', async () => {
    const verifier = await verifierWith();
    const token = makeToken(key);
    expect(await codeOf(verifier, token)).toBe('valid');
    place.keys = [keys.EdDSA.jwk];
    await verifier.loadKeys();
    now += 31_000;
    expect(verifier.find(token)).toBeUndefined();
    expect(await codeOf(verifier, token)).toBe('token_invalid');
  });

  it('stand when they cannot be read again, and what they do not know is then uncertain', async () => {
    const verifier = await verifierWith();
    place.isAway = true;
    now += 301_000;
    const claims = { iat: seconds(), exp: seconds() + 300 };
    expect(await codeOf(verifier, makeToken(key, { claims }))).toBe('valid');
    const checked = await verifier.check(makeToken(makeKey('ES256', 'next'), { claims }));
    expect(checked).toMatchObject({ isValid: false, code: 'feed_stale', isUnavailable: true });
    expect(errors.length).toBeGreaterThan(0);
  });

  it('stand when an empty set comes in their place', async () => {
    const verifier = await verifierWith();
    place.keys = [];
    await expect(verifier.loadKeys()).rejects.toMatchObject({ code: 'protocol' });
    expect(await codeOf(verifier, makeToken(key))).toBe('valid');
  });

  it.each([
    ['max-age=60', 61, 2],
    ['max-age=86400', 3_599, 1],
    ['max-age=86400', 3_601, 2],
    ['max-age=0', 59, 1],
    ['no-store', 61, 2],
  ])('that may be kept (%s) are read again after %i s: %i times asked', async (control, later, asked) => {
    place.cacheControl = control;
    const verifier = await verifierWith();
    now += later * 1000;
    const claims = { iat: seconds(), exp: seconds() + 300 };
    expect(await codeOf(verifier, makeToken(key, { claims }))).toBe('valid');
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(place.asked).toBe(asked);
  });

  it('are read anew when told so while they are being read', async () => {
    const verifier = await verifierWith();
    await Promise.all([verifier.loadKeys(), verifier.loadKeys(), verifier.loadKeys()]);
    expect(place.asked).toBe(3);
  });
});

describe('discovery', () => {
  it.each([
    ['another issuer', { issuer: 'https://evil.test' }, 'issuer_mismatch'],
    ['no issuer', { issuer: undefined }, 'issuer_mismatch'],
    ['keys without TLS', { jwks_uri: 'http://id.test/keys' }, 'issuer_mismatch'],
    ['no keys', { jwks_uri: undefined }, 'protocol'],
  ])('of %s is refused', async (_what, changes, code) => {
    place.metadata = { ...place.metadata, ...changes };
    await expect(verifierWith()).rejects.toMatchObject({ code });
  });

  it('within one’s own network asks there for the keys, too', async () => {
    const asked: string[] = [];
    const fetch: typeof place.fetch = (input, init) => {
      const url = input instanceof Request ? input.url : input.toString();
      asked.push(url);
      return place.fetch(url.replace('http://ostiary:8000', 'https://id.test'), init);
    };
    const verifier = await verifierWith({
      fetch,
      server: { url: 'http://ostiary:8000', issuer: 'https://id.test' },
    });
    expect(await codeOf(verifier, makeToken(key))).toBe('valid');
    expect(asked).toEqual([
      'http://ostiary:8000/.well-known/oauth-authorization-server',
      'http://ostiary:8000/keys',
    ]);
  });
});
