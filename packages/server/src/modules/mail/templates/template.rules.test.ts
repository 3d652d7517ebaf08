import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { escapeHtml, fill, onOneLine, placeholdersIn } from './template.rules.ts';

describe('placeholders', () => {
  test('are found with or without spaces, and what is misspelt with them', () => {
    expect(placeholdersIn('Dear {{name}}, {{ link }} {{a-b}} {{}} {{open} { {no}} }}')).toEqual([
      ...['name', 'link', 'a-b', '', 'open'],
    ]);
  });

  test('are filled, each occurrence, and values are not looked into', () => {
    const values = { a: '{{b}} $& $1', b: 'x' };
    expect(fill('{{a}} {{ a }} {{b}}', values)).toBe('{{b}} $& $1 {{b}} $& $1 x');
  });

  test('without a value are an error, those of every object included', () => {
    for (const name of ['missing', 'constructor', 'toString']) {
      expect(() => fill(`{{${name}}}`, {})).toThrow(TypeError);
    }
  });
});

describe('a value', () => {
  test('stays on its line and is not endless', () => {
    expect(onOneLine('a\r\nBcc: eve@example.com\0\u0085\u2028b\u202ec')).toBe('a Bcc: eve@example.com b c');
    expect(onOneLine('x'.repeat(3_000))).toHaveLength(2_000);
    expect(onOneLine('Łódź 👩‍🚀 東京')).toBe('Łódź 👩‍🚀 東京');
  });

  test('of any kind begins no tag and ends no attribute in HTML', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(escapeHtml(text)).not.toMatch(/[<>"']|&(?!(amp|lt|gt|quot|#39);)/);
      }),
    );
  });
});
