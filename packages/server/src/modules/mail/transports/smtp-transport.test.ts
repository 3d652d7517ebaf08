import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { certificate } from '#platform/http/receiver.fixture.ts';
import { account, accountInUrl, startMailServer, type MailServer } from './mail-server.fixture.ts';
import { createSmtpTransport, type SmtpOptions } from './smtp-transport.ts';
import type { MailOutcome, OutgoingMail } from './transport.types.ts';

const trusting = { ca: certificate, servername: 'receiver.example' };
const mail: OutgoingMail = {
  ...{ messageId: '<0199@id.example>', to: 'ann@example.com', language: 'de' },
  subject: 'Grüße aus Łódź 👋',
  text: 'Guten Tag,\n\n.\nein Punkt allein auf einer Zeile.\n',
  html: '<p>Guten Tag, <a href="https://id.example/x?token=secret">hier</a></p>',
  createdAt: Date.UTC(2026, 0, 15, 10),
  point: null,
};

let server: MailServer;
beforeEach(async () => {
  server = await startMailServer();
});
afterEach(() => server.close());

async function send(
  changes: Partial<SmtpOptions> = {},
  mails: OutgoingMail[] = [mail],
): Promise<MailOutcome[]> {
  const run = createSmtpTransport({
    url: `smtp://127.0.0.1:${server.port}`,
    from: 'Ostiary <no-reply@id.example>',
    ...{ maxConnections: 4, tls: trusting },
    ...changes,
  }).begin();
  try {
    return await Promise.all(mails.map((one) => run.send(one, AbortSignal.timeout(5_000))));
  } finally {
    run.close();
  }
}

const urlOf = (scheme = 'smtp', query = '', userInfo = accountInUrl): string =>
  `${scheme}://${userInfo}@127.0.0.1:${server.port}${query}`;

describe('a mail', () => {
  it('arrives as it was written, under its own id, with the date at which it was', async () => {
    expect(await send()).toEqual([{ isSent: true }]);
    const [received] = server.received;
    expect(received).toMatchObject({
      messageId: '<0199@id.example>',
      subject: 'Grüße aus Łódź 👋',
      text: mail.text,
      html: mail.html,
      date: new Date(mail.createdAt),
      envelope: { from: 'no-reply@id.example', to: ['ann@example.com'] },
      from: { value: [{ address: 'no-reply@id.example', name: 'Ostiary' }] },
      to: { value: [{ address: 'ann@example.com', name: '' }] },
    });
    expect(received?.headers.get('content-language')).toBe('de');
    expect(received?.headers.get('auto-submitted')).toBe('auto-generated');
  });

  it('cannot smuggle a header in, by its subject or by its recipient', async () => {
    await send({}, [{ ...mail, subject: 'Hello\r\nBcc: eve@example.com\r\n\r\nbody' }]);
    expect(server.received[0]?.head).not.toMatch(/^bcc:/im);
    expect(server.received[0]?.text).toBe(mail.text);
    const recipients = [
      'ann@example.com\r\nBcc: eve@example.com',
      'ann@example.com, eve@example.com',
      'Ann <ann@example.com>',
      'ann@example.com>\r\nDATA',
      '@example.com',
      '',
    ];
    const outcomes = await send(
      {},
      recipients.map((to) => ({ ...mail, to })),
    );
    for (const outcome of outcomes) expect(outcome).toMatchObject({ isSent: false, isHopeless: true });
    expect(server.received).toHaveLength(1);
  });

  it('goes to addresses that are not ASCII', async () => {
    expect(await send({}, [{ ...mail, to: '用户@例子.example' }])).toEqual([{ isSent: true }]);
    expect(server.received[0]?.to).toMatchObject({ value: [{ address: '用户@例子.example' }] });
  });

  it('shares connections with others of its round', async () => {
    const mails = Array.from({ length: 12 }, (_, index) => ({ ...mail, messageId: `<${index}@id.example>` }));
    expect(await send({}, mails)).toEqual(mails.map(() => ({ isSent: true })));
    expect(new Set(server.received.map(({ messageId }) => messageId)).size).toBe(12);
    expect(server.connections).toBeLessThanOrEqual(4);
  });
});

describe('a refusal', () => {
  it.each([
    { name: 'of the recipient for now', recipient: [450, '4.2.1 Later'], isHopeless: false },
    { name: 'of the recipient for good', recipient: [550, '5.1.1 No such user'], isHopeless: true },
    { name: 'of the mail for now', data: [451, '4.7.1 Greylisted'], isHopeless: false },
    { name: 'of the mail for good', data: [554, '5.6.0 Not this'], isHopeless: true },
    {
      name: 'that asks to sign in',
      recipient: [530, '5.7.0 Sign in first'],
      isHopeless: false,
      isServerDown: true,
    },
  ] as const)('$name', async ({ name: _name, isHopeless, ...more }) => {
    const { recipient, data, isServerDown = false } = { recipient: undefined, data: undefined, ...more };
    server.onRecipient = () => recipient;
    server.onMail = () => data;
    const [outcome] = await send();
    const [code, text] = recipient ?? data;
    expect(outcome).toEqual({
      ...{ isSent: false, isHopeless, isServerDown },
      error: `The mail server refused ${recipient ? 'the recipient' : 'the mail'} (${code} ${text.slice(0, 5)}).`,
    });
  });

  it('of a server that hangs up', async () => {
    server.onRecipient = () => [421, '4.3.2 Bye'];
    expect(await send()).toEqual([
      {
        ...{ isSent: false, isHopeless: false, isServerDown: true },
        error: 'The mail server refused to talk (421 4.3.2).',
      },
    ]);
  });

  it('is told without what the server says, which may repeat a link of the mail', async () => {
    server.onMail = () => [554, '5.7.1 Spam: https://id.example/x?token=secret'];
    expect(JSON.stringify(await send())).not.toMatch(/secret|token/);
  });

  it('of a sender is about the settings, not about the mail', async () => {
    await server.close();
    server = await startMailServer({
      onMailFrom: (_address, _session, callback) =>
        callback(Object.assign(new Error('5.7.1 Not you'), { responseCode: 550 })),
    });
    expect(await send()).toEqual([
      {
        ...{ isSent: false, isHopeless: false, isServerDown: true },
        error: 'The mail server refused the sender (550 5.7.1).',
      },
    ]);
  });
});

describe('signing in', () => {
  it('sends name and password by TLS', async () => {
    expect(await send({ url: urlOf() })).toEqual([{ isSent: true }]);
    expect(server.received[0]).toMatchObject({ isSecure: true, user: account.user });
  });

  it('with another password is refused without naming either, and may go well later', async () => {
    const [outcome] = await send({ url: urlOf('smtp', '', 'me:hunter2') });
    expect(outcome).toEqual({
      ...{ isSent: false, isHopeless: false, isServerDown: true },
      error: 'The mail server refused the name or password of OSTIARY_SMTP_URL (535 5.7.8).',
    });
    expect(server.received).toEqual([]);
  });

  it('is refused to a server that speaks no TLS, unless the settings say that it may', async () => {
    await server.close();
    server = await startMailServer({ disabledCommands: ['STARTTLS'], allowInsecureAuth: true });
    const [outcome] = await send({ url: urlOf() });
    expect(outcome).toMatchObject({ isSent: false, isHopeless: false, isServerDown: true });
    expect(server.received).toEqual([]);
    expect(await send({ url: urlOf('smtp', '?tls=optional') })).toEqual([{ isSent: true }]);
    expect(server.received[0]).toMatchObject({ isSecure: false, user: account.user });
  });
});

describe('TLS', () => {
  it('is used where the server offers it, and not needed without a password', async () => {
    await send();
    await server.close();
    const secure = server.received;
    server = await startMailServer({ disabledCommands: ['STARTTLS'] });
    await send();
    expect([secure[0]?.isSecure, server.received[0]?.isSecure]).toEqual([true, false]);
  });

  it('speaks from the start with smtps', async () => {
    await server.close();
    server = await startMailServer({ secure: true });
    expect(await send({ url: urlOf('smtps') })).toEqual([{ isSent: true }]);
  });

  it.each(['smtp', 'smtps'])('is refused with a certificate that nobody vouches for (%s)', async (scheme) => {
    await server.close();
    server = await startMailServer({ secure: scheme === 'smtps' });
    const { tls: _tls, ...untrusting } = { tls: trusting, url: `${scheme}://127.0.0.1:${server.port}` };
    const run = createSmtpTransport({
      from: 'no-reply@id.example',
      maxConnections: 1,
      ...untrusting,
    }).begin();
    const outcome = await run.send(mail, AbortSignal.timeout(5_000));
    run.close();
    expect(outcome).toMatchObject({ isSent: false, isHopeless: false, isServerDown: true });
    expect(JSON.stringify(outcome)).toMatch(/certificate/i);
    expect(server.received).toEqual([]);
  });
});

describe('a server that is not there', () => {
  it('is told by its address', async () => {
    const { port } = server;
    await server.close();
    const [outcome] = await send({ url: `smtp://127.0.0.1:${port}` });
    expect(outcome).toEqual({
      ...{ isSent: false, isHopeless: false, isServerDown: true },
      error: `The mail server could not be used: connect ECONNREFUSED 127.0.0.1:${port}`,
    });
    server = await startMailServer();
  });

  it('that says nothing is not waited for for ever', async () => {
    const silent = createServer((socket) => void socket.on('error', () => undefined)).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const run = createSmtpTransport({
      url: `smtp://127.0.0.1:${(silent.address() as AddressInfo).port}`,
      ...{ from: 'no-reply@id.example', maxConnections: 1 },
    }).begin();
    const outcome = await run.send(mail, AbortSignal.timeout(200));
    run.close();
    silent.close();
    expect(outcome).toEqual({
      ...{ isSent: false, isHopeless: false, isServerDown: true },
      error: 'The mail server could not be used: it took too long',
    });
  });

  it('that takes long to say that it has the mail is waited for, or it would get it twice', async () => {
    // What broke: it was given up after a minute, as one that does not take the mail.
    server.onMail = () => sleep(600, undefined);
    expect(await send({ handOverMs: 300 })).toEqual([{ isSent: true }]);
  });

  it('that does not come to take the mail is given up', async () => {
    await server.close();
    server = await startMailServer({ onMailFrom: () => undefined });
    const [outcome] = await send({ handOverMs: 300 });
    expect(outcome).toEqual({
      ...{ isSent: false, isHopeless: false, isServerDown: true },
      error: 'The mail server could not be used: it took too long',
    });
  });

  it('that stalls when it has the mail may have it: nothing is said about it', async () => {
    server.onMail = () => new Promise<undefined>(() => undefined);
    const [outcome] = await send({ answerMs: 200 });
    expect(outcome).toMatchObject({ isSent: false, isHopeless: false, isServerDown: true });
    expect(server.received).toHaveLength(1);
  });
});
