import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startServerProcess, temporaryDirectory, type ServerProcess } from '../support/server-process.ts';
import { deedsEnv, expectWhole, startDeeds, untilServed } from './deeds.ts';
import { startFollower, type Follower } from './follower.ts';

const gigabyte = 1_000_000_000;
const mebibyte = 1024 * 1024;

let server: ServerProcess;
let env: Record<string, string> & typeof deedsEnv;
let follower: Follower | undefined;
let removeData: () => Promise<void>;
beforeEach(async () => {
  const data = await temporaryDirectory();
  removeData = data.remove;
  env = { OSTIARY_DATA_DIR: data.path, ...deedsEnv };
});
afterEach(async () => {
  await follower?.end();
  follower = undefined;
  await server.kill();
  await removeData();
});

const url = (): string => server.url;

function memoryBytes(): number {
  const status = readFileSync(`/proc/${String(server.child.pid)}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1024;
}

function open(): Socket {
  const { hostname, port } = new URL(server.url);
  return connect(Number(port), hostname).on('error', () => undefined);
}

/** Sends as much as is taken; gives what was answered. */
async function pour(head: string, frame: (chunk: Buffer) => Buffer): Promise<string> {
  const socket = open();
  let answer = '';
  socket.setEncoding('latin1').on('data', (text: string) => (answer += text));
  await once(socket, 'connect');
  socket.write(head);
  const chunk = frame(Buffer.alloc(64 * 1024, 'x'));
  let sent = 0;
  const closed = new Promise<'closed'>((resolve) => socket.once('close', () => resolve('closed')));
  while (sent < gigabyte && !socket.destroyed && socket.writable) {
    sent += chunk.length;
    if (socket.write(chunk)) continue;
    const drained = once(socket, 'drain').then(
      () => 'taken' as const,
      () => 'closed' as const,
    );
    if ((await Promise.race([drained, closed, sleep(5_000, 'stuck' as const)])) !== 'taken') break;
  }
  await Promise.race([closed, sleep(2_000)]);
  socket.destroy();
  return answer;
}

describe('a body of a gigabyte', { timeout: 240_000 }, () => {
  const head = (path: string, framing: string): string =>
    `POST ${path} HTTP/1.1\r\nhost: localhost:8000\r\ncontent-type: application/json\r\n${framing}\r\n\r\n`;
  const whole = (chunk: Buffer): Buffer => chunk;
  const chunked = (chunk: Buffer): Buffer =>
    Buffer.concat([Buffer.from(`${chunk.length.toString(16)}\r\n`), chunk, Buffer.from('\r\n')]);

  test('is refused at once, and is kept nowhere', async () => {
    server = await startServerProcess({ env });
    expect(await untilServed(url)).toBeLessThan(60);
    follower = await startFollower(url, env);
    const deeds = startDeeds(url, 2);
    await deeds.more(10);
    const done = await deeds.stop();
    const before = memoryBytes();
    const paths = ['/auth/token/', '/o/token', '/api/v1/users', '/sign-in', '/metrics', '/nowhere'];
    for (const path of paths) {
      for (const [framing, frame] of [
        [`content-length: ${String(gigabyte)}`, whole],
        ['transfer-encoding: chunked', chunked],
      ] as const) {
        const answer = await pour(head(path, framing), frame);
        expect([path, framing, answer.slice(0, 12)]).toEqual([
          path,
          framing,
          expect.stringMatching(/^(HTTP\/1\.1 4\d\d)?$/),
        ]);
      }
    }
    // The rest is read away, so that the refusal arrives.
    expect(memoryBytes() - before).toBeLessThan(256 * mebibyte);
    expect(await untilServed(url)).toBeLessThan(5);
    await expectWhole(done, { url: server.url, env, follower });
  });
});

describe('more connections than the process may have files', { timeout: 120_000 }, () => {
  test('are let in as far as it goes, and afterwards everything is as before', async () => {
    server = await startServerProcess({ env, shell: 'ulimit -n 160; exec "$@"' });
    follower = await startFollower(url, env);
    const deeds = startDeeds(url, 3);
    await deeds.more(10);
    const flood = Array.from({ length: 400 }, open);
    await sleep(2_000);
    expect(server.child.exitCode).toBeNull();
    for (const socket of flood) socket.destroy();
    expect(await untilServed(url)).toBeLessThan(20);
    await deeds.more(10);
    await expectWhole(await deeds.stop(), { url: server.url, env, follower });
  });
});
