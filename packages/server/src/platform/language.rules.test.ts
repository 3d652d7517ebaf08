import { describe, expect, it } from 'vitest';
import { pickLanguage } from './language.rules.ts';

describe('pickLanguage', () => {
  it.each([
    [[], 'en'],
    [['de'], 'de'],
    [['DE-at'], 'de'],
    [['de-CH-1996'], 'de'],
    [['de-x-goethe'], 'de'],
    [['de-DE-u-co-phonebk'], 'de'],
    [['fr', 'de', 'en'], 'de'],
    [['fr-CA', 'en-GB', 'de'], 'en'],
    [['fr', 'it'], 'en'],
    [['den'], 'en'],
    [['x-de'], 'en'],
    [['-de', '', '-'], 'en'],
    [['__proto__', 'constructor'], 'en'],
  ])('answers %j in %s', (tags, expected) => {
    expect(pickLanguage(tags)).toBe(expected);
  });

  it('is not slowed down by a tag without end', () => {
    expect(pickLanguage(['-x'.repeat(5000)])).toBe('en');
  });
});
