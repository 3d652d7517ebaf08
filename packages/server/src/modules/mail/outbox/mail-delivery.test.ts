import { sqliteDatabase, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createMailWorld, linkFor, resetMail, type MailWorld } from '../mail-world.fixture.ts';
import type { MailService } from '../mail.types.ts';
import { startMailServer, type MailServer } from '../transports/mail-server.fixture.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const leaseMs = 15_000;

let store: TestDatabase;
let world: MailWorld;
let server: MailServer;
let mail: MailService;
beforeEach(async () => {
  store = await sqliteDatabase();
  world = createMailWorld(store);
  server = await startMailServer({ disabledCommands: ['STARTTLS'] });
  mail = smtpService();
});
afterEach(async () => {
  await mail.stop();
  await server.close();
  await store.close();
});

/** Another process that sends by the test server. */
function smtpService(port = server.port): MailService {
  return world.service({ transport: 'smtp', smtpUrl: `smtp://127.0.0.1:${port}` });
}

const idsOf = (received: MailServer['received']) => received.map(({ messageId }) => messageId);

describe('what is sent', () => {
  it('arrives in the language of its reader, and its links are forgotten', async () => {
    await world.enqueue(mail, { ...resetMail(), language: 'de' });
    const [before] = await world.rows();
    expect(JSON.stringify(before)).not.toContain('secret-of-ann');
    expect(await mail.deliver()).toBe(1);
    const [received] = server.received;
    expect(received?.subject).toBe('Setzen Sie ein neues Passwort');
    expect(received?.text).toContain(linkFor());
    expect(received?.html).toContain(linkFor());
    expect(received?.messageId).toBe(`<${String(before?.['id'])}@id.example>`);
    expect(await world.rows()).toMatchObject([
      { sent_at: world.clock.nowMs(), values_sealed: null, last_error: null, attempts: 1 },
    ]);
    expect(await mail.deliver()).toBe(0);
    expect(world.errors).toEqual([]);
  });

  it('is not shown, nor printed, where it is really sent', async () => {
    await world.enqueue(mail, resetMail());
    expect(await mail.shown(store.database.db, 10)).toEqual([]);
    await mail.deliver();
    expect(world.printed).toEqual([]);
  });

  it('is sent once by many processes', async () => {
    const people = Array.from({ length: 30 }, (_, index) => `person${index}@example.com`);
    for (const to of people) await world.enqueue(mail, resetMail(to));
    const others = Array.from({ length: 4 }, () => smtpService());
    const sent = await Promise.all([mail, ...others].map((service) => service.deliver()));
    expect(sent.reduce((sum, count) => sum + count)).toBe(30);
    expect(server.received.flatMap(({ envelope }) => envelope.to).sort()).toEqual(people.sort());
  });

  it('goes out soon after it was committed, by a job that was started', async () => {
    mail.start();
    await mail.deliver();
    await world.enqueue(mail, resetMail());
    await server.until(1);
  });
});

describe('what is refused for now', () => {
  it('is sent later, under the same id, and no sooner', async () => {
    await world.enqueue(mail, resetMail());
    server.onMail = () => [451, '4.7.1 Greylisted'];
    expect(await mail.deliver()).toBe(0);
    expect(await world.rows()).toMatchObject([
      { sent_at: null, failed_at: null, last_error: 'The mail server refused the mail (451 4.7.1).' },
    ]);
    server.onMail = () => undefined;
    world.clock.advance(minuteMs - 1);
    expect(await mail.deliver()).toBe(0);
    world.clock.advance(1);
    expect(await mail.deliver()).toBe(1);
    const [first, second, ...more] = server.received;
    expect(more).toEqual([]);
    expect(second?.messageId).toBe(first?.messageId);
    expect(second?.date).toEqual(first?.date);
    expect(world.errors).toEqual(['The mail server refused the mail (451 4.7.1).']);
  });

  it('is given up after two days, which is audited without the address and told', async () => {
    await world.enqueue(mail, resetMail());
    server.onRecipient = () => [450, '4.2.1 Mailbox busy: ann@example.com'];
    for (let hours = 0; hours < 50; hours++) {
      await mail.deliver();
      world.clock.advance(hourMs);
    }
    const [row] = await world.rows();
    expect(row).toMatchObject({
      sent_at: null,
      values_sealed: expect.any(String) as string,
      locked_until: null,
    });
    expect(Number(row?.['failed_at']) - Number(row?.['created_at'])).toBe(48 * hourMs);
    const [entry, ...more] = await world.audited();
    expect(more).toEqual([]);
    expect(entry).toMatchObject({
      ...{ action: 'mail.fail', outcome: 'failure', actor: { type: 'system', id: null } },
      target: { type: 'mail', id: row?.['id'] },
      details: {
        ...{ template: 'reset-password', attempts: row?.['attempts'] },
        error: 'The mail server refused the recipient (450 4.2.1).',
      },
    });
    expect(JSON.stringify(entry)).not.toContain('ann@example.com');
  });
});

describe('what is refused for good', () => {
  it('is given up at once', async () => {
    await world.enqueue(mail, resetMail());
    server.onRecipient = () => [550, '5.1.1 No such user'];
    expect(await mail.deliver()).toBe(0);
    expect(await world.rows()).toMatchObject([{ failed_at: world.clock.nowMs(), attempts: 1 }]);
    expect(await world.audited()).toHaveLength(1);
    world.clock.advance(50 * hourMs);
    expect(await mail.deliver()).toBe(0);
    expect(world.errors).toHaveLength(1);
  });

  it('keeps nobody else waiting', async () => {
    server.onRecipient = (address) => (address.startsWith('gone') ? [550, '5.1.1 No such user'] : undefined);
    for (const name of ['gone1', 'ann', 'gone2', 'bob'])
      await world.enqueue(mail, resetMail(`${name}@x.example`));
    expect(await mail.deliver()).toBe(2);
    expect(server.received.flatMap(({ envelope }) => envelope.to).sort()).toEqual([
      'ann@x.example',
      'bob@x.example',
    ]);
  });
});

describe('a mail server that is down', () => {
  it('is told of once a round, and costs only those an attempt that were under way', async () => {
    const { port } = server;
    await server.close();
    for (let count = 0; count < 9; count++) await world.enqueue(mail, resetMail(`p${count}@x.example`));
    expect(await mail.deliver()).toBe(0);
    expect(world.errors).toEqual([expect.stringContaining('ECONNREFUSED')]);
    const attempts = (await world.rows()).map((row) => row['attempts']);
    expect(attempts.filter((count) => count === 1)).toHaveLength(4);
    expect(attempts.filter((count) => count === 0)).toHaveLength(5);
    server = await startMailServer({ disabledCommands: ['STARTTLS'] }, port);
    world.clock.advance(minuteMs);
    expect(await mail.deliver()).toBe(9);
  });
});

describe('a process that dies while it sends', () => {
  it('leaves its mail to another one, under the same id, as soon as its claim is over', async () => {
    await world.enqueue(mail, resetMail());
    let accept: () => void = () => undefined;
    server.onMail = () => new Promise<undefined>((resolve) => (accept = () => resolve(undefined)));
    const dying = mail.deliver();
    await server.until(1);
    const other = smtpService();
    world.clock.advance(leaseMs - 1);
    expect(await other.deliver()).toBe(0);
    world.clock.advance(1);
    server.onMail = () => undefined;
    expect(await other.deliver()).toBe(1);
    accept();
    await dying;
    expect(idsOf(server.received)).toEqual([server.received[0]?.messageId, server.received[0]?.messageId]);
    expect(await world.rows()).toMatchObject([{ attempts: 2, sent_at: world.clock.nowMs() }]);
  });
});

describe('a mail server that takes its time', () => {
  /** Once the server has a mail: lets it say so. */
  async function stalled(begin: () => unknown): Promise<() => void> {
    let accept: () => void = () => undefined;
    server.onMail = () => new Promise<undefined>((resolve) => (accept = () => resolve(undefined)));
    begin();
    await server.until(1);
    return () => accept();
  }

  it('is waited for, and nobody else sends its mail meanwhile', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    try {
      await world.enqueue(mail, resetMail());
      let delivering: Promise<number> | undefined;
      const accept = await stalled(() => (delivering = mail.deliver()));
      for (let waited = 0; waited < 4 * leaseMs; waited += 5_000) {
        const [{ locked_until: before } = {}] = await world.rows();
        world.clock.advance(5_000);
        vi.advanceTimersByTime(5_000);
        await vi.waitFor(async () => expect((await world.rows())[0]?.['locked_until']).not.toBe(before));
        expect(await smtpService().deliver()).toBe(0);
      }
      accept();
      expect(await delivering).toBe(1);
      expect(server.received).toHaveLength(1);
    } finally {
      vi.useRealTimers();
    }
  });

  it('is waited for when the process is told to stop', async () => {
    await world.enqueue(mail, resetMail());
    const accept = await stalled(() => mail.start());
    const stopping = mail.stop();
    accept();
    await stopping;
    expect(await world.rows()).toMatchObject([{ sent_at: world.clock.nowMs(), attempts: 1 }]);
  });
});

describe('what cannot be written', () => {
  it('waits for who mends it, and holds up nothing else', async () => {
    await world.enqueue(mail, resetMail());
    await store.database.write((tx) =>
      tx.updateTable('mail_outbox').set({ values_sealed: 'broken' }).execute(),
    );
    await world.enqueue(mail, resetMail('bob@example.com'));
    expect(await mail.deliver()).toBe(1);
    expect(await world.rows()).toMatchObject([
      { last_error: 'The mail could not be written.', failed_at: null },
      { recipient: 'bob@example.com', sent_at: world.clock.nowMs() },
    ]);
  });
});
