import { dirname, join } from 'node:path';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { needsBrowser } from './browser-tests.ts';
import { runCommand } from './run-command.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const script = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');
const needs = (...args: string[]): Promise<boolean> =>
  needsBrowser({ root, vitest: [process.execPath, script], run: runCommand }, args);

test('a browser is needed when browser tests are among what runs', async () => {
  expect(await needs()).toBe(true);
  expect(await needs('e2e/', 'tools/report')).toBe(true);
  expect(await needs('--project', 'browser')).toBe(true);
  expect(await needs('--bail=1')).toBe(true);
});

test('no browser is needed for anything else, nor for arguments that vitest does not take', async () => {
  expect(await needs('tools/report')).toBe(false);
  expect(await needs('--project=code')).toBe(false);
  expect(await needs('--no-such-flag', '-t')).toBe(false);
});
