/** The token API refused, or could not be reached (`status` 0). */
export class AuthError extends Error {
  override readonly name = 'AuthError';
  readonly status: number;
  /** Such as `token_not_valid`; undefined where there is none. */
  readonly code: string | undefined;
  /** The answer: `detail`, or messages by field. */
  readonly body: Record<string, unknown>;
  /** When to try again, where the answer says so. */
  readonly retryAfterSeconds: number | undefined;

  constructor(status: number, body: Record<string, unknown>, retryAfter?: string | null) {
    const { detail, code } = body;
    super(typeof detail === 'string' ? detail : `The token API answered ${status}`);
    this.status = status;
    this.code = typeof code === 'string' ? code : undefined;
    this.body = body;
    this.retryAfterSeconds = retryAfter ? Number(retryAfter) || undefined : undefined;
  }
}
