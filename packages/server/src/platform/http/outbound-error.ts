/** Why a request to an address that somebody registered got no answer. */
const explanations = {
  url: 'The URL is not one that is called.',
  unresolved: 'The name of the host could not be resolved.',
  address: 'The host is not on the public internet.',
  unreachable: 'No connection, or it broke.',
  timeout: 'It took too long.',
  cancelled: 'The request was cancelled.',
  too_large: 'The answer is too large.',
  malformed: 'The answer is not one that can be read.',
} as const;

export type OutboundReason = keyof typeof explanations;

/**
 * A request that was not sent, or not answered. Its message may be logged and shown: it holds nothing that the
 * other side sent, which is why there is no `cause` (errors of the HTTP parser carry the bytes it choked on).
 */
export class OutboundError extends Error {
  readonly reason: OutboundReason;
  /** The system's own name for it, such as ECONNREFUSED or CERT_HAS_EXPIRED. */
  readonly systemCode: string | undefined;

  constructor(reason: OutboundReason, systemCode?: string) {
    super(systemCode === undefined ? explanations[reason] : `${explanations[reason]} (${systemCode})`);
    this.name = 'OutboundError';
    this.reason = reason;
    this.systemCode = systemCode;
  }
}

const codePattern = /^[A-Z][A-Z0-9_]{1,60}$/;

/** What an error of Node is called, when it has a name that can be shown. */
export function systemCodeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined;
  return codePattern.test(error.code) ? error.code : undefined;
}

/** What went wrong on the way. */
export function asOutboundError(error: unknown): OutboundError {
  if (error instanceof OutboundError) return error;
  const code = systemCodeOf(error);
  // Names that begin so are the HTTP parser's.
  return new OutboundError(code?.startsWith('HPE_') === true ? 'malformed' : 'unreachable', code);
}
