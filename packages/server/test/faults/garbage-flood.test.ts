import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { databases, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { seeded } from '../../../sdk/test/faults/disorder.fixture.ts';
import { oauthDocument } from '../hostile/schemas/oauth-requests.ts';
import { leakIn } from '../hostile/watched-app.ts';
import {
  postJson,
  startServerProcess,
  temporaryDirectory,
  type ServerProcess,
} from '../support/server-process.ts';
import { deedsEnv, expectWhole, startDeeds } from './deeds.ts';
import { startFollower, type Follower } from './follower.ts';
import { garbageFor, placesOf, throwAt } from './garbage.ts';

const seed = Number(process.env['OSTIARY_TEST_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const rounds = 4;
const connections = 8;
const password = 'correct-horse-7-battery';
const secret = 'kept-by-whoever-is-flooded-0123456789-abcdef';
/** Whoever behaves is served within this time, also on a slow test machine. */
const servedWithinMs = 10_000;
/** What nobody would answer is waited for no longer: a body that is said to be longer than it is. */
const patienceMs = 250;
const mebibyte = 1024 * 1024;

describe.each(databases())(
  `garbage at every route, on $name (OSTIARY_TEST_SEED=${String(seed)})`,
  ({ open }) => {
    let data: { path: string; remove(): Promise<void> };
    let database: TestDatabase;
    let server: ServerProcess;
    let follower: Follower | undefined;
    let env: Record<string, string> & typeof deedsEnv;
    beforeEach(async () => {
      data = await temporaryDirectory();
      database = await open();
      env = {
        ...{ OSTIARY_DATA_DIR: data.path, DATABASE_URL: database.url, OSTIARY_SECRET: secret },
        ...{ OSTIARY_DYNAMIC_REGISTRATION: 'open', OSTIARY_SIGN_IN_LINK: 'on', OSTIARY_SIGN_IN_CODE: 'on' },
        ...deedsEnv,
      };
      server = await startServerProcess({ env });
    });
    afterEach(async ({ task }) => {
      if (task.result?.state === 'fail') console.error(server.output().slice(-4_000));
      await follower?.end();
      await server.kill();
      await database.close();
      await data.remove();
    });

    function memoryBytes(): number {
      const status = readFileSync(`/proc/${String(server.child.pid)}/status`, 'utf8');
      return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1024;
    }

    /** Signs in and asks who it is, as long as it goes on; gives the longest that anything took. */
    function startGoodClient(email: string) {
      let isStopped = false;
      let longestMs = 0;
      let served = 0;
      const timed = async (work: () => Promise<number>): Promise<void> => {
        const startedAt = performance.now();
        expect(await work()).toBe(200);
        longestMs = Math.max(longestMs, performance.now() - startedAt);
        served++;
      };
      const working = (async () => {
        while (!isStopped) {
          let access = '';
          await timed(async () => {
            const { status, body } = await postJson(`${server.url}/auth/token/`, { email, password });
            access = String(body['access']);
            return status;
          });
          const headers = { authorization: `Bearer ${access}` };
          await timed(async () => (await fetch(`${server.url}/auth/user/`, { headers })).status);
          await sleep(10);
        }
      })();
      return {
        async stop() {
          isStopped = true;
          await working;
          return { longestMs, served };
        },
      };
    }

    test('is refused in its place, while others are served as ever', { timeout: 240_000 }, async () => {
      const email = 'good@garbage.test';
      expect((await postJson(`${server.url}/auth/create-user/`, { email, password })).status).toBe(201);
      const document = (await (await fetch(`${server.url}/openapi.json`)).json()) as Parameters<
        typeof placesOf
      >[0][0];
      // The reference is large, and nobody's endpoint but a file.
      const places = placesOf([document, oauthDocument]);
      expect(places.length).toBeGreaterThan(200);
      follower = await startFollower(() => server.url, env);
      const deeds = startDeeds(() => server.url, 2);
      await deeds.more(10);
      const client = startGoodClient(email);
      const before = memoryBytes();
      const chance = seeded(seed);
      const open = Array.from({ length: rounds }, () => places).flat();
      const statuses = new Map<number, number>();
      const worker = async (): Promise<void> => {
        for (let place = open.pop(); place; place = open.pop()) {
          const bytes = garbageFor(place, chance);
          const answer = await throwAt(server.url, bytes, patienceMs);
          const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);
          statuses.set(status, (statuses.get(status) ?? 0) + 1);
          expect(
            [status >= 500, leakIn(answer, [secret, password])],
            bytes.toString('latin1').slice(0, 2_000),
          ).toEqual([false, undefined]);
        }
      };
      await Promise.all(Array.from({ length: connections }, worker));
      const { longestMs, served } = await client.stop();
      expect(served).toBeGreaterThan(10);
      expect(longestMs).toBeLessThan(servedWithinMs);
      expect(memoryBytes() - before).toBeLessThan(256 * mebibyte);
      // It came past the first checks, and was answered.
      for (const status of [200, 400, 401, 404]) expect(statuses.get(status) ?? 0).toBeGreaterThan(0);
      expect(statuses.get(0) ?? 0).toBeLessThan((places.length * rounds) / 3);
      const errors = server
        .output()
        .split('\n')
        .filter((line) => /"level":(50|60)/.test(line));
      expect(errors.map((line) => line.slice(0, 400))).toEqual([]);
      await deeds.more(10);
      const { refusals, ...done } = await deeds.stop();
      expect([...refusals.keys()].filter((status) => status !== 401)).toEqual([]);
      await expectWhole({ ...done, refusals }, { url: server.url, env, follower });
    });
  },
);
