import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import type { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  postJson,
  startServerProcess,
  temporaryDirectory,
  type ServerProcess,
} from '../support/server-process.ts';

const admin = { username: 'root', password: 'engine-no-1-difference' };

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let server: ServerProcess;

const start = () =>
  startServerProcess({
    env: {
      OSTIARY_DATA_DIR: directory.path,
      OSTIARY_ADMIN_USERNAME: admin.username,
      OSTIARY_ADMIN_PASSWORD: admin.password,
    },
  });

beforeEach(async () => {
  directory = await temporaryDirectory();
  server = await start();
});
afterEach(async () => {
  await server.kill();
  await directory.remove();
});

async function signIn(): Promise<string> {
  const { body } = await postJson(`${server.url}/auth/token/`, admin);
  return `Bearer ${String(body['access'])}`;
}

const people = 4_000;
const text = Array.from({ length: people }, (_, index) =>
  JSON.stringify({
    external_id: `e${index}`,
    username: `u${index}`,
    first_name: 'x'.repeat(50),
    roles: ['read-only'],
  }),
).join('\n');

interface Told {
  progress?: { id: string; lines_done: number };
  report?: { created: number; unchanged: number; failed: number; lines: number };
}

/** The first line of the answer as soon as it is there, and the last one when there are no more. */
async function begin(query: string): Promise<{ first: Told; last: Promise<Told> }> {
  const sending = httpRequest(`${server.url}/api/v1/imports?progress=true${query}`, {
    method: 'POST',
    headers: { authorization: await signIn(), 'content-type': 'application/jsonl' },
  });
  sending.on('error', () => undefined);
  sending.end(text);
  const [response] = (await once(sending, 'response')) as [Readable];
  response.on('error', () => undefined);
  let told = '';
  response.setEncoding('utf8').on('data', (some: string) => (told += some));
  const closed = new Promise((resolve) => response.once('close', resolve));
  await once(response, 'data');
  const line = (index: number): Told => JSON.parse(told.trim().split('\n').at(index) ?? '') as Told;
  return { first: line(0), last: closed.then(() => line(-1)) };
}

async function countEvents(): Promise<number> {
  const headers = { authorization: await signIn() };
  let count = 0;
  for (let cursor = ''; ;) {
    const answer = await fetch(`${server.url}/api/v1/events?type=user.created&limit=200${cursor}`, {
      headers,
    });
    const { items, next_cursor: next } = (await answer.json()) as {
      items: object[];
      next_cursor: string | null;
    };
    count += items.length;
    if (next === null || items.length === 0) return count;
    cursor = `&cursor=${next}`;
  }
}

test('a power cut in the middle of an import loses nothing and repeats nothing', async () => {
  let id = '';
  // Killed again and again at other moments, until it is through.
  for (let round = 0; round < 3; round++) {
    const { first } = await begin(id === '' ? '' : `&resume=${id}`);
    id = first.progress?.id ?? id;
    await new Promise((resolve) => setTimeout(resolve, 60 + 70 * round));
    await server.kill();
    server = await start();
  }
  const answer = await fetch(`${server.url}/api/v1/imports/${id}`, {
    headers: { authorization: await signIn() },
  });
  const run = (await answer.json()) as { finished_at: string | null; lines_done: number };
  if (run.finished_at === null) {
    const { report } = await (await begin(`&resume=${id}`)).last;
    expect(report).toMatchObject({ lines: people, created: people, unchanged: 0, failed: 0 });
  } else {
    expect(run).toMatchObject({ lines_done: people, created: people, unchanged: 0, failed: 0 });
  }
  // One for each line, and one for the administrator.
  expect(await countEvents()).toBe(people + 1);
});
