import { expect, it } from 'vitest';
import { AppError } from '#platform/errors.ts';
import { tellWork } from './told-work.ts';

const told: unknown[] = [];
const log = { error: (line: unknown) => void told.push(line) };
const request = { id: 'r1', log };

async function linesOf(lines: AsyncGenerator<string>): Promise<unknown[]> {
  const read: unknown[] = [];
  for await (const line of lines) read.push(JSON.parse(line));
  return read;
}

it('tells how far the work is, and at last what it gave', async () => {
  let checked = 0;
  const work = new Promise<object>((resolve) => {
    setTimeout(() => (checked = 7), 100);
    setTimeout(() => resolve({ entries: 9 }), 700);
  });
  expect(await linesOf(tellWork(request, work, () => ({ checked })))).toEqual([
    { progress: { checked: 7 } },
    { report: { entries: 9 } },
  ]);
});

it('tells what ended it', async () => {
  const work = Promise.reject(new AppError('service.unavailable'));
  expect(await linesOf(tellWork(request, work, () => ({})))).toMatchObject([
    { error: { code: 'service.unavailable', request_id: 'r1' } },
  ]);
  expect(told).toMatchObject([{ requestId: 'r1' }]);
});
