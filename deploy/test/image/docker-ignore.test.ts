import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { isIgnored, patternsOf } from './docker-ignore.ts';

const patterns = patternsOf(await readFile(new URL('../../../.dockerignore', import.meta.url), 'utf8'));

describe('what of a checkout goes into the build of the image', () => {
  test.each([
    'package-lock.json',
    'tools/release.mjs',
    'packages/server/src/main.ts',
    'packages/console/index.html',
    'deploy/healthcheck.mjs',
  ])('%s', (path) => expect(isIgnored(path, patterns)).toBe(false));
});

describe('what stays out', () => {
  test.each([
    '.env',
    '.git/config',
    'data/secrets.json',
    'deploy/.env',
    'deploy/docker-compose.yml',
    'packages/server/.env',
    'packages/server/data/ostiary.sqlite',
    'packages/server/dist/main.js',
    'packages/server/node_modules/x/index.js',
    'packages/server/test/flows/sign-in.test.ts',
    'packages/server/src/commands/serve.test.ts',
    'node_modules/esbuild/bin/esbuild',
  ])('%s', (path) => expect(isIgnored(path, patterns)).toBe(true));
});
