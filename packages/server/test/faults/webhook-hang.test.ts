import { setTimeout as sleep } from 'node:timers/promises';
import type { Socket } from 'node:net';
import { databases, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { startRawServer, startReceiver, type Receiver } from '../../src/platform/http/receiver.fixture.ts';
import { operator } from '../support/api-client.ts';
import {
  postJson,
  startServerProcess,
  temporaryDirectory,
  type ServerProcess,
} from '../support/server-process.ts';
import { deedsEnv, expectAuditWhole } from './deeds.ts';
import { startFollower, type Follower } from './follower.ts';
import { withServices } from './with-services.ts';

const password = 'correct-horse-7-battery';
/** More than are sent to at once. */
const hanging = 34;
/** Whoever waited for one that hangs would wait for 10 seconds. */
const answerMs = 9_000;
/** `docs/guides/webhooks.md`: an attempt is given up after 10 seconds, so that all that hang make room by then. */
const delayMs = 20_000;
/** The same, and the 5 seconds until the second attempt. */
const recoveryMs = 40_000;
const stopMs = 15_000;

/** Takes connections and never comes to an end with any. */
function talksFor(kind: 'mute' | 'headers' | 'body') {
  return async (socket: Socket): Promise<void> => {
    if (kind === 'mute') return;
    socket.write('HTTP/1.1 200 OK\r\n');
    if (kind === 'body') socket.write('content-length: 1000000\r\n\r\n');
    for (let sent = 0; !socket.destroyed; sent++) {
      socket.write(kind === 'body' ? 'x' : `x-${String(sent)}: x\r\n`);
      await sleep(200);
    }
  };
}

describe.each(databases())('webhooks that hang, on $name', ({ open }) => {
  let data: { path: string; remove(): Promise<void> };
  let database: TestDatabase;
  let env: Record<string, string> & typeof deedsEnv;
  let server: ServerProcess | undefined;
  let follower: Follower | undefined;
  let good: Receiver;
  let late: Receiver;
  let isLateBack: boolean;
  const raw: { url: string; close(): Promise<void> }[] = [];
  beforeEach(async () => {
    data = await temporaryDirectory();
    database = await open();
    const secret = 'kept-by-whoever-is-stopped-0123456789-abcdef';
    env = { OSTIARY_DATA_DIR: data.path, DATABASE_URL: database.url, OSTIARY_SECRET: secret, ...deedsEnv };
    isLateBack = false;
    good = await startReceiver((_request, response) => response.writeHead(204).end());
    late = await startReceiver((_request, response) => isLateBack && response.writeHead(204).end());
    for (const kind of ['mute', 'headers', 'body'] as const)
      raw.push(await startRawServer((socket) => void talksFor(kind)(socket)));
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') console.error(server?.output().slice(-4_000));
    await follower?.end();
    follower = undefined;
    await server?.kill();
    for (const one of [good, late, ...raw.splice(0)]) await one.close();
    await database.close();
    await data.remove();
  });

  /** One event for everybody who listens. */
  async function signUp(email: string): Promise<void> {
    const startedAt = performance.now();
    expect((await postJson(`${server?.url ?? ''}/auth/create-user/`, { email, password })).status).toBe(201);
    expect(performance.now() - startedAt).toBeLessThan(answerMs);
  }

  const subjectsAt = ({ received }: Receiver): string[] =>
    received.map(({ body }) => (JSON.parse(body) as { data: { subject_id: string } }).data.subject_id);

  test(
    'keep nobody else waiting for long, and get everything in its order when they answer again',
    { timeout: 180_000 },
    async () => {
      await withServices(env, data.path, async ({ webhooks }) => {
        const eventTypes = ['user.created'];
        const add = (name: string, url: string) => webhooks.create(operator, { name, url, eventTypes });
        for (let count = 0; count < hanging; count++)
          await add(`Hanging ${String(count)}`, raw[count % 3]?.url ?? '');
        await add('Late', late.url);
        await add('Good', good.url);
      });
      server = await startServerProcess({ env });
      follower = await startFollower(() => server?.url ?? '', env);
      const people = Array.from({ length: 8 }, (_, index) => `person${String(index)}@hang.test`);
      await signUp(people[0] ?? '');
      await vi.waitFor(() => expect(good.received).toHaveLength(1), { timeout: delayMs });
      for (const email of people.slice(1)) await signUp(email);
      await vi.waitFor(() => expect(good.received).toHaveLength(people.length), { timeout: delayMs });
      expect(new Set(subjectsAt(good)).size).toBe(people.length);
      expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
      await follower.expectEqual(server.url, people);

      await vi.waitFor(() => expect(late.received.length).toBeGreaterThan(0), { timeout: delayMs });
      isLateBack = true;
      await vi.waitFor(() => expect(new Set(subjectsAt(late)).size).toBe(people.length), {
        timeout: recoveryMs,
      });
      // The first of them may have come several times, and is the same.
      const once = subjectsAt(late).filter((subject, index, all) => all.indexOf(subject) === index);
      expect(once).toEqual(subjectsAt(good));
      expect(new Set(late.received.map(({ headers }) => headers['webhook-id'])).size).toBe(people.length);

      await expectAuditWhole({ env });
      const stoppedAt = performance.now();
      expect(await server.stop()).toBe(0);
      expect(performance.now() - stoppedAt).toBeLessThan(stopMs);
    },
  );
});
