import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { problemOfCalledUri, problemOfOrigin, problemOfRedirectUri, problemOfShownUri } from './uri.rules.ts';

const forWeb = [
  'https://shop.example.org',
  'https://shop.example.org/',
  'https://shop.example.org:8443/callback?from=ostiary&x=a%20b',
  'https://shop.example.org/..well/.known',
  'https://203.0.113.7/cb',
  'https://[2001:db8::1]/cb',
  'http://localhost:3000/cb',
  'http://127.0.0.1/cb',
  'http://[::1]:49152/cb',
];
const onlyForNative = ['com.example.app:/cb', 'org.example.shop://signed-in/cb'];

const forNobody = [
  '',
  'callback',
  '/callback',
  '//shop.example.org/cb',
  'https:shop.example.org/cb',
  'https:/shop.example.org/cb',
  'https:///cb',
  'https://',
  'https://?x',
  'http://shop.example.org/cb',
  'http://localhost.example.org/cb',
  'http://127.0.0.2/cb',
  'http://127.1/cb',
  'https://0x7f.1/cb',
  'https://2130706433/cb',
  'https://sh%6fp.example.org/cb',
  'https://shop.example.org:port/cb',
  'https://shop.example.org:99999/cb',
  'https://shop.example.org:/cb',
  'https://me@shop.example.org/cb',
  'https://me:secret@shop.example.org/cb',
  'https://shop.example.org@evil.example/cb',
  'https://shop.example.org\\@evil.example/cb',
  'https://shop.example.org/cb#here',
  'https://shop.example.org/cb#',
  'https://*.example.org/cb',
  'https://shop.example.org/*',
  'https://shop.example.org/a/../b',
  'https://shop.example.org/..',
  'https://shop.example.org/./b',
  'https://shop.example.org/a%2e%2e/b',
  'https://shop.example.org/%2E%2E/b',
  'https://shop.example.org/a%2fb',
  'https://shop.example.org/a%5cb',
  'https://shop.example.org/a%0d%0aset-cookie:x',
  'https://shop.example.org/%zz',
  'https://shop.example.org/a b',
  ' https://shop.example.org/cb',
  'https://shop.example.org/cb\n',
  'https://shop.example.org/\0',
  'https://shöp.example.org/cb',
  'https://shop.example.org/\u202ecb',
  `https://shop.example.org/${'x'.repeat(2_000)}`,
  'javascript:alert(1)',
  'JavaScript://shop.example.org/%250aalert(1)',
  'data:text/html,x',
  'file:///etc/passwd',
  'blob:https://shop.example.org/1',
  'vbscript:x',
  'about:blank',
  'view-source:https://shop.example.org',
  'myapp:/cb',
  'myapp://cb',
  'com.example.app:cb',
  'com.example.app:',
  'com.example.app:/a/../b',
  'com.example.app://me@host/cb',
  'urn:ietf:wg:oauth:2.0:oob',
];

describe('a redirect URI', () => {
  test.each(forWeb)('may be %s, for every kind of application', (uri) => {
    expect(problemOfRedirectUri(uri, 'web')).toBeUndefined();
    expect(problemOfRedirectUri(uri, 'native')).toBeUndefined();
  });

  test.each(onlyForNative)('may be %s for a native application only', (uri) => {
    expect(problemOfRedirectUri(uri, 'native')).toBeUndefined();
    expect(problemOfRedirectUri(uri, 'web')).toMatch(/native/);
  });

  test.each(forNobody)('may not be %j', (uri) => {
    expect(problemOfRedirectUri(uri, 'web')).toBeTypeOf('string');
    expect(problemOfRedirectUri(uri, 'native')).toBeTypeOf('string');
  });

  // Pieces that parsers have disagreed about, put together in any order.
  const piece = fc.constantFrom(
    ...['https:', 'http:', 'com.example.app:', 'javascript:', '//', '/', '\\', '@', ':', '#', '?', '.', '..'],
    ...[
      '%2e',
      '%2F',
      '%5c',
      '%00',
      '%',
      '*',
      ' ',
      '\t',
      '\0',
      'localhost',
      '127.0.0.1',
      '[::1]',
      'evil.example',
    ],
    ...['shop.example.org', 'a', ':80', '\u{ff0f}', 'é'],
  );
  const beginning = fc.constantFrom(
    'https://shop.example.org',
    'http://localhost',
    'https://',
    'com.example.app:',
    '',
  );
  const written = fc
    .tuple(beginning, fc.array(piece, { maxLength: 6 }))
    .map(([start, pieces]) => start + pieces.join(''));
  const kind = fc.constantFrom('web' as const, 'native' as const);

  test('that is accepted means one place to every parser: where it says', () => {
    let accepted = 0;
    fc.assert(
      fc.property(written, kind, (uri, as) => {
        if (problemOfRedirectUri(uri, as) !== undefined) return;
        accepted += 1;
        const parsed = new URL(uri);
        expect([parsed.username, parsed.password, parsed.hash]).toEqual(['', '', '']);
        const isWeb = parsed.protocol === 'https:' || parsed.protocol === 'http:';
        if (!isWeb) {
          expect(as).toBe('native');
          expect(parsed.protocol).toMatch(/^[a-z][a-z0-9+-]*\.[a-z0-9.+-]*:$/);
          return;
        }
        if (parsed.protocol === 'http:') {
          expect(['localhost', '127.0.0.1', '[::1]']).toContain(parsed.hostname);
        }
        // Nothing was resolved, decoded or dropped but the port that goes without saying.
        const [, path = ''] = /^https?:\/\/[^/?]*([^?]*)/.exec(uri) ?? [];
        expect(parsed.pathname).toBe(path === '' ? '/' : path);
        expect(uri.startsWith(`${parsed.protocol}//${parsed.hostname}`)).toBe(true);
      }),
      { numRuns: 10_000, seed: 20_261_127 },
    );
    expect(accepted).toBeGreaterThan(500);
  });

  test('is refused or accepted for what it is, whatever text it is, and never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), kind, (text, as) => {
        const problem = problemOfRedirectUri(text, as);
        if (problem === undefined) expect(URL.canParse(text)).toBe(true);
      }),
    );
  });
});

describe('an allowed origin', () => {
  test.each(['https://shop.example.org', 'https://shop.example.org:8443', 'http://localhost:5173'])(
    'may be %s',
    (origin) => expect(problemOfOrigin(origin)).toBeUndefined(),
  );

  test.each([
    ...[
      'https://shop.example.org/',
      'https://shop.example.org/app',
      'https://shop.example.org?x',
      'null',
      '*',
    ],
    ...['https://SHOP.example.org', 'https://shop.example.org:443', 'http://shop.example.org', ''],
  ])('may not be %s', (origin) => expect(problemOfOrigin(origin)).toBeTypeOf('string'));
});

describe('an address that Ostiary calls', () => {
  test('is https, or plain http to one’s own machine outside production', () => {
    expect(problemOfCalledUri('https://shop.example.org/out', true)).toBeUndefined();
    expect(problemOfCalledUri('http://localhost:3000/out', false)).toBeUndefined();
    expect(problemOfCalledUri('http://localhost:3000/out', true)).toBe('Use https.');
    expect(problemOfCalledUri('http://shop.example.org/out', false)).toBeTypeOf('string');
    expect(problemOfCalledUri('https://shop.example.org/out#x', false)).toBeTypeOf('string');
    expect(problemOfCalledUri('com.example.app:/out', false)).toBeTypeOf('string');
  });
});

describe('an address that people are shown', () => {
  test('is a web address, and never a script', () => {
    expect(problemOfShownUri('http://shop.example.org/logo.png')).toBeUndefined();
    for (const uri of ['javascript:alert(1)', 'data:image/png;base64,x', 'ftp://shop.example.org', '']) {
      expect(problemOfShownUri(uri)).toBeTypeOf('string');
    }
  });
});
