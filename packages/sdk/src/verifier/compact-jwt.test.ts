import { describe, expect, it } from 'vitest';
import { createHeaderReader, isCompactJws, maxTokenLength, parseCompactJwt } from './compact-jwt.ts';
import { findNative } from './native-crypto.ts';

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const bytes = (...values: number[]): string => Buffer.from(values).toString('base64url');
const good = { alg: 'ES256', typ: 'at+jwt', kid: 'k1' };

describe.each([
  ['the runtime’s own decoder', findNative()],
  ['a decoder for every runtime', undefined],
])('a compact JWT, read with %s', (_what, native) => {
  const parse = (token: string) => parseCompactJwt(token, native, createHeaderReader(native));
  const withHeader = (header: unknown) => parse(`${encode(header)}.${encode({ sub: 'u1' })}.c2ln`);
  const withClaims = (claims: string) => parse(`${encode(good)}.${claims}.c2ln`);

  it('is taken apart', () => {
    const claims = { sub: 'u1', name: 'Ünï 🙂' };
    const token = `${encode({ ...good, more: 1 })}.${encode(claims)}.c2ln`;
    const parsed = parse(token);
    expect(parsed).toEqual({ token, header: good, claims, signatureAt: token.length - 4 });
  });

  it('may have no signature, no type and no name of a key: others judge that', () => {
    const token = `${encode({ alg: 'ES256' })}.${encode({})}.`;
    expect(parse(token)).toEqual({
      ...{ token, header: { alg: 'ES256', typ: undefined, kid: undefined }, claims: {} },
      signatureAt: token.length,
    });
  });

  it.each<[string, unknown]>([
    ['no algorithm', { typ: 'at+jwt' }],
    ['an algorithm that is no text', { ...good, alg: 7 }],
    ['a type that is no text', { ...good, typ: 7 }],
    ['a name of a key that is no text', { ...good, kid: null }],
    ['an extension that must be understood', { ...good, crit: ['b64'] }],
    ['an extension of nothing', { ...good, crit: null }],
    ['a list for a header', [good]],
    ['nothing for a header', null],
    ['a text for a header', 'ES256'],
    ['a number for a header', 7],
  ])('is none with %s', (_name, header) => {
    expect(withHeader(header)).toBeUndefined();
  });

  it.each([
    ['nothing', ''],
    ['a list', encode([])],
    ['null', encode(null)],
    ['a text', encode('sub')],
    ['a number', encode(7)],
    ['no JSON', Buffer.from('{"sub":').toString('base64url')],
    ['no UTF-8', bytes(0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d)],
    ['a mark of the order of bytes', bytes(0xef, 0xbb, 0xbf, 0x7b, 0x7d)],
    ['padding', `${encode({ a: 1 })}=`],
    ['stray bits', `${encode({ a: 10 }).slice(0, -1)}R`],
    ['another alphabet', Buffer.from('{"a":"ÿÿ~~~"}').toString('base64').replaceAll('=', '')],
    ['spaces', ` ${encode({})}`],
  ])('is none with %s for claims', (_name, claims) => {
    expect(withClaims(claims)).toBeUndefined();
  });

  it.each(['c2ln=', 'c2l/', 'c2l', 'c', ' c2ln', 'c2lnx'])('is none with %j for a signature', (signature) => {
    const isRead = parse(`${encode(good)}.${encode({})}.${signature}`) !== undefined;
    expect(isRead).toBe(Buffer.from(signature, 'base64url').toString('base64url') === signature);
  });

  it('is as long as allowed and no longer', () => {
    const frame = `${encode(good)}.${encode({})}.`;
    // Of A alone every length is what an encoder writes, but one that leaves a single character over.
    const lengths = [0, 1, 2, 3].map((less) => maxTokenLength - less);
    const fitting = lengths.filter((length) => (length - frame.length) % 4 !== 1);
    expect(fitting.length).toBe(3);
    for (const length of fitting) expect(parse(frame.padEnd(length, 'A'))).toBeDefined();
    for (let length = maxTokenLength + 1; length < maxTokenLength + 5; length++) {
      expect(parse(frame.padEnd(length, 'A'))).toBeUndefined();
    }
  });
});

describe('the look of a signed token', () => {
  it.each([
    ['a.b.c', true],
    ['a.b.', true],
    ['a..c', true],
    ['.b.c', false],
    ['a.b', false],
    ['a', false],
    ['', false],
    ['.', false],
    ['..', false],
    ['a.', false],
    ['a.b.c.d', false],
    ['a.b.c.', false],
    ['a.b..', false],
  ])('%j: %s', (token, isOne) => {
    expect(isCompactJws(token)).toBe(isOne);
  });
});

describe('a header', () => {
  it('is decoded once, however many tokens have it', () => {
    const read = createHeaderReader(undefined);
    const part = encode(good);
    expect(read(part)).toBe(read(part));
    expect(read(part)).toEqual(good);
  });

  it('that is good for nothing is not kept', () => {
    const read = createHeaderReader(undefined);
    expect(read('none')).toBeUndefined();
    expect(read('none')).toBeUndefined();
  });

  it('that is long is decoded every time, so that nobody fills the memory', () => {
    const read = createHeaderReader(undefined);
    const padded = (length: number): string => encode({ alg: 'ES256', pad: 'p'.repeat(length) });
    const [kept, tooLong] = [padded(360), padded(361)];
    expect([kept.length, tooLong.length]).toEqual([512, 514]);
    expect(read(kept)).toBe(read(kept));
    expect(read(tooLong)).not.toBe(read(tooLong));
    expect(read(tooLong)).toEqual(read(tooLong));
  });

  it('makes room for others: of 32 the oldest is kept, of 33 only the newest', () => {
    const read = createHeaderReader(undefined);
    const parts = Array.from({ length: 33 }, (_, index) => encode({ ...good, kid: `k${index}` }));
    const first = parts.map((part) => read(part));
    expect(read(parts[32]!)).toBe(first[32]);
    expect(read(parts[0]!)).not.toBe(first[0]);
    const again = createHeaderReader(undefined);
    const kept = parts.slice(0, 32).map((part) => again(part));
    for (const [index, header] of kept.entries()) expect(again(parts[index]!)).toBe(header);
  });
});
