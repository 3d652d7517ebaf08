import { describe, expect, test } from 'vitest';
import { innocentSecrets, secretPlants } from '../plants/secret-plants.ts';
import { findSecrets } from './find-secrets.ts';

test.each(secretPlants)('a $rule in $path is found', ({ path, content, rule }) => {
  expect(findSecrets(path, content).map((found) => found.rule)).toEqual([rule]);
});

test.each(Object.entries(innocentSecrets).filter(([path]) => path !== 'package-lock.json'))(
  '%s is left alone',
  (path, content) => {
    expect(findSecrets(path, content)).toEqual([]);
  },
);

describe('a phrase for a password', () => {
  const line = "const password = 'velvet-canyon-orbit-7';";

  test('is fine in a test', () => {
    expect(findSecrets('packages/server/test/a.test.ts', line)).toEqual([]);
    expect(findSecrets('e2e/support/site.ts', line)).toEqual([]);
  });

  test('is found anywhere else, with its line', () => {
    expect(findSecrets('packages/server/src/a.ts', `\n\n${line}`)).toMatchObject([
      { rule: 'assigned secret', line: 3 },
    ]);
  });
});
