import { expect } from 'vitest';
import type { Tools } from './services.fixture.ts';

/** Requests of a file, of which one is refused. */
export async function tryBulk({ where, run, ok }: Tools): Promise<void> {
  const request = { method: 'POST', path: '/api/v1/groups', body: { name: `Bulk ${where}` } };
  expect((await ok(['bulk', '-'], { input: JSON.stringify(request) })).out).toBe(
    '1  201  POST /api/v1/groups\n',
  );
  const other = { ...request, body: { name: `Bulk more ${where}` } };
  const input = [request, other].map((each) => JSON.stringify(each)).join('\n');
  const twice = await run(['bulk', '-', '--json'], { input });
  expect(twice.code).toBe(1);
  const answers = twice.out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
  expect(answers).toMatchObject([
    { index: 0, status: 409 },
    { index: 1, status: 201 },
  ]);
}
