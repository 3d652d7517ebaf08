import { beforeEach, describe, expect, test } from 'vitest';
import { findNative } from '../../src/verifier/native-crypto.ts';
import { createVerifier, type Verifier, type VerifierDeps } from '../../src/verifier/verifier.ts';
import { KeyPlace, makeKey, makeToken, server } from '../core/token-forge.ts';

const audience = 'https://orders.test';
const key = makeKey('ES256', 'ec');
const other = makeKey('EdDSA', 'ed');
const stranger = makeKey('ES256', 'unknown');

let place: KeyPlace;
let now: number;
let errors: unknown[];

beforeEach(() => {
  place = new KeyPlace(key, other);
  now = Date.now();
  errors = [];
});

async function verifierWith(deps: Partial<VerifierDeps> = {}): Promise<Verifier<string>> {
  const verifier = createVerifier<string>({
    ...{ server, audience, fetch: place.fetch, now: () => now, leewaySeconds: 5, maxTokens: 100 },
    onError: (error) => errors.push(error),
    ...deps,
  });
  await verifier.loadKeys();
  return verifier;
}

const seconds = (): number => Math.floor(now / 1000);
const invalid = (reason: string) => ({ isValid: false, code: 'token_invalid', reason });
const keysUnknown = {
  ...{ isValid: false, code: 'feed_stale', isUnavailable: true },
  reason: 'The key that it names is not known, and the keys of Ostiary cannot be read now.',
};

describe('a good token', () => {
  test('is remembered with its claims, until it expires with the leeway', async () => {
    const verifier = await verifierWith();
    const exp = seconds() + 300;
    const token = makeToken(key, { claims: { exp } });
    expect(verifier.find(token)).toBeUndefined();
    const checked = verifier.check(token);
    expect(checked).toMatchObject({
      isValid: true,
      verified: { token, claims: { sub: 'u1', exp }, expiresAt: (exp + 5) * 1000, memo: undefined },
    });
    expect(verifier.rememberedTokens).toBe(1);
    const found = verifier.find(token);
    expect(verifier.check(token)).toEqual({ isValid: true, verified: found });
    expect(found).toBe(((await checked) as { verified: unknown }).verified);
  });

  test('is checked once: what was made of it is found with it the next time', async () => {
    const verifier = await verifierWith();
    const token = makeToken(other);
    const first = await verifier.check(token);
    if (first.isValid) first.verified.memo = 'subject';
    place.keys = [];
    expect(await verifier.check(token)).toMatchObject({ isValid: true, verified: { memo: 'subject' } });
  });

  test('is found at once by what is given of Node', async () => {
    const native = findNative();
    const verifier = await verifierWith(native && { native });
    expect(verifier.check(makeToken(key))).toMatchObject({ isValid: true });
  });

  test('is found by Web Cryptography as well, which takes its time', async () => {
    const verifier = await verifierWith({ native: null });
    const checked = verifier.check(makeToken(key));
    expect(checked).toBeInstanceOf(Promise);
    expect(await checked).toMatchObject({ isValid: true });
    expect(await verifier.check(makeToken({ ...stranger, kid: 'ec' }))).toEqual(
      invalid('Its signature is not good.'),
    );
  });

  test('has claims that nobody who shares them can change, all the way down', async () => {
    const verifier = await verifierWith();
    const claims = {
      ...{ roles: ['x'], permissions: ['a.b'], aud: [audience, 'x'], act: { sub: 'u2' }, cnf: { jkt: 'x' } },
      service_access: { level: 'editor', data: {} },
    };
    const checked = await verifier.check(makeToken(key, { claims }));
    const held = checked.isValid ? (checked.verified.claims as unknown as Record<string, unknown>) : {};
    expect(Object.isFrozen(held)).toBe(true);
    for (const name of Object.keys(claims)) expect(Object.isFrozen(held[name]), name).toBe(true);
  });

  test('needs no claims but those that each has', async () => {
    const verifier = await verifierWith();
    expect(verifier.check(makeToken(key, { claims: { service_access: null } }))).toMatchObject({
      isValid: true,
    });
  });
});

describe('a token is refused', () => {
  test.each<[string, string, () => string]>([
    ['that is none', 'It is no signed token.', () => 'x'],
    [
      'that is not signed',
      'It is signed in a way that is not accepted.',
      () => makeToken(key, { header: { alg: 'none' } }),
    ],
    [
      'that is signed with a secret',
      'It is signed in a way that is not accepted.',
      () => makeToken(key, { header: { alg: 'HS256' } }),
    ],
    ['of another kind', 'It is no access token.', () => makeToken(key, { header: { typ: 'JWT' } })],
    [
      'that names no key',
      'It does not say which key it is signed with.',
      () => makeToken(key, { header: { kid: undefined } }),
    ],
    ['of a key that is not known', 'It is signed with a key that is not known.', () => makeToken(stranger)],
    [
      'that names the key of another algorithm',
      'It names another algorithm than its key has.',
      () => makeToken(key, { header: { kid: 'ed' } }),
    ],
    ['of somebody else’s key', 'Its signature is not good.', () => makeToken({ ...stranger, kid: 'ec' })],
    ['of another issuer', 'It is of another issuer.', () => makeToken(key, { claims: { iss: 'x' } })],
  ])('%s', async (_what, reason, make) => {
    const verifier = await verifierWith();
    expect(await verifier.check(make())).toEqual(invalid(reason));
    expect(verifier.rememberedTokens).toBe(0);
  });

  test('for what its claims say', async () => {
    const verifier = await verifierWith();
    expect(await verifier.check(makeToken(key, { claims: { aud: 'x' } }))).toEqual({
      ...{ isValid: false, code: 'token_wrong_audience', reason: 'It is for another service.' },
    });
    expect(await verifier.check(makeToken(key, { claims: { exp: seconds() - 5 } }))).toEqual({
      ...{ isValid: false, code: 'token_expired', reason: 'It has expired.' },
    });
  });

  test('when it has expired since it was taken', async () => {
    const verifier = await verifierWith();
    const token = makeToken(key, { claims: { exp: seconds() + 10 } });
    expect(verifier.check(token)).toMatchObject({ isValid: true });
    now = (seconds() + 15) * 1000 - 1;
    expect(verifier.check(token)).toMatchObject({ isValid: true });
    now += 1;
    expect(verifier.find(token)).toBeUndefined();
    expect(await verifier.check(token)).toMatchObject({ isValid: false, code: 'token_expired' });
  });

  test('for the time being where its key may be one that cannot be read now', async () => {
    const verifier = await verifierWith();
    place.isAway = true;
    expect(await verifier.check(makeToken(stranger))).toEqual(keysUnknown);
    expect(errors).toHaveLength(1);
    // As soon as Ostiary is there again, it is known.
    place.isAway = false;
    place.keys.push(stranger.jwk);
    now += 1_000;
    verifier.retryKeys();
    await new Promise((resolve) => setTimeout(resolve, 5));
    const claims = { iat: seconds() - 2 };
    expect(await verifier.check(makeToken(stranger, { claims }))).toMatchObject({ isValid: true });
  });
});

test('what was verified with a key that is gone is forgotten', async () => {
  const verifier = await verifierWith();
  const token = makeToken(key);
  await verifier.check(token);
  place.keys = [other.jwk];
  await verifier.loadKeys();
  expect(verifier.rememberedTokens).toBe(0);
  expect(verifier.find(token)).toBeUndefined();
});

test('no more tokens are remembered than allowed, nor more of their text', async () => {
  const few = await verifierWith({ maxTokens: 4 });
  for (let index = 0; index < 10; index++) await few.check(makeToken(key, { claims: { jti: `j${index}` } }));
  expect(few.rememberedTokens).toBeLessThanOrEqual(4);
  const many = await verifierWith({ maxTokens: 1e6 });
  const pad = 'x'.repeat(11_000);
  for (let index = 0; index < 40; index++) {
    await many.check(makeToken(other, { claims: { jti: `j${index}`, pad } }));
  }
  expect(many.rememberedTokens).toBe(40);
});
