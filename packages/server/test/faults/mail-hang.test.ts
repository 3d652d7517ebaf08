import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { databases, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { startMailServer, type MailServer } from '../../src/modules/mail/transports/mail-server.fixture.ts';
import {
  postJson,
  startServerProcess,
  temporaryDirectory,
  type ServerProcess,
} from '../support/server-process.ts';
import { expectAuditWhole } from './deeds.ts';
import { startFollower, type Follower } from './follower.ts';

const password = 'correct-horse-7-battery';
/** Whoever waited for the mail server would wait for 10 seconds at least. */
const answerMs = 9_000;
/** `docs/guides/mail.md`: a minute, and the time that an attempt takes that is under way. */
const recoveryMs = 75_000;
/** `docs/guides/mail.md`: 10 seconds for the quick ones to become slow ones, and then the others go. */
const notStarvedMs = 30_000;
/** `docs/guides/mail.md`: 7 seconds for what is under way, and then the end. */
const stopMs = 15_000;

/**
 * What is between Ostiary and the mail server. `mute`: connections are taken, and nothing comes through. `no_data`: the
 * reply by which the server takes a mail (354) does not come through, nor anything after it.
 */
interface Wire {
  port: number;
  become(state: 'open' | 'mute' | 'no_data'): void;
  /** How many connections have something held back. */
  held(): number;
  close(): void;
}

async function startMailWire(target: number): Promise<Wire> {
  let state: 'open' | 'mute' | 'no_data' = 'open';
  const links = new Set<{ release(): void; isHeld: boolean; end(): void }>();
  const server = createServer((inbound) => {
    const outbound = connect(target, '127.0.0.1');
    const waiting: Buffer[] = [];
    const link = {
      isHeld: state === 'mute',
      release() {
        link.isHeld = false;
        for (const bytes of waiting.splice(0)) inbound.write(bytes);
      },
      end() {
        inbound.destroy();
        outbound.destroy();
        links.delete(link);
      },
    };
    links.add(link);
    for (const socket of [inbound, outbound])
      socket.on('error', () => undefined).on('close', () => link.end());
    inbound.on('data', (bytes) => outbound.write(bytes));
    outbound.on('data', (bytes) => {
      if (state === 'no_data' && /^354/m.test(bytes.toString('latin1'))) link.isHeld = true;
      if (link.isHeld) waiting.push(bytes);
      else inbound.write(bytes);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    become(next) {
      state = next;
      if (next === 'open') for (const link of links) link.release();
    },
    held: () => [...links].filter(({ isHeld }) => isHeld).length,
    close() {
      server.close();
      for (const link of links) link.end();
    },
  };
}

describe.each(databases())('a mail server that hangs, and Ostiary on $name', ({ open }) => {
  let data: { path: string; remove(): Promise<void> };
  let database: TestDatabase;
  let mails: MailServer;
  let wire: Wire;
  let server: ServerProcess;
  let follower: Follower;
  let env: Record<string, string> & { OSTIARY_URL: string };
  beforeEach(async () => {
    data = await temporaryDirectory();
    database = await open();
    mails = await startMailServer({ disabledCommands: ['STARTTLS'] });
    wire = await startMailWire(mails.port);
    env = {
      ...{ OSTIARY_DATA_DIR: data.path, DATABASE_URL: database.url, OSTIARY_URL: 'https://id.example.org' },
      ...{ OSTIARY_SECRET: 'kept-by-whoever-is-stopped-0123456789-abcdef' },
      ...{
        OSTIARY_SMTP_URL: `smtp://127.0.0.1:${String(wire.port)}`,
        OSTIARY_EMAIL_VERIFICATION: 'required',
      },
    };
    server = await startServerProcess({ env });
    follower = await startFollower(() => server.url, env);
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') console.error(server.output().slice(-4_000));
    await follower.end();
    await server.kill();
    wire.close();
    await mails.close();
    await database.close();
    await data.remove();
  });

  async function promptly(path: string, body: object): Promise<void> {
    const startedAt = performance.now();
    const { status } = await postJson(`${server.url}${path}`, body);
    expect([path, status]).toEqual([path, 202]);
    expect(performance.now() - startedAt).toBeLessThan(answerMs);
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
  }
  const signUp = (email: string): Promise<void> => promptly('/auth/create-user/', { email, password });
  const recover = (email: string): Promise<void> => promptly('/api/v1/account/recovery', { email });

  async function isOutboxEmpty(): Promise<boolean> {
    const { db } = database.database;
    const rows = await db.selectFrom('mail_outbox').select('id').where('sent_at', 'is', null).execute();
    return rows.length === 0;
  }

  /** Everybody got so many mails, each of them once; gives how long that took. */
  async function untilSent(expected: Readonly<Record<string, number>>, withinMs: number): Promise<void> {
    await vi.waitFor(async () => expect(await isOutboxEmpty()).toBe(true), {
      ...{ timeout: withinMs, interval: 200 },
    });
    const counts: Record<string, number> = {};
    for (const { envelope } of mails.received)
      for (const to of envelope.to) counts[to] = (counts[to] ?? 0) + 1;
    expect(counts).toEqual(expected);
    expect(new Set(mails.received.map(({ messageId }) => messageId)).size).toBe(mails.received.length);
  }

  test(
    'because it takes connections and says nothing: nobody waits for it, and each mail goes out once in the end',
    { timeout: 180_000 },
    async () => {
      wire.become('mute');
      const people = Array.from({ length: 6 }, (_, index) => `person${String(index)}@hang.test`);
      for (const email of people) await signUp(email);
      for (const email of people.slice(0, 2)) await recover(email);
      await vi.waitFor(() => expect(wire.held()).toBeGreaterThan(0), { timeout: 10_000 });
      // It is told to end in the middle of that.
      const startedAt = performance.now();
      expect(await server.stop()).toBe(0);
      expect(performance.now() - startedAt).toBeLessThan(stopMs);
      server = await startServerProcess({ env });
      // Longer than a greeting is waited for: attempts have failed by now.
      await vi.waitFor(() => expect(server.output()).toMatch(/mail server could not be used/), {
        timeout: 30_000,
      });
      await signUp('late@hang.test');
      expect(mails.received).toEqual([]);
      wire.become('open');
      const once = Object.fromEntries(people.map((email) => [email, 1]));
      await untilSent(
        { ...once, 'person0@hang.test': 2, 'person1@hang.test': 2, 'late@hang.test': 1 },
        recoveryMs,
      );
      await expectAuditWhole({ env });
      await follower.expectEqual(server.url, [...people, 'late@hang.test']);
    },
  );

  test(
    'when it is to take a mail, or to say that it has: what it has it does not get again, and others go out meanwhile',
    { timeout: 180_000 },
    async () => {
      wire.become('no_data');
      await signUp('first@hang.test');
      await vi.waitFor(() => expect(wire.held()).toBe(1), { timeout: 10_000 });
      await recover('first@hang.test');
      wire.become('open');
      await untilSent({ 'first@hang.test': 2 }, recoveryMs);

      const slow = Array.from({ length: 5 }, (_, index) => `slow${String(index)}@hang.test`);
      const { promise: answered, resolve: answer } = Promise.withResolvers<undefined>();
      mails.onMail = ({ envelope }) => (envelope.to[0]?.startsWith('slow') === true ? answered : undefined);
      for (const email of slow) await signUp(email);
      await mails.until(6);
      await signUp('quick@hang.test');
      await vi.waitFor(
        () => expect(mails.received.map(({ envelope }) => envelope.to[0])).toContain('quick@hang.test'),
        { timeout: notStarvedMs, interval: 100 },
      );
      await sleep(1_000);
      answer(undefined);
      const once = Object.fromEntries(slow.map((email) => [email, 1]));
      await untilSent({ ...once, 'first@hang.test': 2, 'quick@hang.test': 1 }, recoveryMs);
      await expectAuditWhole({ env });
      await follower.expectEqual(server.url, ['first@hang.test', ...slow, 'quick@hang.test']);
    },
  );
});
