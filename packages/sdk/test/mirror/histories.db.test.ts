import { databases } from '@ostiary/testkit';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { kyselyStore } from '../../src/mirror/kysely.ts';
import { history, World } from './histories.ts';
import { plainKysely } from './plain-kysely.ts';

describe.each(databases())('a mirror on $name', (dialect) => {
  let service: Awaited<ReturnType<typeof plainKysely>>;
  beforeAll(async () => {
    service = await plainKysely(dialect);
  });
  afterAll(() => service.close());

  test.each(['delete', 'tombstone'] as const)(
    'is equal to the server at the end of every history, where gone users leave (%s)',
    { timeout: 120_000 },
    async (deletions) => {
      let run = 0;
      await fc.assert(
        fc.asyncProperty(history, fc.integer({ min: 1, max: 2 }), async (steps, processes) => {
          // Tables of its own for each history: quicker than a database.
          run += 1;
          const store = kyselyStore(service.db, { tablePrefix: `${deletions}_${run}_`, deletions });
          const world = new World(store, processes);
          await world.run(steps);
          await world.expectEqual();
        }),
        { numRuns: dialect.name === 'sqlite' ? 20 : 8 },
      );
    },
  );
});
