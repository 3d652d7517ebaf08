import type { Transporter } from 'nodemailer';
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
  /** How long a server may say nothing in milliseconds, which some do while they look for spam. */
  silenceMs?: number;
  /** Whom to trust instead of those that the system does, and under which name. For tests only. */
  tls?: { ca: string; servername: string };
}

const connectMs = 10_000;
const silenceMs = 60_000;
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
  return createTransport({
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
    socketTimeout: options.silenceMs ?? silenceMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

async function send(
  pool: Transporter,
  from: string,
  { mail, signal }: { mail: OutgoingMail; signal: AbortSignal },
): Promise<void> {
  await pool.sendMail({
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
    signal,
  });
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
      try {
        pool ??= openPool(address, options);
        await send(await pool, options.from, { mail, signal });
        return { isSent: true };
      } catch (error) {
        return outcomeOf(error);
      }
    },
    close() {
      // One that could not be opened has told so to whoever sent.
      pool?.then((open) => open.close()).catch(() => undefined);
    },
  };
}
