import { isIP } from 'node:net';
import type { FuzzTarget } from '@ostiary/testkit';
import { expect } from 'vitest';
import { readAuthorization } from '../../src/authentication/authorization-header.ts';
import {
  formatCookie as formatSession,
  readCookie as readSession,
} from '../../src/authentication/session/cookies.ts';
import { formatCookie, isLocalHost, readCookie } from '../../src/proxy/cookies.ts';
import { parseAddress, parseRange } from '../../src/guards/address-range.ts';
import { Refusal } from '../../src/resource/answer.ts';
import { cursorPage } from '../../src/resource/cursor-paging.ts';
import { checkPrecondition, isKnown } from '../../src/resource/entity-tag.ts';
import { listQueryReader } from '../../src/resource/list-query.ts';
import { ageOf } from '../../src/verifier/read-keys.ts';

const longestHeader = 16_000;

/** A header of a request; undefined for what is none to anybody. */
function headersWith(name: string, text: string): Headers | undefined {
  try {
    return new Headers({ [name]: Buffer.from(text, 'utf8').toString('latin1') });
  } catch {
    return undefined;
  }
}

const authorization: FuzzTarget = {
  name: 'the Authorization header, in the kit',
  longest: longestHeader,
  examples: ['Bearer abc.def.ghi', 'bearer x', 'Token  y', 'Bearer'],
  check(text) {
    const read = readAuthorization(
      { method: 'GET', url: 'https://orders.example.org/', header: () => text },
      'Bearer',
    );
    if (read.is === 'present') expect(read.value).toMatch(/^[^ ,\t]+$/s);
    if (read.is === 'malformed') expect(JSON.stringify(read)).not.toContain('abc.def.ghi');
    return read;
  },
};

const cookies: FuzzTarget = {
  name: 'cookies',
  longest: longestHeader,
  examples: [
    'refresh=abc; other=x',
    'a=b;refresh=%41%20b',
    'refresh="quoted"; refresh=second',
    '__proto__=x; refresh=y',
  ],
  read(text) {
    const headers = headersWith('cookie', text);
    if (!headers) return;
    readSession({ headers }, 'refresh');
    readCookie(new Request('https://orders.example.org/', { headers }), 'refresh');
  },
  check(text) {
    const headers = headersWith('cookie', text);
    if (!headers) return undefined;
    const request = new Request('https://orders.example.org/', { headers });
    const value = readCookie(request, 'refresh');
    if (value?.isWellFormed() !== true) return value;
    const attributes = { path: '/', isSecure: true, sameSite: 'Lax', isHttpOnly: true } as const;
    const written = formatCookie('refresh', value, attributes);
    expect(written).toMatch(/^refresh=[^;\s]*; HttpOnly; Path=\/; SameSite=Lax; Secure$/);
    const [pair = ''] = written.split(';');
    expect(readCookie(new Request(request.url, { headers: { cookie: pair } }), 'refresh')).toBe(value);
    const own = Buffer.from(value).toString('base64url');
    const [session = ''] = formatSession('s', own, {
      isSecure: true,
      isHttpOnly: true,
      sameSite: 'Lax',
    }).split(';');
    expect(readSession({ headers: new Headers({ cookie: session }) }, 's')).toBe(own);
    return value;
  },
};

interface Order {
  name: string;
  price: number;
  isPaid: boolean;
}

const read = listQueryReader<Order, never>({
  search: ['name'],
  filters: { name: 'text', price: 'number', isPaid: 'boolean' },
  ordering: { fields: { name: 'text', price: 'number' }, default: ['-name'] },
});

function refusalOf<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    expect([400, 404, 412, 428]).toContain(error.status);
    return undefined;
  }
}

const queries: FuzzTarget = {
  name: 'queries of lists',
  examples: [
    'search=a b&name=x&price=-1.5&isPaid=true&ordering=-price,name',
    'ordering=constructor&price=1e9&search=,,',
  ],
  check(text) {
    const query = refusalOf(() => read(new URLSearchParams(text), undefined));
    if (!query) return undefined;
    for (const { field } of query.order) expect(['name', 'price']).toContain(field);
    expect(query.search?.terms.length ?? 1).toBeLessThanOrEqual(8);
    const conditions = JSON.stringify(query.where ?? null);
    expect(conditions).not.toMatch(/"field":"(?!name"|price"|isPaid")|"equals":null/);
    return query;
  },
};

const cursors: FuzzTarget = {
  name: 'cursors, in the kit',
  longest: longestHeader,
  examples: [JSON.stringify(['-name', 0, ['ann'], 'id1']), JSON.stringify(['-name', 1, [null], 7])].map(
    (text) => Buffer.from(text).toString('base64url'),
  ),
  check(text) {
    const url = new URL('https://orders.example.org/?page_size=2');
    url.searchParams.set('cursor', text);
    const query = {
      where: undefined,
      search: undefined,
      order: [{ field: 'name' as const, isDescending: true }],
    };
    let asked: unknown;
    // It is decoded before anything is waited for.
    void cursorPage<Order>(
      {
        ...{ url, query },
        list: (full) => {
          asked = full.after;
          return Promise.resolve({ items: [], total: undefined });
        },
      },
      { size: 2, maxSize: 10 },
    ).catch((error: unknown) => {
      if (!(error instanceof Refusal)) throw error;
    });
    if (asked === undefined) return undefined;
    const { values, id } = asked as { values: unknown[]; id: unknown };
    for (const value of [...values, id])
      expect(value === null || ['string', 'number'].includes(typeof value)).toBe(true);
    expect([values.length, JSON.stringify(asked).includes('\\u0000')]).toEqual([1, false]);
    return asked;
  },
};

const entityTags: FuzzTarget = {
  name: 'entity tags',
  longest: longestHeader,
  examples: ['"7"', 'W/"7", "8"', '*', '"6","7"'],
  check(text) {
    const item = { id: 'a', version: 7, data: {}, owner: null } as Parameters<typeof isKnown>[1];
    const [match, none] = [headersWith('if-match', text), headersWith('if-none-match', text)];
    if (!match || !none) return undefined;
    const isGood = refusalOf(() => {
      checkPrecondition(new Request('https://x.example', { headers: match }), item, true);
      return true;
    });
    if (isGood === true) expect(text).toMatch(/"7"|\*/);
    return isKnown(new Request('https://x.example', { headers: none }), item);
  },
};

const addresses: FuzzTarget = {
  name: 'addresses and ranges, in the kit',
  examples: ['203.0.113.7', '203.0.113.0/24', '2001:db8::/32', '::ffff:1.2.3.4', '::/0', '1.2.3.4/32'],
  check(text) {
    const address = parseAddress(text);
    if (address) expect(isIP(text.split('%')[0] ?? '')).not.toBe(0);
    const range = parseRange(text);
    if (range && isIP(text.split('/')[0] ?? '') === 0) expect(text.trim()).not.toBe(text);
    isLocalHost(new URL('http://x.localhost'));
    return [address, range];
  },
};

const cacheControl: FuzzTarget = {
  name: 'how long keys may be kept',
  longest: longestHeader,
  examples: ['max-age=300, public', 'no-store', 'public, MAX-AGE=999999999'],
  check(text) {
    const headers = headersWith('cache-control', text);
    if (headers) expect([ageOf(headers) >= 60_000, ageOf(headers) <= 3_600_000]).toEqual([true, true]);
    return undefined;
  },
};

export const requests: readonly FuzzTarget[] = [
  ...[authorization, cookies, queries, cursors, entityTags, addresses, cacheControl],
];
