import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acceptedLanguages } from './accept-language.ts';

describe('acceptedLanguages', () => {
  it.each([
    [undefined, []],
    ['', []],
    ['de', ['de']],
    ['de-AT,de;q=0.9,en;q=0.8', ['de-AT', 'de', 'en']],
    ['en;q=0.2, de;q=0.7, fr;q=0.5', ['de', 'fr', 'en']],
    ['fr;q=0.5, de;q=0.5, en', ['en', 'fr', 'de']],
    ['de;q=0.123, en;q=0.124', ['en', 'de']],
    ['DE ; Q=1.000 , en ;q=0.', ['DE']],
    ['de;q=0, en', ['en']],
    ['*', []],
    ['*;q=0.8, de;q=0.1', ['de']],
    ['zh-Hant-TW', ['zh-Hant-TW']],
  ])('reads %j as %j', (header, expected) => {
    expect(acceptedLanguages(header)).toEqual(expected);
  });

  it.each([
    'de;q=2',
    'de;q=-1',
    'de;q=0.1234',
    'de;q=',
    'de;level=1',
    'de;q=1;q=0.5',
    'deutschland',
    'de_DE',
    'de--AT',
    '<de>',
    'd e',
    ';q=1',
    ',,;,',
  ])('leaves out what is no range: %j', (element) => {
    expect(acceptedLanguages(element)).toEqual([]);
    expect(acceptedLanguages(`${element},en;q=0.1`)).toEqual(['en']);
  });

  it('looks at a bounded number of ranges', () => {
    expect(acceptedLanguages(`${'fr,'.repeat(1000)}de`)).toHaveLength(30);
  });

  it('never throws and gives tags only', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (header) => {
        for (const tag of acceptedLanguages(header)) expect(tag).toMatch(/^[a-z0-9-]+$/i);
      }),
    );
  });
});
