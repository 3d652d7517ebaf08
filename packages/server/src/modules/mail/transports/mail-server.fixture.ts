import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { finished } from 'node:stream/promises';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server';
import { certificate, certificateKey } from '#platform/http/receiver.fixture.ts';

/** A reply that refuses, such as `[450, '4.2.0 Later']`. */
export type Refusal = readonly [code: number, text: string];

export interface ReceivedMail extends ParsedMail {
  /** By whom and to whom the server was told to pass it on. */
  envelope: { from: string; to: string[] };
  /** Everything before the first empty line, as it came. */
  head: string;
  isSecure: boolean;
  /** Who signed in. */
  user: string | undefined;
}

export interface MailServer {
  port: number;
  /** In order, those that were refused when they were there included. */
  received: ReceivedMail[];
  connections: number;
  /** What to say to a recipient; nothing accepts it. */
  onRecipient: (address: string) => Refusal | undefined;
  /** What to say when the mail is there; it may take its time. */
  onMail: (mail: ReceivedMail) => Promise<Refusal | undefined> | Refusal | undefined;
  /** Resolves when so many have been received. */
  until(count: number): Promise<void>;
  close(): Promise<void>;
}

/** What the test server answers as user and password. */
export const account = { user: 'ostiary@example.org', password: 'a p@ss/word: with "signs"' };

export const accountInUrl = `${encodeURIComponent(account.user)}:${encodeURIComponent(account.password)}`;

function refused(refusal: Refusal | undefined): Error | null {
  return refusal ? Object.assign(new Error(refusal[1]), { responseCode: refusal[0] }) : null;
}

async function read(stream: NodeJS.ReadableStream, session: SMTPServerSession): Promise<ReceivedMail> {
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  await finished(stream);
  const source = Buffer.concat(chunks);
  const { mailFrom, rcptTo } = session.envelope;
  const user: unknown = session.user;
  return {
    ...(await simpleParser(source)),
    envelope: { from: mailFrom ? mailFrom.address : '', to: rcptTo.map(({ address }) => address) },
    head: source.toString('latin1').split('\r\n\r\n')[0] ?? '',
    isSecure: session.secure,
    user: typeof user === 'string' ? user : undefined,
  };
}

/** A real mail server on this machine. It knows one account, and needs none unless the options say so. */
export async function startMailServer(options: SMTPServerOptions = {}, port = 0): Promise<MailServer> {
  let arrived = Promise.withResolvers<void>();
  const smtp = new SMTPServer({
    ...{ key: certificateKey, cert: certificate, authOptional: true, disableReverseLookup: true },
    closeTimeout: 100,
    onConnect(_session, callback) {
      server.connections++;
      callback();
    },
    onAuth({ username, password }, _session, callback) {
      if (username === account.user && password === account.password) callback(null, { user: username });
      else callback(Object.assign(new Error(`5.7.8 Not ${username ?? ''}`), { responseCode: 535 }));
    },
    onRcptTo: ({ address }, _session, callback) => callback(refused(server.onRecipient(address))),
    onData(stream, session, callback) {
      const take = async (): Promise<Error | null> => {
        const mail = await read(stream, session);
        server.received.push(mail);
        arrived.resolve();
        arrived = Promise.withResolvers();
        return refused(await server.onMail(mail));
      };
      // Whoever hangs up in the middle of a mail has not sent it.
      take().then(callback, callback);
    },
    ...options,
  });
  // Clients that break off are part of the tests.
  smtp.on('error', () => undefined);
  await once(smtp.listen(port, '127.0.0.1'), 'listening');
  const server: MailServer = {
    port: (smtp.server.address() as AddressInfo).port,
    received: [],
    connections: 0,
    onRecipient: () => undefined,
    onMail: () => undefined,
    async until(count) {
      while (server.received.length < count) await arrived.promise;
    },
    close: () => new Promise((resolve) => smtp.close(() => resolve())),
  };
  return server;
}
