import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explainJsonError } from './python-json.ts';
import { explainUtf8Error } from './utf8.ts';

/** As Python 3.13 answered; positions count code points. */
const observed: [text: string, message: string][] = [
  [' ', 'Expecting value: line 1 column 2 (char 1)'],
  ['not json', 'Expecting value: line 1 column 1 (char 0)'],
  ['{', 'Expecting property name enclosed in double quotes: line 1 column 2 (char 1)'],
  ["{'a': 1}", 'Expecting property name enclosed in double quotes: line 1 column 2 (char 1)'],
  ['{"a" 1}', "Expecting ':' delimiter: line 1 column 6 (char 5)"],
  ['{"a": }', 'Expecting value: line 1 column 7 (char 6)'],
  ['{"a": 1 "b": 2}', "Expecting ',' delimiter: line 1 column 9 (char 8)"],
  ['{"a": 1,}', 'Illegal trailing comma before end of object: line 1 column 8 (char 7)'],
  ['[1,]', 'Illegal trailing comma before end of array: line 1 column 3 (char 2)'],
  ['[1', "Expecting ',' delimiter: line 1 column 3 (char 2)"],
  ['[', 'Expecting value: line 1 column 2 (char 1)'],
  ['{}{}', 'Extra data: line 1 column 3 (char 2)'],
  ['01', 'Extra data: line 1 column 2 (char 1)'],
  ['-', 'Expecting value: line 1 column 1 (char 0)'],
  ['"a', 'Unterminated string starting at: line 1 column 1 (char 0)'],
  ['"\\', 'Unterminated string starting at: line 1 column 1 (char 0)'],
  ['"\\x"', 'Invalid \\escape: line 1 column 2 (char 1)'],
  ['"\\u12"', 'Invalid \\uXXXX escape: line 1 column 3 (char 2)'],
  ['"a\tb"', 'Invalid control character at: line 1 column 3 (char 2)'],
  ['{"a":\n  "😀"; }', "Expecting ',' delimiter: line 2 column 6 (char 11)"],
  ['{"a": NaN}', 'Out of range float values are not JSON compliant: NaN'],
  ['[-Infinity]', 'Out of range float values are not JSON compliant: -Infinity'],
  ['\uFEFF{}', 'Unexpected UTF-8 BOM (decode using utf-8-sig): line 1 column 1 (char 0)'],
];

describe('what Python says about text that is not JSON', () => {
  it.each(observed)('%j', (text, message) => {
    expect(() => void JSON.parse(text)).toThrow(SyntaxError);
    expect(explainJsonError(text)).toBe(message);
  });

  it('finds a fault in everything that JSON.parse refuses', () => {
    const fragment = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"',
      '1',
      '-',
      '.',
      'e',
      ' ',
      '\n',
      '\\',
      'é',
    );
    fc.assert(
      fc.property(fc.array(fragment, { maxLength: 12 }), (parts) => {
        const text = parts.join('');
        try {
          JSON.parse(text);
        } catch {
          const [, position] = /\(char (\d+)\)$/.exec(explainJsonError(text)) ?? [];
          expect(Number(position)).toBeLessThanOrEqual([...text].length);
        }
      }),
    );
  });

  it('survives nesting deeper than the stack', () => {
    expect(explainJsonError('['.repeat(200_000))).toMatch(/^maximum recursion depth/);
    expect(explainJsonError('{"a":'.repeat(100_000))).toMatch(/^maximum recursion depth/);
  });
});

describe('what Python says about bytes that are not UTF-8', () => {
  it.each([
    [[0x7b, 0xff], "'utf-8' codec can't decode byte 0xff in position 1: invalid start byte"],
    [[0xc0, 0x80], "'utf-8' codec can't decode byte 0xc0 in position 0: invalid start byte"],
    [[0xc3, 0x28], "'utf-8' codec can't decode byte 0xc3 in position 0: invalid continuation byte"],
    [[0xe2, 0x82, 0x28], "'utf-8' codec can't decode bytes in position 0-1: invalid continuation byte"],
    [[0xed, 0xa0, 0x80], "'utf-8' codec can't decode byte 0xed in position 0: invalid continuation byte"],
    [[0xe2, 0x82], "'utf-8' codec can't decode bytes in position 0-1: unexpected end of data"],
  ])('%j', (bytes, message) => {
    expect(explainUtf8Error(Uint8Array.from(bytes))).toBe(message);
  });

  it('finds a fault exactly where a strict decoder does', () => {
    const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    const isValid = (bytes: Uint8Array): boolean => {
      try {
        strict.decode(bytes);
        return true;
      } catch {
        return false;
      }
    };
    const byte = fc.oneof(
      fc.integer({ min: 0, max: 255 }),
      fc.constantFrom(0x80, 0xbf, 0xe0, 0xed, 0xf0, 0xf4, 0xc2),
    );
    fc.assert(
      fc.property(fc.array(byte, { maxLength: 6 }), (values) => {
        const bytes = Uint8Array.from(values);
        expect(explainUtf8Error(bytes) === undefined).toBe(isValid(bytes));
      }),
      { numRuns: 2_000 },
    );
  });
});
