import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAuthorization, readBasic } from './authorization-header.rules.ts';

const types = ['Bearer', 'JWT', 'Token'] as const;

describe('an Authorization header', () => {
  it.each([
    [undefined, { kind: 'none' }],
    ['', { kind: 'none' }],
    ['bearer abc', { kind: 'none' }],
    ['Basic YTpi', { kind: 'none' }],
    ['Bearerabc', { kind: 'none' }],
    ['Bearer', { kind: 'malformed' }],
    ['Bearer a b', { kind: 'malformed' }],
    ['Bearer abc', { kind: 'credential', type: 'Bearer', value: 'abc' }],
    ['JWT abc', { kind: 'credential', type: 'JWT', value: 'abc' }],
    ['Token  abc ', { kind: 'credential', type: 'Token', value: 'abc' }],
  ])('%j is read as %j', (header, reading) => {
    expect(readAuthorization(header, types)).toEqual(reading);
  });

  it('never throws, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string(), (header) => {
        expect(['none', 'malformed', 'credential']).toContain(readAuthorization(header, types).kind);
      }),
    );
  });
});

describe('Basic credentials', () => {
  const encode = (text: string | Buffer): string => Buffer.from(text).toString('base64');

  it('give login and password, in which a colon may stand', () => {
    expect(readBasic(encode('ada:pass:word ü'))).toEqual({ login: 'ada', password: 'pass:word ü' });
    expect(readBasic(encode('ada:'))).toEqual({ login: 'ada', password: '' });
  });

  it.each([['no colon'], [':no login'], ['a\0b:c'], [Buffer.from([0x61, 0xff, 0x3a, 0x62])]])(
    'are refused without a login, with NUL or broken UTF-8: %j',
    (text) => {
      expect(readBasic(encode(text))).toBeUndefined();
    },
  );
});
