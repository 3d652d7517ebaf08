import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { freePort } from '../../deploy/test/support/free-port.ts';
import { startCollector, type Collector } from '../../packages/server/test/support/collector.ts';
import { expectShape } from './support/shape.ts';
import { followDocument, storyTimeoutMs } from './support/story.ts';

const story = followDocument({
  document: 'docs/guides/observability.md',
  settings: { OSTIARY_LOG_LEVEL: 'debug' },
});
let collector: Collector;
beforeAll(async () => {
  collector = await startCollector();
});
afterAll(() => collector.close());

/** Lines of the log, which are JSON. */
const logged = (): Record<string, unknown>[] =>
  story
    .server()
    .output()
    .split('\n')
    .filter((line) => line.startsWith('{') && line.endsWith('}'))
    .map((line) => JSON.parse(line) as Record<string, unknown>);

it('metrics are there for whoever is on the machine', async () => {
  const printed = await story.run('/metrics');
  expect(printed).toMatch(/^ostiary_ready 1$/m);
  expect(printed.split('\n').every((line) => line === '' || line.startsWith('ostiary_'))).toBe(true);
});

it('a line of the log has the members that the guide shows, and no others', async () => {
  const shown = JSON.parse(story.take('"msg": "answered"')) as Record<string, unknown>;
  const body = JSON.stringify({ email: 'nobody@example.com', password: 'nobody-pass-1x' });
  const headers = { 'content-type': 'application/json' };
  await fetch(`${story.url()}/auth/token/`, { method: 'POST', headers, body });
  const answered = await vi.waitUntil(
    () => logged().find(({ msg, route }) => msg === 'answered' && route === '/auth/token/'),
    { timeout: 15_000 },
  );
  expectShape(answered, shown);
  expect(answered).toMatchObject({ level: 20, method: 'POST', status: 401 });
});

it(
  'traces are sent to a collector by the command of the guide',
  async () => {
    const port = String(await freePort());
    await story.start('OSTIARY_TRACES', {
      replace: { 'http://collector:4318': collector.url },
      env: {
        ...{ OSTIARY_PORT: port, OSTIARY_URL: `http://localhost:${port}`, OSTIARY_WORKERS: '1' },
        OSTIARY_DATA_DIR: `${story.workplace().temporary}/traced`,
      },
      ready: /setup\?token=/,
    });
    await fetch(`http://localhost:${port}/.well-known/jwks.json`);
    await expect
      .poll(() => collector.spans().map(({ name }) => name), { timeout: 30_000 })
      .toContain('GET /.well-known/jwks.json');
  },
  storyTimeoutMs,
);
