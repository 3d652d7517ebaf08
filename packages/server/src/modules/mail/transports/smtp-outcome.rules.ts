import type { MailOutcome } from './transport.types.ts';

type Failure = Extract<MailOutcome, { isSent: false }>;

/** What is read of the errors of the SMTP client. */
interface SmtpFailure {
  message: string;
  code: string;
  /** RFC 5321 section 4.2. */
  replyCode: number | undefined;
  /** Such as `5.1.1` (RFC 3463). */
  statusCode: string | undefined;
  /** At which command. */
  command: string;
}

function property(error: unknown, name: string): unknown {
  return typeof error === 'object' && error !== null && name in error
    ? (error as Readonly<Record<string, unknown>>)[name]
    : undefined;
}

function textOf(error: unknown, name: string): string {
  const value = property(error, name);
  return typeof value === 'string' ? value : '';
}

function read(error: unknown): SmtpFailure {
  const replyCode = property(error, 'responseCode');
  return {
    message: error instanceof Error ? error.message : '',
    code: textOf(error, 'code'),
    replyCode: typeof replyCode === 'number' ? replyCode : undefined,
    statusCode: /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})\b/.exec(textOf(error, 'response'))?.[1],
    command: textOf(error, 'command'),
  };
}

const maxLength = 200;

/** What the network or TLS says: it names the server, and nothing of the mail. */
function ofConnection({ message, code }: SmtpFailure): Failure {
  const said = code === 'EABORT' ? 'it took too long' : message.slice(0, maxLength);
  return {
    isSent: false,
    error: `The mail server could not be used: ${said}`,
    isHopeless: false,
    isServerDown: true,
  };
}

/**
 * Replies are told by their codes alone: the text of one may repeat a link of the mail that it refuses, or the
 * name that was signed in with.
 */
function codesOf({ replyCode, statusCode }: SmtpFailure): string {
  return [replyCode, statusCode].filter((part) => part !== undefined).join(' ');
}

const refusedAt = new Map([
  ['MAIL FROM', 'the sender'],
  ['RCPT TO', 'the recipient'],
  ['DATA', 'the mail'],
]);

const isPermanent = (replyCode: number): boolean => replyCode >= 500 && replyCode < 600;
/** Bad sequence of commands, and authentication required (RFC 4954 section 6): not about this mail. */
const ofServer = new Set([503, 530]);
/** Service not available (RFC 5321 section 4.2.1): the server hangs up. */
const closing = 421;

/** What came of an attempt that ended with an error of the SMTP client. */
export function outcomeOf(error: unknown): Failure {
  const failure = read(error);
  const { code, replyCode, command } = failure;
  if (code === 'EAUTH') {
    const codes = codesOf(failure);
    const reply = codes === '' ? '' : ` (${codes})`;
    return {
      isSent: false,
      error: `The mail server refused the name or password of OSTIARY_SMTP_URL${reply}.`,
      isHopeless: false,
      isServerDown: true,
    };
  }
  if (replyCode === undefined) {
    // Made before anything was sent: an address that no mail can be sent to.
    if (code === 'EENVELOPE')
      return {
        ...{ isSent: false, isHopeless: true, isServerDown: false },
        error: 'No mail can be sent to this address.',
      };
    return ofConnection(failure);
  }
  const isOfMail = command === 'RCPT TO' || command === 'DATA';
  return {
    isSent: false,
    error: `The mail server refused ${refusedAt.get(command) ?? 'to talk'} (${codesOf(failure)}).`,
    isHopeless: isOfMail && isPermanent(replyCode) && !ofServer.has(replyCode),
    isServerDown: !isOfMail || replyCode === closing || ofServer.has(replyCode),
  };
}
