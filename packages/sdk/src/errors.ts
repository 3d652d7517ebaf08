/** What went wrong, for programs. Stable. */
export type OstiaryErrorCode =
  /** Ostiary does not answer, or not as Ostiary would: another address, a proxy on the way, an older server. */
  | 'unavailable'
  | 'protocol'
  /** The service key is not accepted: revoked, expired, or of another installation. */
  | 'key_refused'
  /** What the address says it is, or where its keys are, is not what was configured. */
  | 'issuer_mismatch'
  /** The service key is of a service with another audience. */
  | 'audience_mismatch'
  | 'not_started'
  | 'start_timeout'
  | 'closed'
  /** The place in the feed is not known any more; a snapshot is needed. */
  | 'cursor_gone'
  | 'token_refused';

/** An error of the kit that is not a mistake in the code that uses it; those are TypeErrors. Holds no secret. */
export class OstiaryError extends Error {
  override readonly name = 'OstiaryError';
  readonly code: OstiaryErrorCode;
  /** How long the server asks to be left alone. */
  readonly retryAfterMs: number | undefined;

  constructor(
    code: OstiaryErrorCode,
    message: string,
    { retryAfterMs, ...options }: { cause?: unknown; retryAfterMs?: number | undefined } = {},
  ) {
    super(message, options);
    this.code = code;
    this.retryAfterMs = retryAfterMs;
  }
}

/** The words of whatever was thrown. */
export function messageOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  // fetch hides the reason (ECONNREFUSED and such) in the cause.
  const { cause } = thrown;
  return cause instanceof Error && cause.message !== ''
    ? `${thrown.message}: ${cause.message}`
    : thrown.message;
}
