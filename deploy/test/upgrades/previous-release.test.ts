import { readdir } from 'node:fs/promises';
import { databases } from '@ostiary/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { migrations } from '../../../packages/server/migrations/index.ts';
import { newestOfPreviousRelease } from '../../../packages/server/test/support/as-of-version.ts';
import {
  previousCommit,
  providePreviousRelease,
  requireCommit,
  runIn,
  type PreviousRelease,
} from './previous-release.ts';

/** Every query of it, and whole stories. */
const chosen = ['store.db.test', 'packages/server/test/flows', '--exclude', '**/transfer/**'];
const allowedMs = 600_000;

let previous: PreviousRelease;
beforeAll(async () => {
  previous = await providePreviousRelease();
});
afterAll(() => previous.remove());

const runNode = (args: readonly string[]) => runIn(previous.folder, [process.execPath, ...args]);

test('a clone without history says what to do', async () => {
  await expect(requireCommit('0'.repeat(40))).rejects.toThrow(/commit 0+, is not in this clone.*--unshallow/);
  await requireCommit(await previousCommit());
});

test('the newest migration of the previous release is the one that other tests begin at', async () => {
  const names = (await readdir(previous.resolve('packages/server/migrations'))).filter((name) =>
    /^\d{4}_/.test(name),
  );
  expect(names.sort().at(-1)).toBe(`${newestOfPreviousRelease}.ts`);
});

describe('the code of the previous release on the schema of now', () => {
  beforeAll(() => previous.takeNewMigrations());

  test.each(databases())('makes that schema on $name', async ({ open }) => {
    const store = await open({ isMigrated: false });
    try {
      const script = previous.resolve('packages/server/test/support/migrate-once.ts');
      const { output } = await runNode([script, store.url]);
      expect(JSON.parse(output)).toEqual(Object.keys(migrations));
    } finally {
      await store.close();
    }
  });

  test('passes its own tests of stores and flows', { timeout: allowedMs }, async () => {
    const vitest = previous.resolve('node_modules/vitest/vitest.mjs');
    const { code, output } = await runNode([vitest, 'run', '--project', 'code', '--reporter=dot', ...chosen]);
    expect(code, output.slice(-8_000)).toBe(0);
    // What was chosen was found.
    expect(Number(/Tests .*?(\d+) passed/.exec(output)?.[1] ?? 0), output.slice(-2_000)).toBeGreaterThan(400);
  });
});
