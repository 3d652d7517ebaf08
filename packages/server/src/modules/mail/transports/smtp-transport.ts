import type { SendMailOptions, Transporter } from 'nodemailer';
import { isoTime } from '#platform/clock.ts';
import { readSmtpUrl, type SmtpAddress } from './smtp-address.rules.ts';
import { outcomeOf } from './smtp-outcome.rules.ts';
import type { MailOutcome, MailRun, MailTransport, OutgoingMail } from './transport.types.ts';

export interface SmtpOptions {
  /** `smtp://` or `smtps://`. */
  url: string;
  /** The sender: an address, or a name with an address in angle brackets. */
  from: string;
  maxConnections: number;
  /** How long a server may take until it has the whole mail, which some do while they look for spam. */
  handOverMs?: number;
  /** How long it may then take to say so. */
  answerMs?: number;
  /** Whom to trust instead of those that the system does, and under which name. For tests only. */
  tls?: { ca: string; servername: string };
}

const connectMs = 10_000;
const handOverMs = 90_000;
/** RFC 5321 section 4.5.3.2.6: whoever hangs up sooner sends what was accepted already again. */
const answerMs = 10 * 60_000;
/** One mailbox, as accounts have it: nothing that a header or a list of addresses could hide in. */
const mailboxPattern = /^[^\s\p{Cc}<>(),;:"\\[\]@]+@[^\s\p{Cc}<>(),;:"\\@]+$/u;

const noMailbox: MailOutcome = {
  ...{ isSent: false, isHopeless: true, isServerDown: false },
  error: 'This is no address of a mailbox.',
};

/** Loaded with the first mail: a server that has sent none has no need of it in memory. */
async function openPool(address: SmtpAddress, options: SmtpOptions): Promise<Transporter> {
  const { createTransport } = await import('nodemailer');
  const { host, port, isTlsFromStart, isTlsRequired, credentials } = address;
  const pool = createTransport({
    pool: true,
    host,
    ...(port !== null && { port }),
    secure: isTlsFromStart,
    requireTLS: isTlsRequired,
    ...(credentials && { auth: { user: credentials.user, pass: credentials.password } }),
    ...(options.tls && { tls: options.tls }),
    maxConnections: options.maxConnections,
    // Each mail is tried again in its own time, by whoever claims it.
    maxRequeues: 0,
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    socketTimeout: options.answerMs ?? answerMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  pool.use('stream', ({ message, data }, done) => {
    const { onHandedOver } = data as HandedOver;
    message.processFunc((bytes) => bytes.once('end', onHandedOver));
    done();
  });
  return pool;
}

/** Travels with a mail. */
interface HandedOver {
  /** The last of its bytes went to the server. */
  onHandedOver(): void;
}

/** A mail that the server has is not broken off as one is that it does not take. */
function handingOver(withinMs: number, signal: AbortSignal) {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), withinMs).unref();
  return {
    signal: AbortSignal.any([signal, late.signal]),
    onHandedOver: () => clearTimeout(timer),
  };
}

async function send(
  pool: Transporter,
  from: string,
  { mail, ...handOver }: { mail: OutgoingMail; signal: AbortSignal } & HandedOver,
): Promise<void> {
  const sent: SendMailOptions & HandedOver & { signal: AbortSignal } = {
    ...handOver,
    from,
    to: { name: '', address: mail.to },
    messageId: mail.messageId,
    date: isoTime(mail.createdAt),
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    headers: {
      'Content-Language': mail.language,
      // RFC 3834 section 5: nobody's absence is told to us.
      'Auto-Submitted': 'auto-generated',
    },
  };
  await pool.sendMail(sent);
}

/** Speaks SMTP (RFC 5321) with one mail server, with TLS where it can or must (RFC 3207, RFC 8314). */
export function createSmtpTransport(options: SmtpOptions): MailTransport {
  const address = readSmtpUrl(options.url);
  return { isShown: false, begin: () => beginRun(address, options) };
}

/** The connections of one round, opened with its first mail. */
function beginRun(address: SmtpAddress, options: SmtpOptions): MailRun {
  let pool: Promise<Transporter> | undefined;
  return {
    async send(mail, signal) {
      if (!mailboxPattern.test(mail.to)) return noMailbox;
      const handOver = handingOver(options.handOverMs ?? handOverMs, signal);
      try {
        pool ??= openPool(address, options);
        await send(await pool, options.from, { mail, ...handOver });
        return { isSent: true };
      } catch (error) {
        return outcomeOf(error);
      } finally {
        handOver.onHandedOver();
      }
    },
    close() {
      // One that could not be opened has told so to whoever sent.
      pool?.then((open) => open.close()).catch(() => undefined);
    },
  };
}
