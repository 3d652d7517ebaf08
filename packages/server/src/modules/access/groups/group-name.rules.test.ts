import { describe, expect, test } from 'vitest';
import { problemOfGroupName, readGroupName } from './group-name.rules.ts';

describe('the name of a group', () => {
  test.each([
    'x',
    '7',
    'Finance',
    'Søk & drift (Nord), 2. linje',
    'Ops: on-call/night_shift',
    "O'Neill",
    '財務部',
    'e\u0301quipe',
    'क्षेत्र',
    'The board.',
    'n'.repeat(100),
    '  with space around  ',
    '018f0000-0000-7000-8000-00000000000',
  ])('can be %j', (typed) => {
    expect(problemOfGroupName(typed)).toBeUndefined();
  });

  test.each([
    '',
    ' ',
    '-x',
    '(x)',
    'x -',
    'x,',
    'a\nb',
    'a\tb',
    'a\u202eb',
    'a<b',
    'a;b',
    '\u0301x',
    'n'.repeat(101),
    '018f0000-0000-7000-8000-000000000000',
    '018F0000-0000-7000-8000-00000000ABCD',
  ])('cannot be %j', (typed) => {
    expect(problemOfGroupName(typed)).toBe('Use 1 to 100 letters, digits, spaces and plain punctuation.');
  });

  test('is kept in one form, whichever way it was typed', () => {
    expect(readGroupName(' e\u0301quipe ')).toBe('\u00e9quipe');
    expect(readGroupName('Ｆｉｎａｎｃｅ')).toBe('Finance');
  });
});
