import { isIP } from 'node:net';
import type { FuzzTarget } from '@ostiary/testkit';
import { expect } from 'vitest';
import { deviceName } from '#modules/sessions';
import { acceptedLanguages } from '#platform/http/accept-language.ts';
import { parseUrlEncoded } from '#platform/http/form-encoding.ts';
import { acceptsJson } from '#platform/http/drf/accept.ts';
import { explainJsonError } from '#platform/http/drf/python-json.ts';
import { languages, pickLanguage } from '#platform/language.rules.ts';
import { positionFromCursor, idFromCursor, toPageOf } from '../../src/app/scopes/api/manners/paging.ts';
import { preferredType } from '../../src/app/scopes/api/manners/preferred-type.ts';
import {
  formatRange,
  matcherOf,
  parseAddress,
  parseRange,
} from '../../src/modules/access/blocklist/address-range.rules.ts';
import { parseRankPosition, rankPosition } from '../../src/modules/access/lists.rules.ts';
import { encodePart, parseCompactJwt, parseJsonObject } from '../../src/modules/keys/compact-jwt.rules.ts';
import { readAuthorization, readBasic } from '../../src/modules/login/authorization-header.rules.ts';
import { nextPath } from '../../src/modules/login/pages/next-path.rules.ts';
import { claimsWithin, readDetails } from '../../src/modules/predecessor/asking/answers.rules.ts';
import { refusalOf } from './refusals.ts';

/** Node takes no more headers than these many bytes together. */
const longestHeader = 16_000;
const types = ['Bearer', 'JWT', 'Token', 'Basic'] as const;
const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');

const authorization: FuzzTarget = {
  name: 'the Authorization header',
  longest: longestHeader,
  examples: ['Bearer abc.def.ghi', 'Token ost_abc', `Basic ${base64('ann:p:w')}`, 'JWT  x', 'Digest a=b'],
  check(text) {
    const reading = readAuthorization(text, types);
    if (reading.kind !== 'credential') return reading;
    expect(types).toContain(reading.type);
    expect(text).toMatch(new RegExp(`^ *${reading.type} +`));
    expect(reading.value).toMatch(/^[^ ]+$/s);
    return reading;
  },
};

const basic: FuzzTarget = {
  name: 'Basic credentials',
  longest: longestHeader,
  examples: [base64('ann:secret'), base64('ann@example.com:a:b'), base64('änn:pässword')],
  check(text) {
    const read = readBasic(text);
    if (!read) return undefined;
    expect(read.login).toMatch(/^[^:\0]+$/s);
    // Read again as it would be written, it is the same.
    expect(readBasic(base64(`${read.login}:${read.password}`))).toEqual(read);
    return read;
  },
};

const jwts: FuzzTarget = {
  name: 'compact JWTs',
  longest: 8_192,
  examples: [
    `${encodePart({ alg: 'ES256', typ: 'at+jwt', kid: 'k1' })}.${encodePart({ sub: 'a', exp: 1 })}.${'A'.repeat(86)}`,
    `${encodePart({ alg: 'HS256' })}.${encodePart({ user_id: 7 })}.`,
  ],
  check(text) {
    const jwt = parseCompactJwt(text);
    claimsWithin(text);
    if (!jwt) return undefined;
    expect(typeof jwt.header.alg).toBe('string');
    expect(Object.keys(jwt.header).every((name) => ['alg', 'typ', 'kid'].includes(name))).toBe(true);
    // There is one way to write it.
    const [header = ''] = text.split('.');
    expect(`${header}.${jwt.payload.toString('base64url')}.${jwt.signature.toString('base64url')}`).toBe(
      text,
    );
    expect(`${jwt.signingInput.toString('latin1')}.${jwt.signature.toString('base64url')}`).toBe(text);
    return parseJsonObject(jwt.payload);
  },
};

const tag = /^[a-z]{1,8}(?:-[a-z0-9]{1,8})*$/i;

const acceptLanguages: FuzzTarget = {
  name: 'the Accept-Language header',
  longest: longestHeader,
  examples: ['de-CH, de;q=0.9, en;q=0.8, *;q=0.5', 'en', 'x-klingon;q=1.000', 'de ; q = 0'],
  check(text) {
    const tags = acceptedLanguages(text);
    expect(tags.length).toBeLessThanOrEqual(30);
    for (const one of tags) expect(one).toMatch(tag);
    expect(languages).toContain(pickLanguage(tags));
    expect(languages).toContain(pickLanguage([text]));
    return tags;
  },
};

const accepts: FuzzTarget = {
  name: 'the Accept header',
  longest: longestHeader,
  examples: ['text/html,application/json;q=0.9,*/*;q=0.1', 'application/json', 'application/*; q=0.0'],
  check(text) {
    const offered = ['application/json', 'text/csv'] as const;
    expect(offered).toContain(preferredType(text, offered));
    expect(typeof acceptsJson(text)).toBe('boolean');
    return undefined;
  },
};

const addresses: FuzzTarget = {
  name: 'addresses and ranges',
  examples: ['203.0.113.7', '203.0.113.0/24', '2001:db8::/32', '::ffff:1.2.3.4/120', 'fe80::1%eth0', '::/0'],
  check(text) {
    const address = parseAddress(text);
    if (address) expect(isIP(address.text)).toBe(address.family === 'ipv4' ? 4 : 6);
    const range = parseRange(text);
    if (!range) return address;
    const written = formatRange(range);
    expect(parseRange(written)).toEqual(range);
    expect(matcherOf([written])(range.text)).toBe(true);
    if (address) expect(matcherOf([written])(text.trim())).toBe(true);
    return range;
  },
};

const userAgents: FuzzTarget = {
  name: 'user agents as names of devices',
  longest: longestHeader,
  examples: [
    'Mozilla/5.0 (X11; Linux x86_64; rv:109.0) Gecko/20100101 Firefox/115.0',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Version/17.0 Safari/604.1',
    'curl/8.5.0',
  ],
  check(text) {
    // Headers are bytes.
    const header = Buffer.from(text, 'utf8').toString('latin1');
    const name = deviceName(header);
    expect(name === undefined).toBe(header.trim() === '');
    if (name !== undefined) expect([name.length > 0, name.length <= 40]).toEqual([true, true]);
    return name;
  },
};

const cursors: FuzzTarget = {
  name: 'cursors',
  examples: [
    Buffer.from('users:email 019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70 ann@example.com').toString('base64url'),
    Buffer.from('019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70').toString('base64url'),
    Buffer.from('users:email 1001:ädmin').toString('base64url'),
  ],
  check(text) {
    const position = refusalOf(() => positionFromCursor(text, 'users:email'), ['request.invalid']);
    if (position !== undefined) {
      const page = toPageOf({ items: [], next: position }, 'users:email', String);
      expect(page.next_cursor).toBe(text);
    }
    const id = refusalOf(() => idFromCursor(text), ['request.invalid']);
    const rank = refusalOf(() => parseRankPosition(position ?? text), ['request.invalid']);
    if (rank) expect(parseRankPosition(rankPosition(rank))).toEqual(rank);
    return [position, id, rank];
  },
};

const nextPaths: FuzzTarget = {
  name: 'where to go after signing in',
  examples: [
    '/account/?done=x#y',
    '//evil.example',
    '/o/authorize?client_id=a&redirect_uri=https%3A%2F%2Fb',
    '/a/..//b',
  ],
  check(text) {
    const path = nextPath(text);
    // As browsers read it, from wherever they are.
    for (const base of ['https://id.example.org/sign-in', 'http://localhost:8000/'])
      expect(new URL(path, base).origin).toBe(new URL(base).origin);
    expect(path).toMatch(/^\/[\x21-\x7e]*$/);
    expect(nextPath(path)).toBe(path);
    return path;
  },
};

const forms: FuzzTarget = {
  name: 'forms',
  examples: ['username=ann&password=p%C3%A4ss+word&x=%F0%9F%98%80', 'a=1&a=2&__proto__=x'],
  read: (text) => parseUrlEncoded(Buffer.from(text, 'latin1')),
  check(text) {
    const form = parseUrlEncoded(Buffer.from(text, 'latin1'));
    // Nothing stands for what could not be read.
    const isThere = /\ufffd|%ef%bf%bd|\xef\xbf\xbd/i.test(text);
    for (const pair of form ?? []) if (!isThere) expect(pair.join('')).not.toContain('\ufffd');
    return form && Object.fromEntries(form);
  },
};

const brokenJson: FuzzTarget = {
  name: 'what is said of JSON that is none',
  examples: [
    '{"username": "ann", "password": "x"}',
    '[1, 2.5e3, {"a": [null, true, "\\u00e9"]}]',
    '{"a": NaN}',
  ],
  check(text) {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      expect(explainJsonError(text)).toMatch(
        /line \d+ column \d+ \(char \d+\)$|recursion|Out of range float/,
      );
      return undefined;
    }
  },
};

const predecessor: FuzzTarget = {
  name: 'what the predecessor says of a user',
  examples: [
    JSON.stringify({
      ...{ id: 7, email: 'ann@example.com', username: 'ann', first_name: 'Ann', is_active: true },
      date_joined: '2020-01-15T09:30:00.123456Z',
    }),
  ],
  check(text) {
    const answer = parseJsonObject(Buffer.from(text, 'utf8'));
    if (!answer) return undefined;
    const now = Date.UTC(2026, 10, 27);
    const details = readDetails(answer, now);
    for (const value of [details.id, details.email, details.username, details.firstName, details.lastName])
      expect(value === undefined || (typeof value === 'string' && value !== '')).toBe(true);
    if (details.joinedAt !== undefined) expect(details.joinedAt).toBeLessThanOrEqual(now);
    return details;
  },
};

export const headers: readonly FuzzTarget[] = [
  ...[authorization, basic, jwts, acceptLanguages, accepts, addresses, userAgents, cursors, nextPaths],
  ...[forms, brokenJson, predecessor],
];
