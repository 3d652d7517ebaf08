import { databases, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { buildServices } from '#app/build-services.ts';
import { loadConfig } from '#config';
import { maxUnderWay } from '../../src/modules/mail/outbox/mail-delivery.ts';
import { startMailServer, type MailServer } from '../../src/modules/mail/transports/mail-server.fixture.ts';
import { startServerProcess, temporaryDirectory, type ServerProcess } from '../support/server-process.ts';

const people = Array.from({ length: 10 }, (_, index) => `person${index}@example.com`);

/** Writes a mail to everybody down, as a server would that dies before it sends any. */
async function enqueue(env: Record<string, string>, cwd: string): Promise<void> {
  const { config } = loadConfig({ env, cwd });
  if (!config) throw new Error('The settings are refused');
  const services = await buildServices({ config });
  try {
    await services.prepare();
    await services.database.write(async (tx) => {
      for (const to of people) {
        const values = { link: `${config.server.url}/reset-password?token=${to}`, minutes: '30' };
        await services.mail.enqueue(tx, { template: 'reset-password', to, language: 'en', values });
      }
    });
  } finally {
    await services.close();
  }
}

/** How often everybody got their mail. */
function timesReceived({ received }: MailServer): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { envelope } of received) {
    for (const to of envelope.to) counts.set(to, (counts.get(to) ?? 0) + 1);
  }
  return counts;
}

/** Sent twice is the same mail: its id, its date and what it says. */
function expectOneMailEach({ received }: MailServer): void {
  const kinds = new Set(
    received.map(({ messageId, date, text, envelope }) =>
      JSON.stringify([envelope.to, messageId, date, text]),
    ),
  );
  expect(kinds.size).toBe(people.length);
}

describe.each(databases())('a server on $name that is killed while it sends mail', ({ open }) => {
  let data: { path: string; remove(): Promise<void> };
  let database: TestDatabase;
  let mailServer: MailServer;
  let server: ServerProcess | undefined;
  let env: Record<string, string>;
  beforeEach(async () => {
    data = await temporaryDirectory();
    database = await open();
    mailServer = await startMailServer({ disabledCommands: ['STARTTLS'] });
    env = {
      OSTIARY_DATA_DIR: data.path,
      DATABASE_URL: database.url,
      // Mails say it, and servers that start again listen on other ports.
      OSTIARY_URL: 'https://id.example.org',
      OSTIARY_SECRET: 'kept-by-whoever-is-killed-0123456789-abcdefgh',
      OSTIARY_SMTP_URL: `smtp://127.0.0.1:${mailServer.port}`,
    };
    await enqueue(env, data.path);
  });
  afterEach(async () => {
    await server?.kill();
    await mailServer.close();
    await database.close();
    await data.remove();
  });

  const untilAllAreSent = () =>
    vi.waitFor(
      async () => {
        const open = await database.database.db
          .selectFrom('mail_outbox')
          .select('id')
          .where('sent_at', 'is', null)
          .execute();
        expect(open).toEqual([]);
      },
      { timeout: 60_000, interval: 200 },
    );

  it(
    'sends again what no answer came for, once, and everything else once',
    { timeout: 120_000 },
    async () => {
      const answered = Promise.withResolvers<undefined>();
      mailServer.onMail = () => answered.promise;
      server = await startServerProcess({ env });
      await mailServer.until(maxUnderWay);
      await server.kill();
      const stalled = [...timesReceived(mailServer).keys()];
      answered.resolve(undefined);
      mailServer.onMail = () => undefined;

      server = await startServerProcess({ env });
      await untilAllAreSent();
      expect(await server.stop()).toBe(0);
      const expected = people.map((to) => [to, stalled.includes(to) ? 2 : 1] as const);
      expect(timesReceived(mailServer)).toEqual(new Map(expected.map(([to, times]) => [to, times])));
      expectOneMailEach(mailServer);
    },
  );

  it(
    'loses nothing however often it dies, and repeats only what was under way',
    { timeout: 180_000 },
    async () => {
      const kills = [1, 3, 6];
      for (const killAt of kills) {
        server = await startServerProcess({ env });
        const { child } = server;
        mailServer.onMail = () => {
          if (mailServer.received.length >= killAt) child.kill('SIGKILL');
          return undefined;
        };
        await mailServer.until(killAt);
        await server.kill();
      }
      mailServer.onMail = () => undefined;
      server = await startServerProcess({ env });
      await untilAllAreSent();
      const times = timesReceived(mailServer);
      expect([...times.keys()].sort()).toEqual(people);
      expect(mailServer.received.length).toBeLessThanOrEqual(people.length + kills.length * maxUnderWay);
      expectOneMailEach(mailServer);
    },
  );
});
