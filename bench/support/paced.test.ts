import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { runPaced } from './paced.ts';

async function serve(answer: (at: number) => Promise<void> | undefined): Promise<string> {
  const server = createServer((request, response) => {
    response.statusCode = request.url === '/other' ? 404 : 200;
    void Promise.resolve(answer(performance.now())).then(() => response.end('{}'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`;
}

test('requests are sent at even distances, not all at the beginning of a second', async () => {
  const arrivals: number[] = [];
  const url = await serve((at) => void arrivals.push(at));
  const load = { url, seconds: 1, connections: 8, requests: [{}, { path: '/other' }], expected: [200] };
  const { statuses, durations } = await runPaced(load, 40);
  // Each of eight connections sends five, in turn.
  expect(statuses).toEqual({ 200: 24, 404: 16 });
  expect(durations).toHaveLength(40);
  const [first = 0] = arrivals;
  // Whatever the machine does meanwhile, the second half is not sent before its time.
  expect(arrivals.filter((at) => at - first < 450).length).toBeLessThanOrEqual(20);
});

test('whoever would have come while nobody was answered waits from when they were due', async () => {
  let opens: (() => void) | undefined;
  const closed = new Promise<void>((resolve) => (opens = resolve));
  const url = await serve(() => closed);
  setTimeout(() => opens?.(), 600);
  const load = { url, seconds: 0.5, connections: 2, requests: [{}], expected: [200] };
  const { durations } = await runPaced(load, 20);
  // Due from 0 to 450 ms; none before 600 ms.
  expect(durations.filter((ms) => ms >= 140)).toHaveLength(10);
  expect(Math.max(...durations)).toBeGreaterThan(550);
});
