import { databases, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  postJson,
  runOstiary,
  startServerProcess,
  temporaryDirectory,
  type ServerProcess,
} from '../support/server-process.ts';

const password = 'correct-horse-7-battery';

/** Signs people up on several connections until the server dies; gives those that were acknowledged. */
async function signUpUntilDeath(server: ServerProcess, killAfter: number): Promise<string[]> {
  const acknowledged: string[] = [];
  let next = 0;
  const connection = async (): Promise<void> => {
    for (;;) {
      const email = `person${String(killAfter)}-${String(next++)}@power.test`;
      const answer = await postJson(`${server.url}/auth/create-user/`, { email, password }).catch(
        () => undefined,
      );
      if (!answer) return;
      expect(answer.status).toBe(201);
      acknowledged.push(email);
      // Not awaited: the others are in the middle of something when it happens.
      if (acknowledged.length === killAfter) void server.kill();
    }
  };
  await Promise.all(Array.from({ length: 8 }, connection));
  await server.kill();
  return acknowledged;
}

describe.each(databases())('a server on $name that is killed while people sign up', ({ name, open }) => {
  let data: { path: string; remove(): Promise<void> };
  let database: TestDatabase | undefined;
  beforeEach(async () => {
    data = await temporaryDirectory();
    database = name === 'postgres' ? await open() : undefined;
  });
  afterEach(async () => {
    await database?.close();
    await data.remove();
  });

  it(
    'has every acknowledged account after it starts again, whole, and an unbroken audit chain',
    { timeout: 90_000 },
    async () => {
      const env: Record<string, string> = { OSTIARY_DATA_DIR: data.path };
      if (database) env['DATABASE_URL'] = database.url;
      const acknowledged: string[] = [];
      for (const killAfter of [25, 40]) {
        acknowledged.push(...(await signUpUntilDeath(await startServerProcess({ env }), killAfter)));
      }
      expect(acknowledged.length).toBeGreaterThanOrEqual(65);

      const server = await startServerProcess({ env });
      try {
        for (const email of new Set(acknowledged)) {
          const answer = await postJson(`${server.url}/auth/token/`, { email, password });
          expect(answer.status, email).toBe(200);
        }
      } finally {
        expect(await server.stop()).toBe(0);
      }
      const { code, output } = await runOstiary(['audit', 'verify'], env);
      expect(code, output).toBe(0);
    },
  );
});
