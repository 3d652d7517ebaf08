import fc from 'fast-check';
import { describe, test } from 'vitest';
import { memoryStore } from '../../src/mirror/index.ts';
import { history, World } from './histories.ts';

describe.each([1, 2])('a mirror in memory, followed by %i', (processes) => {
  test('is equal to the server at the end of every history', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (steps) => {
        const world = new World(memoryStore(), processes);
        await world.run(steps);
        await world.expectEqual();
      }),
      { numRuns: 400 },
    );
  });
});
