import { expect, test } from 'vitest';
import { requireVersion } from './expectation.rules.ts';

test('what was changed since it was read is not changed again', () => {
  for (const expectedVersion of [1, 3]) {
    expect(() => requireVersion({ version: 2 }, { expectedVersion })).toThrow(
      expect.objectContaining({ code: 'request.precondition_failed' }),
    );
  }
  expect(() => requireVersion({ version: 2 }, { expectedVersion: 2 })).not.toThrow();
});

test('who expects no version changes any', () => {
  expect(() => requireVersion({ version: 2 }, {})).not.toThrow();
});
