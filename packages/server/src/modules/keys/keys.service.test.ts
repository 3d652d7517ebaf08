import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { sqliteDatabase, type TestDatabase } from '@ostiary/testkit';
import { calculateJwkThumbprint, createLocalJWKSet, jwtVerify, SignJWT, type JWK } from 'jose';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { administrator, createKeysFixture, type KeysFixture } from './keys.fixture.ts';
import type { SigningAlgorithm } from './keys.types.ts';

let store: TestDatabase;
let fixture: KeysFixture;

beforeEach(async () => {
  store = await sqliteDatabase();
  fixture = createKeysFixture(store);
  await fixture.keys.ensureKey();
});
afterEach(() => store.close());

function claimsFor(fixture: KeysFixture, seconds = 300) {
  const now = Math.floor(fixture.clock.nowMs() / 1000);
  return { sub: 'someone', iat: now, exp: now + seconds };
}

async function signed(): Promise<string> {
  return fixture.keys.sign(claimsFor(fixture), 'at+jwt');
}

function part(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function headerOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[0]!, 'base64url').toString()) as Record<string, unknown>;
}

describe.each<SigningAlgorithm>(['ES256', 'EdDSA', 'RS256', 'HS256'])('with %s', (algorithm) => {
  test('a token is read back as it was signed, from the cache as well', async () => {
    const keys = fixture.another({ algorithm });
    await keys.ensureKey();
    const claims = claimsFor(fixture);
    const token = await keys.sign(claims, 'at+jwt');
    const [first, second] = [await keys.read(token), await keys.read(token)];
    expect(first).toMatchObject({ isAuthentic: true, header: { alg: algorithm, typ: 'at+jwt' }, claims });
    expect(second).toBe(first);
  });

  test('any other byte anywhere makes it a different token', async () => {
    const keys = fixture.another({ algorithm });
    await keys.ensureKey();
    const token = await keys.sign({ exp: claimsFor(fixture).exp }, 'JWT');
    await keys.read(token);
    for (let index = 0; index < token.length; index++) {
      const other = token[index] === 'A' ? 'B' : 'A';
      const tampered = token.slice(0, index) + other + token.slice(index + 1);
      expect((await keys.read(tampered)).isAuthentic, `byte ${index}`).toBe(false);
    }
  });

  test('an independent client accepts it, given the published or shared key', async () => {
    const shared = 'a shared secret of no less than thirty-two bytes';
    const keys = fixture.another({ algorithm, signingKey: algorithm === 'HS256' ? shared : null });
    await keys.ensureKey();
    const token = await keys.sign({ sub: 'someone' }, 'at+jwt');
    const published = { keys: (await keys.jwks()).keys as JWK[] };
    if (algorithm === 'HS256') {
      expect(published.keys.filter((key) => key.alg === 'HS256' || key.kty === 'oct')).toEqual([]);
      expect((await jwtVerify(token, Buffer.from(shared))).payload.sub).toBe('someone');
    } else {
      const verified = await jwtVerify(token, createLocalJWKSet(published), { algorithms: [algorithm] });
      expect(verified.payload.sub).toBe('someone');
    }
  });
});

test('a key is known by the thumbprint of its public part', async () => {
  for (const algorithm of ['ES256', 'EdDSA', 'RS256'] as const) {
    const keys = fixture.another({ algorithm });
    await keys.ensureKey();
    const [newest] = (await keys.jwks()).keys.filter((key) => key['alg'] === algorithm);
    expect(newest!['kid']).toBe(await calculateJwkThumbprint(newest!));
  }
});

test('an RSA key has 3072 bits, as strong as the other kinds are', async () => {
  const keys = fixture.another({ algorithm: 'RS256' });
  await keys.ensureKey();
  const [key] = (await keys.jwks()).keys.filter(({ kty }) => kty === 'RSA');
  expect(Buffer.from(String(key!['n']), 'base64url')).toHaveLength(3072 / 8);
});

describe('refuses', () => {
  test('a token without a signature that says so', async () => {
    const [header, payload] = (await signed()).split('.');
    const kid = headerOf(`${header}.`)['kid'];
    for (const alg of ['none', 'None', 'NONE', '']) {
      for (const token of [`${part({ alg, kid })}.${payload}.`, `${part({ alg })}.${payload}.`]) {
        expect(await fixture.keys.read(token)).toEqual({ isAuthentic: false, reason: 'algorithm' });
      }
    }
  });

  test('a public RSA key used as a shared secret', async () => {
    const keys = fixture.another({ algorithm: 'RS256' });
    await keys.ensureKey();
    const { kid } = headerOf(await keys.sign({}, 'JWT'));
    const publicJwk = (await keys.jwks()).keys.find((key) => key['kid'] === kid);
    const input = `${part({ alg: 'HS256', typ: 'JWT', kid })}.${part(claimsFor(fixture))}`;
    for (const secret of [JSON.stringify(publicJwk), String(publicJwk!['n'])]) {
      const signature = createHmac('sha256', secret).update(input).digest('base64url');
      expect(await keys.read(`${input}.${signature}`)).toEqual({ isAuthentic: false, reason: 'algorithm' });
    }
  });

  test('a token that brings its own key', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const { kid } = headerOf(await signed());
    const token = await new SignJWT(claimsFor(fixture))
      .setProtectedHeader({
        alg: 'ES256',
        typ: 'at+jwt',
        kid: String(kid),
        jwk: publicKey.export({ format: 'jwk' }),
      })
      .sign(privateKey);
    expect(await fixture.keys.read(token)).toEqual({ isAuthentic: false, reason: 'signature' });
    const unknown = await new SignJWT({})
      .setProtectedHeader({ alg: 'ES256', kid: 'x'.repeat(43) })
      .sign(privateKey);
    expect(await fixture.keys.read(unknown)).toEqual({ isAuthentic: false, reason: 'unknown_key' });
    const nameless = await new SignJWT({}).setProtectedHeader({ alg: 'ES256' }).sign(privateKey);
    expect(await fixture.keys.read(nameless)).toEqual({ isAuthentic: false, reason: 'unknown_key' });
  });

  test('a DER signature where r and s are expected', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const der = sign('sha256', Buffer.from('x'), privateKey).toString('base64url');
    expect(publicKey.type).toBe('public');
    const [header, payload] = (await signed()).split('.');
    expect((await fixture.keys.read(`${header}.${payload}.${der}`)).isAuthentic).toBe(false);
  });

  test('everything that is not exactly three canonical parts', async () => {
    const token = await signed();
    const [header, payload, signature] = token.split('.');
    const malformed = [
      '',
      '.',
      '..',
      'ort_nothing',
      `${header}.${payload}`,
      `${token}.`,
      `${token}.${signature}`,
      `${header}=.${payload}.${signature}`,
      `${header}.${payload}=.${signature}`,
      `${token}==`,
      ` ${token}`,
      `${token}\n`,
      `${header}.${payload}.${signature!.slice(0, 10)}+${signature!.slice(11)}`,
      `${part([])}.${payload}.${signature}`,
      `${part({ alg: 7 })}.${payload}.${signature}`,
      `${Buffer.from('{"alg":"ES256"').toString('base64url')}.${payload}.${signature}`,
      `${Buffer.from([0x7b, 0xff, 0x7d]).toString('base64url')}.${payload}.${signature}`,
    ];
    for (const text of malformed) {
      expect(await fixture.keys.read(text), text).toEqual({ isAuthentic: false, reason: 'malformed' });
    }
  });

  test('an extension it is told to understand', async () => {
    const [, payload, signature] = (await signed()).split('.');
    for (const crit of [['b64'], ['exp'], [], null]) {
      const token = `${part({ alg: 'ES256', kid: 'k', crit })}.${payload}.${signature}`;
      expect(await fixture.keys.read(token)).toEqual({ isAuthentic: false, reason: 'malformed' });
    }
  });

  test('a text that is longer than any token', async () => {
    const token = await fixture.keys.sign({ filler: 'x'.repeat(7_000) }, 'JWT');
    expect(token.length).toBeGreaterThan(8_192);
    expect(await fixture.keys.read(token)).toEqual({ isAuthentic: false, reason: 'malformed' });
  });
});

test('claims from the cache cannot be changed by whoever gets them', async () => {
  const token = await fixture.keys.sign({ ...claimsFor(fixture), roles: ['reader'] }, 'at+jwt');
  const reading = await fixture.keys.read(token);
  if (!reading.isAuthentic) throw new Error('expected an authentic token');
  expect(() => (reading.claims['roles'] as string[]).push('owner')).toThrow(TypeError);
});

test('a shared secret that is too short is refused at once', () => {
  expect(() => fixture.another({ algorithm: 'HS256', signingKey: 'short' })).toThrow(TypeError);
});

test('rotation of a configured secret is left to the configuration', async () => {
  const keys = fixture.another({ algorithm: 'HS256', signingKey: 's'.repeat(32) });
  await keys.ensureKey();
  await expect(keys.rotate(administrator)).rejects.toMatchObject({ code: 'keys.secret_configured' });
});

test('another configured secret makes another key at the next start', async () => {
  const before = fixture.another({ algorithm: 'HS256', signingKey: 'a'.repeat(32) });
  await before.ensureKey();
  const token = await before.sign(claimsFor(fixture), 'JWT');
  const after = fixture.another({ algorithm: 'HS256', signingKey: 'b'.repeat(32) });
  await after.ensureKey();
  expect(headerOf(await after.sign({}, 'JWT'))['kid']).not.toBe(headerOf(token)['kid']);
  expect((await after.read(token)).isAuthentic).toBe(true);
});

test('says what to do when the master key is another one', async () => {
  const keys = fixture.another({}, 'some other master key of thirty-two characters');
  await expect(keys.sign({}, 'JWT')).rejects.toThrow(/OSTIARY_SECRET/);
  // It used to start all the same, and every sign-in failed.
  await expect(keys.ensureKey()).rejects.toThrow(/OSTIARY_SECRET/);
});

test('signing before there is a key is a mistake of the program', async () => {
  const empty = await sqliteDatabase();
  await expect(createKeysFixture(empty).keys.sign({}, 'JWT')).rejects.toThrow(/ensureKey/);
  await empty.close();
});
