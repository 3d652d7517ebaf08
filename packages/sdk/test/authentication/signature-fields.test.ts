import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contentDigest, isDigestOf } from '../../src/authentication/hmac/content-digest.ts';
import { importHmacKey, isSignatureOf } from '../../src/authentication/hmac/hmac-key.ts';
import { serializeInnerList } from '../../src/authentication/hmac/serialize-fields.ts';
import { signatureBase } from '../../src/authentication/hmac/signature-base.ts';
import { parseDictionary, type InnerList } from '../../src/authentication/hmac/structured-fields.ts';

describe('HTTP Message Signatures (RFC 9421)', () => {
  test('the standard’s own example of hmac-sha256 is verified (appendix B.2.5)', async () => {
    const input =
      'sig-b25=("date" "@authority" "content-type");created=1618884473;keyid="test-shared-secret"';
    const signed = parseDictionary(input)?.get('sig-b25') as InnerList;
    const headers: Record<string, string> = {
      date: 'Tue, 20 Apr 2021 02:07:55 GMT',
      'content-type': 'application/json',
    };
    const message = {
      method: 'POST',
      scheme: undefined,
      authority: 'example.com',
      path: '/foo',
      query: 'param=Value&Pet=dog',
      header: (name: string) => headers[name],
    };
    const result = signatureBase(message, signed);
    if (!('base' in result)) throw new Error(result.missing);
    expect(result.base).toBe(
      [
        '"date": Tue, 20 Apr 2021 02:07:55 GMT',
        '"@authority": example.com',
        '"content-type": application/json',
        `"@signature-params": ${input.slice('sig-b25='.length)}`,
      ].join('\n'),
    );
    const shared = 'uzvJfB4u3N0Jy4T7NZ75MDVcr8zSTInedJtkgcu46YW4XByzNJjxBdtjUkdJPBtbmHhIDi6pcl8jsasjlTMtDQ==';
    const imported = await importHmacKey(Buffer.from(shared, 'base64'));
    const signature = Uint8Array.from(Buffer.from('pxcQw6G3AjtMBQjwo8XzkZf/bws5LelbaMk5rGIGtE8=', 'base64'));
    expect(await isSignatureOf(imported, signature, result.base)).toBe(true);
    expect(await isSignatureOf(imported, signature, `${result.base} `)).toBe(false);
  });

  test.each([
    ['@target-uri', 'https://www.example.com/path?param=value'],
    ['@authority', 'www.example.com'],
    ['@scheme', 'https'],
    ['@request-target', '/path?param=value'],
    ['@path', '/path'],
    ['@query', '?param=value'],
    ['@method', 'POST'],
  ])('%s is as section 2.2 says', (name, expected) => {
    const signed: InnerList = { items: [{ value: name, parameters: new Map() }], parameters: new Map() };
    const message = {
      method: 'POST',
      scheme: 'https' as const,
      authority: 'www.example.com',
      path: '/path',
      query: 'param=value',
      header: () => undefined,
    };
    expect(signatureBase(message, signed)).toEqual({
      base: `"${name}": ${expected}\n"@signature-params": ("${name}")`,
    });
  });

  test.each([
    '("@method";req)',
    '("a" "a")',
    '("@status")',
    '("x-absent")',
    '("X-Upper")',
    '(1)',
    '("@query-param";name="a")',
  ])('what is not there or not supported is not signed: %s', (list) => {
    const signed = parseDictionary(`s=${list}`)?.get('s') as InnerList;
    const header = (name: string) => (name === 'x-absent' ? undefined : 'value');
    const message = { method: 'GET', scheme: undefined, authority: 'a', path: '/', query: undefined, header };
    expect(signatureBase(message, signed)).toHaveProperty('missing');
  });
});

describe('Content-Digest (RFC 9530)', () => {
  const hello = new TextEncoder().encode('{"hello": "world"}');
  const sha512 = 'WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==';

  test('of the standards’ examples', async () => {
    expect(await contentDigest(new TextEncoder().encode('{"hello": "world"}\n'))).toBe(
      'sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:',
    );
    expect(await isDigestOf(`sha-512=:${sha512}:`, hello)).toBe(true);
  });

  test.each([
    ['', false],
    ['nonsense', false],
    ['md5=:AAAA:', false],
    [`sha-512=:${sha512}:, sha-256=:AAAA:`, false],
    [`unixsum=:AAAA:, sha-512=:${sha512}:`, true],
    ['sha-256="text"', false],
  ])('%j: %s', async (header, expected) => {
    expect(await isDigestOf(header, hello)).toBe(expected);
  });
});

describe('Structured Fields (RFC 9651)', () => {
  const bare = fc.oneof(
    fc.string({ unit: 'grapheme-ascii' }).filter((text) => /^[\x20-\x7e]*$/.test(text)),
    fc.integer({ min: -999_999_999_999_999, max: 999_999_999_999_999 }),
    fc.boolean(),
    fc.uint8Array({ maxLength: 40 }).map((bytes) => Uint8Array.from(bytes)),
    fc.constantFrom({ token: 'a' }, { token: '*x/y:z' }),
  );
  const parameters = fc
    .dictionary(fc.stringMatching(/^[a-z*][a-z0-9_.*-]{0,8}$/), bare, { noNullPrototype: true })
    .map((object) => new Map(Object.entries(object)));
  const item = fc.record({ value: bare, parameters });

  test('what was written is read back', () => {
    fc.assert(
      fc.property(fc.array(item, { maxLength: 4 }), parameters, (items, own) => {
        const written = serializeInnerList({ items, parameters: own });
        const read = parseDictionary(`a=1, sig=${written}`)?.get('sig');
        expect(read).toEqual({ items, parameters: own });
      }),
    );
  });

  test('whatever is sent is read or refused, and what is read has one form', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'s=(")";:?01 a\\,*-.AB'.split('')), maxLength: 30 }),
        (text) => {
          const member = parseDictionary(`s=${text}`)?.get('s');
          if (!member || !('items' in member)) return;
          const written = serializeInnerList(member);
          expect(parseDictionary(`s=${written}`)?.get('s')).toEqual(member);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  test.each([
    ...[
      's=("a"',
      's=("a""b")',
      's="a',
      's="\\x"',
      's=:a',
      's=:!:',
      's=1.5',
      's=1234567890123456',
      'S=1',
      's=1,',
    ],
    ...['s=é', 's="é"', 's==', '=1', 's=1 2', 's=(1)x', `s="${'x'.repeat(9_000)}"`],
  ])('%j is none', (text) => {
    expect(parseDictionary(text)).toBeUndefined();
  });
});
