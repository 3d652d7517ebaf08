import { beforeEach, describe, expect, test } from 'vitest';
import type { Fetch } from '../../src/types.ts';
import { createKeySet, type KeySet } from '../../src/verifier/key-set.ts';
import { findNative } from '../../src/verifier/native-crypto.ts';
import { KeyPlace, makeKey, server } from '../core/token-forge.ts';

const [one, other, next] = ['one', 'other', 'next'].map((kid) => makeKey('EdDSA', kid)) as [
  ReturnType<typeof makeKey>,
  ReturnType<typeof makeKey>,
  ReturnType<typeof makeKey>,
];

let place: KeyPlace;
let now: number;
let errors: unknown[];
let gone: number;
/** Addresses, and what was sent to them. */
let asked: [string, RequestInit | undefined][];

beforeEach(() => {
  place = new KeyPlace(one, other);
  now = 1_000_000;
  errors = [];
  gone = 0;
  asked = [];
});

function keySet(fetch: Fetch = place.fetch): KeySet {
  return createKeySet({
    ...{ server, now: () => now, native: findNative() },
    fetch: (input, init) => {
      asked.push([input instanceof Request ? input.url : input.toString(), init]);
      return fetch(input, init);
    },
    onError: (error) => errors.push(error),
    onKeyGone: () => gone++,
  });
}

async function loaded(): Promise<KeySet> {
  const keys = keySet();
  await keys.load();
  return keys;
}

const kidOf = async (keys: KeySet, kid: string) => ((await keys.find(kid)) === undefined ? 'none' : kid);
/** Lets what is under way in the background come to its end. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

describe('before the keys were read', () => {
  test('nothing is known, and everything is uncertain', () => {
    const keys = keySet();
    expect(keys.issuer).toBeUndefined();
    expect(keys.isUncertain).toBe(true);
    expect(asked).toEqual([]);
  });

  test('another try is the first, and made at once', async () => {
    const keys = keySet();
    keys.retry();
    await settle();
    expect(keys.isUncertain).toBe(false);
  });

  test('the first key that is asked for is looked for', async () => {
    const keys = keySet();
    expect(await kidOf(keys, 'one')).toBe('one');
    expect(keys.issuer).toBe(server.issuer);
    expect(keys.isUncertain).toBe(false);
  });

  test('keys that are asked for while they are read wait for that', async () => {
    const keys = keySet();
    const found = Promise.all(['one', 'other', 'made-up'].map((kid) => kidOf(keys, kid)));
    expect(await found).toEqual(['one', 'other', 'none']);
    expect(place.asked).toBe(1);
  });
});

describe('a key that is known', () => {
  test('is there at once, and asked for past every cache', async () => {
    const keys = await loaded();
    expect(keys.find('one')).not.toBeInstanceOf(Promise);
    expect(keys.find('one')).toBeDefined();
    const headers = new Headers(asked.at(-1)?.[1]?.headers);
    expect(headers.get('accept')).toBe('application/json');
    expect(headers.get('cache-control')).toBe('no-cache');
  });

  test('is there at once when it is old, and read again meanwhile, once', async () => {
    const keys = await loaded();
    now += 299_999;
    void keys.find('one');
    expect(place.asked).toBe(1);
    now += 1;
    for (let time = 0; time < 3; time++) expect(keys.find('one')).not.toBeInstanceOf(Promise);
    await settle();
    expect(place.asked).toBe(2);
    // Its description is asked for but once.
    expect(asked).toHaveLength(3);
    void keys.find('one');
    await settle();
    expect(place.asked).toBe(2);
  });

  test('stands when it cannot be read again, which is tried once a minute and told', async () => {
    const keys = await loaded();
    now += 300_000;
    place.isAway = true;
    void keys.find('one');
    await settle();
    expect(keys.find('one')).toBeDefined();
    expect(keys.isUncertain).toBe(true);
    expect(errors).toEqual([expect.objectContaining({ code: 'unavailable' })]);
    now += 59_999;
    void keys.find('one');
    await settle();
    expect(errors).toHaveLength(1);
    now += 1;
    void keys.find('one');
    await settle();
    expect(errors).toHaveLength(2);
  });

  test('that is gone is told of; new ones are none of anybody’s business', async () => {
    const keys = await loaded();
    place.keys.push(next.jwk);
    await keys.load();
    expect(gone).toBe(0);
    place.keys = [one.jwk];
    await keys.load();
    expect(gone).toBe(1);
    now += 60_000;
    expect(await kidOf(keys, 'other')).toBe('none');
    expect(await kidOf(keys, 'one')).toBe('one');
  });
});

describe('a key that is not known', () => {
  test('is looked for, and the next guess not before half a minute has passed', async () => {
    const keys = await loaded();
    expect(await kidOf(keys, 'made-up')).toBe('none');
    expect(place.asked).toBe(2);
    now += 29_999;
    expect(keys.find('made-up')).toBeUndefined();
    expect(place.asked).toBe(2);
    now += 1;
    expect(await kidOf(keys, 'made-up')).toBe('none');
    expect(place.asked).toBe(3);
  });

  test('that is found was no guess: the next is looked for at once', async () => {
    const keys = await loaded();
    place.keys.push(next.jwk);
    expect(await kidOf(keys, 'next')).toBe('next');
    expect(await kidOf(keys, 'made-up')).toBe('none');
    expect(place.asked).toBe(3);
  });

  test('is none when nobody can be asked, which is told', async () => {
    const keys = await loaded();
    place.isAway = true;
    expect(await kidOf(keys, 'made-up')).toBe('none');
    expect(errors).toHaveLength(1);
    expect(keys.isUncertain).toBe(true);
  });
});

describe('reading them anew', () => {
  test('fails with what is the matter', async () => {
    place.isAway = true;
    await expect(keySet().load()).rejects.toMatchObject({ code: 'unavailable' });
    expect(errors).toEqual([]);
  });

  test.each([404, 500, 204])('fails where %i is the answer', async (status) => {
    const keys = keySet(async (input, init) => {
      const answer = await place.fetch(input, init);
      const { pathname } = new URL(input instanceof Request ? input.url : input);
      return pathname === '/keys' ? new Response(status === 204 ? null : '{}', { status }) : answer;
    });
    await expect(keys.load()).rejects.toMatchObject({
      ...{ code: 'unavailable', message: `https://id.test/keys answers ${status}.` },
    });
    expect(keys.isUncertain).toBe(true);
  });

  test('asks again where they are after it has failed, and only then', async () => {
    const keys = await loaded();
    await keys.load();
    expect(asked.map(([url]) => new URL(url).pathname.split('/').at(-1))).toEqual([
      ...['oauth-authorization-server', 'keys', 'keys'],
    ]);
    const before = place.keys;
    place.keys = [];
    await expect(keys.load()).rejects.toMatchObject({ code: 'protocol' });
    place.keys = before;
    asked = [];
    place.metadata = { ...place.metadata, jwks_uri: 'https://id.test/new/../keys' };
    await keys.load();
    expect(asked.map(([url]) => url)).toEqual([
      'https://id.test/.well-known/oauth-authorization-server',
      'https://id.test/new/../keys',
    ]);
    asked = [];
    await keys.load();
    expect(asked).toHaveLength(1);
  });

  test('while they are being read begins again behind that, once for all who ask', async () => {
    const keys = await loaded();
    const all = [keys.load(), keys.load(), keys.load()];
    place.keys.push(next.jwk);
    await Promise.all(all);
    expect(place.asked).toBe(3);
    expect(keys.find('next')).toBeDefined();
    await keys.load();
    expect(place.asked).toBe(4);
  });

  test('behind an attempt that fails is tried all the same', async () => {
    let calls = 0;
    const keys = keySet((input, init) => {
      place.isAway = calls++ === 0;
      return place.fetch(input, init);
    });
    const [first, second] = await Promise.allSettled([keys.load(), keys.load()]);
    expect([first.status, second.status]).toEqual(['rejected', 'fulfilled']);
    expect(keys.isUncertain).toBe(false);
  });

  test('refuses a set that is longer than any is', async () => {
    place.keys.push({ kid: 'long', x: 'x'.repeat(1023 * 1024) });
    await expect(keySet().load()).resolves.toBeUndefined();
    place.keys.push({ kid: 'longer', x: 'x'.repeat(1024) });
    await expect(keySet().load()).rejects.toMatchObject({ code: 'protocol' });
  });
});

describe('another try', () => {
  test('is made where the last one failed, not more often than once a second', async () => {
    const keys = await loaded();
    place.isAway = true;
    await expect(keys.load()).rejects.toThrow();
    now += 999;
    keys.retry();
    await settle();
    expect(errors).toEqual([]);
    now += 1;
    keys.retry();
    keys.retry();
    await settle();
    expect(errors).toHaveLength(1);
    place.isAway = false;
    now += 1_000;
    keys.retry();
    await settle();
    expect(keys.isUncertain).toBe(false);
  });

  test('is not made where nothing failed', async () => {
    const keys = await loaded();
    now += 3_600_000;
    keys.retry();
    await settle();
    expect(place.asked).toBe(1);
  });

  test('is not made while one is under way', async () => {
    const keys = await loaded();
    place.isAway = true;
    await expect(keys.load()).rejects.toThrow();
    now += 1_000;
    place.isAway = false;
    asked = [];
    const loading = keys.load();
    now += 1_000;
    keys.retry();
    await loading;
    await settle();
    expect(asked).toHaveLength(2);
  });
});
