import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import type { Operation } from './operations.ts';

/** Texts that have broken some server at some time. */
const hostileTexts: readonly string[] = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\ud800',
  'a\udfffb',
  '\ufeff',
  '\u202Eevil',
  'a\u200Bb',
  "' OR 1=1 --",
  `"; DROP TABLE users; --`,
  '%',
  '_',
  '\\',
  '%_%',
  '<script>alert(1)</script>',
  `"><img src=x onerror=alert(1)>`,
  '${7*7}{{7*7}}',
  'x\r\nset-cookie: planted=1',
  '//evil.example',
  '/\\evil.example',
  'javascript:alert(1)',
  '../../../../etc/passwd',
  '__proto__',
  'constructor',
  'toString',
  'null',
  'undefined',
  'NaN',
  '-1',
  '0',
  '1e309',
  '9007199254740993',
  '99999999999999999999',
  '0x10',
  'urn:uuid:019b2f3e-6a50-7c3a-8f4d-2b1f0c9e8d7a',
  '00000000-0000-0000-0000-000000000000',
  'LTE',
  'MQ',
  '2026-12-31T23:59:60Z',
  '0000-01-01T00:00:00Z',
  '9999-12-31T23:59:59-23:59',
  '2026-02-30T25:61:61Z',
  '10.0.0.0/99',
  '::ffff:10.9.8.7/1',
  'fe80::1%eth0',
  'Bearer x.y.z',
  'eyJhbGciOiJub25lIn0.e30.',
  'ost_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
  'ａｄｍｉｎ',
  'аdmin',
  '𝓪𝓭𝓶𝓲𝓷',
  'a@b',
  '@',
  'e\u0301'.repeat(80),
  'x'.repeat(5_000),
  '🙂'.repeat(2_000),
];

const numbers = [-1, 0, 1.5, -0, 2 ** 31, 2 ** 53 + 2, -(2 ** 63), 1e308];

export const hostileText = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...hostileTexts) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
);

const nested = (depth: number): unknown => (depth === 0 ? 'deep' : { a: [nested(depth - 1)] });

/** A JSON value that stands where another type is meant. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: hostileText },
  { weight: 2, arbitrary: fc.constantFrom<unknown>(...numbers, true, false, null) },
  { weight: 1, arbitrary: fc.constantFrom<unknown>([], {}, [null], ['a', ['b']], nested(60)) },
  { weight: 1, arbitrary: fc.array(hostileText, { maxLength: 60 }) },
  { weight: 1, arbitrary: fc.dictionary(fc.constantFrom('__proto__', 'constructor', 'a'), hostileText) },
);

/** Bodies that are none, or not of the type they claim. */
export const rawBodies: readonly { type: string; payload: string | Buffer; encoding?: string }[] = [
  { type: 'application/json', payload: '' },
  { type: 'application/json', payload: ' ' },
  { type: 'application/json', payload: '{' },
  { type: 'application/json', payload: 'null' },
  { type: 'application/json', payload: '[]' },
  { type: 'application/json', payload: '"text"' },
  { type: 'application/json', payload: '1e999' },
  { type: 'application/json', payload: '{"a":NaN}' },
  { type: 'application/json', payload: `${'['.repeat(100_000)}` },
  { type: 'application/json', payload: `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}` },
  { type: 'application/json', payload: `{"__proto__":{"is_superuser":true}}` },
  { type: 'application/json', payload: `{"constructor":{"prototype":{"is_superuser":true}}}` },
  { type: 'application/json', payload: `{"password":"${'x'.repeat(300_000)}"}` },
  { type: 'application/json', payload: Buffer.from([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xff, 0x22, 0x7d]) },
  { type: 'application/json', payload: Buffer.from('{"a":1}', 'utf16le') },
  { type: 'application/json', payload: gzipSync('{"password":"x"}'), encoding: 'gzip' },
  { type: 'application/json; charset=utf-16', payload: '{}' },
  { type: 'application/json;;', payload: '{}' },
  { type: 'text/plain', payload: '{}' },
  { type: 'text/html', payload: '<p>' },
  { type: 'application/xml', payload: '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>' },
  { type: 'nonsense', payload: 'x' },
  { type: 'application/x-www-form-urlencoded', payload: '%' },
  { type: 'application/x-www-form-urlencoded', payload: 'a=%00&a=%ff&=&&=b&password[]=x&password[a]=y' },
  { type: 'application/x-www-form-urlencoded', payload: '&'.repeat(100_000) },
  { type: 'application/x-www-form-urlencoded', payload: Buffer.from([0x61, 0x3d, 0xff, 0xfe]) },
  { type: 'multipart/form-data', payload: 'x' },
  { type: 'multipart/form-data; boundary=', payload: '--\r\n' },
  { type: 'multipart/form-data; boundary=b', payload: '--b\r\nContent-Disposition: form-data; name="a"\r\n' },
];

const newName = fc.nat(9_999).map((number) => `somebody${String(number)}`);
const newEmail = newName.map((name) => `${name}@example.com`);

/** What a well-behaved client would send, so that an attack gets past the first check. */
const plausible: Record<string, fc.Arbitrary<unknown>> = {
  email: newEmail,
  username: newName,
  login: newName,
  name: newName,
  password: fc.constant('tulip-anvil-marsh-42'),
  password_again: fc.constant('tulip-anvil-marsh-42'),
  new_password: fc.constant('tulip-anvil-marsh-43'),
  first_name: fc.constant('Some'),
  last_name: fc.constant('Body'),
  phone: fc.constant('+49 30 1234'),
  is_active: fc.boolean(),
  is_staff: fc.constant(false),
  is_superuser: fc.constant(false),
  description: fc.constant('What it is for.'),
  permissions: fc.constant(['orders.read']),
  roles: fc.constant(['read-only']),
  level: fc.constant(4),
  range: fc.constant('203.0.113.0/24'),
  reason: fc.constant('Attacks'),
  scope: fc.constant('users.read'),
  expires_at: fc.constant('2027-06-01T00:00:00Z'),
  client_type: fc.constant('confidential'),
  authentication: fc.constant('client_secret'),
  application_type: fc.constantFrom('web', 'native'),
  grant_types: fc.constant(['authorization_code', 'refresh_token']),
  redirect_uris: fc.constant(['https://shop.example.org/callback']),
  post_logout_redirect_uris: fc.constant([]),
  allowed_origins: fc.constant(['https://shop.example.org']),
  scopes: fc.constant([]),
  jwks: fc.constant(null),
  jwks_uri: fc.constant(null),
  access_token_seconds: fc.constantFrom(null, 60),
  refresh_token_seconds: fc.constantFrom(null, 600),
  backchannel_logout_uri: fc.constant(null),
  logo_uri: fc.constant('https://shop.example.org/logo.png'),
  client_uri: fc.constant('https://shop.example.org'),
  policy_uri: fc.constant(null),
  tos_uri: fc.constant(null),
  is_first_party: fc.constant(false),
  may_impersonate: fc.constant(false),
  owner_id: fc.constant(null),
  token_format: fc.constantFrom('jwt', 'opaque'),
  audience: newName.map((name) => `urn:example:${name}`),
};

export const strangeHeaders: fc.Arbitrary<Record<string, string>> = fc.constantFrom<Record<string, string>>(
  {},
  {},
  {},
  { accept: 'text/html' },
  { accept: ';;;,,q=' },
  { accept: 'application/json;q=0' },
  { 'user-agent': 'x'.repeat(8_000) },
  { 'user-agent': '<script>alert(1)</script>' },
  { 'x-forwarded-for': '127.0.0.1, "; DROP TABLE users' },
  { 'x-http-method-override': 'DELETE' },
  { 'x-request-id': '<script>' },
  { 'accept-version': '2' },
  { host: 'evil.example' },
  { 'transfer-encoding': 'gzip, chunked' },
  { 'if-none-match': '*', range: 'bytes=0-1,5-' },
);

export interface Attack {
  /** For the path; undefined stands for one that exists. */
  params: readonly (string | undefined)[];
  query: readonly (readonly [string, string])[];
  headers: Record<string, string>;
  body: Record<string, unknown>;
  /** Sent instead of `body`. */
  raw: (typeof rawBodies)[number] | undefined;
  isForm: boolean;
}

const pathTexts = hostileTexts.filter((one) => one !== '' && one.isWellFormed() && one.length < 500);

function rarely<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
}

function queryOf(names: readonly string[]): fc.Arbitrary<[string, string][]> {
  if (names.length === 0)
    return rarely(hostileText).map((value) => (value === undefined ? [] : [['surprise', value]]));
  return fc.array(fc.tuple(fc.constantFrom(...names, ...names, 'surprise'), hostileText), { maxLength: 2 });
}

/** As JSON.parse makes it: `__proto__` is a name like any other. */
function bodyOf(names: readonly string[]): fc.Arbitrary<Record<string, unknown>> {
  const good = fc.tuple(...names.map((name) => plausible[name] ?? hostileValue));
  const wrong = fc.array(
    fc.tuple(fc.constantFrom('__proto__', 'is_superuser', 'surprise', ...names, ...names), hostileValue),
    {
      maxLength: 2,
    },
  );
  return fc
    .tuple(good, wrong, fc.subarray([...names]))
    .map(([values, attacks, left]) =>
      Object.fromEntries([
        ...names
          .map((name, index) => [name, values[index]] as const)
          .filter(([name]) => left.includes(name) || attacks.length < 2),
        ...attacks,
      ]),
    );
}

/** A request to one operation in which most things are as they should be, and a few are not. */
export function attackOn(operation: Operation): fc.Arbitrary<Attack> {
  return fc.record({
    params: fc.array(rarely(fc.constantFrom(...pathTexts)), { minLength: 2, maxLength: 2 }),
    query: queryOf(operation.query),
    headers: strangeHeaders,
    body: bodyOf(operation.body),
    raw: rarely(fc.constantFrom(...rawBodies)),
    isForm: fc.boolean().map((isForm) => operation.shape === 'page' || (operation.takesForms && isForm)),
  });
}
