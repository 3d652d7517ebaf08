import { setTimeout as sleep } from 'node:timers/promises';
import { median } from '../support/load.ts';
import { startOstiary } from '../support/ostiary.ts';
import { residentMegabytes } from '../support/processes.ts';
import { below, type BenchOptions, type Figure } from './case.ts';

/** From nothing to the first 200 on a fresh data directory, and the memory of a server at rest. */
export async function startCase({ rounds }: BenchOptions): Promise<Figure[]> {
  const starts: number[] = [];
  const memories: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const startedAt = performance.now();
    const ostiary = await startOstiary({ OSTIARY_LOG_LEVEL: 'info' });
    starts.push(performance.now() - startedAt);
    await sleep(1_500);
    // Through taskset the process is replaced, so the child's pid is the server's.
    if (ostiary.child.pid !== undefined) memories.push(residentMegabytes(ostiary.child.pid));
    await ostiary.stop();
  }
  return [
    {
      name: 'cold start to the first 200',
      ...below(median(starts), 1000, 'ms'),
      details: `${starts.map((ms) => ms.toFixed(0)).join(', ')} ms, fresh data directory`,
    },
    { name: 'idle memory', ...below(median(memories), 120, 'MB'), details: 'resident set of the process' },
  ];
}
