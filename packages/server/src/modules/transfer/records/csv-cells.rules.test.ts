import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvColumns, guarded, readHeader, toObject, unguarded } from './csv-cells.rules.ts';

describe('a cell', () => {
  const cell = fc.string({ unit: fc.constantFrom(...'\'=+-@\t\raé"', ','), maxLength: 6 });

  test('that a spreadsheet would evaluate is guarded, and comes back as it was', () => {
    fc.assert(
      fc.property(fc.constantFrom(...csvColumns), cell, (column, text) => {
        const written = guarded(column, text);
        if (column !== 'phone') expect(written).not.toMatch(/^[=+\-@\t\r]/);
        expect(unguarded(column, written)).toBe(text);
      }),
      { numRuns: 2_000 },
    );
  });

  test('that is empty is not given', () => {
    expect(toObject(['email', 'is_staff', 'roles', 'phone'], ['', 'TRUE', 'a; b;;', ''])).toEqual({
      is_staff: true,
      roles: ['a', 'b'],
    });
    expect(toObject(['is_staff'], ['maybe'])).toEqual({ is_staff: 'maybe' });
  });
});

describe('a header', () => {
  test('names columns that exist, once each, and one to find people by', () => {
    expect(readHeader([' email ', 'roles'])).toEqual({ columns: ['email', 'roles'] });
    expect(readHeader(['email', 'password', 'email', '__proto__'])).toEqual({
      problems: [
        { path: 'password', message: 'There is no such column.' },
        { path: 'email', message: 'This column is there twice.' },
        { path: '__proto__', message: 'There is no such column.' },
      ],
    });
    expect(readHeader(['roles'])).toMatchObject({ problems: [{ path: '' }] });
  });
});
