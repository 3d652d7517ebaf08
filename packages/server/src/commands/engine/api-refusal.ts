/** A refusal as the management API words it (RFC 9457), or an answer that is none of its. */
export class ApiRefusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly fields: { path: string; message: string }[];
  readonly requestId: string | undefined;
  readonly hint: string | undefined;

  constructor(refusal: {
    status: number;
    code: string;
    message: string;
    fields?: { path: string; message: string }[];
    requestId?: string | undefined;
    hint?: string | undefined;
    cause?: unknown;
  }) {
    super(refusal.message, { cause: refusal.cause });
    this.name = 'ApiRefusal';
    this.status = refusal.status;
    this.code = refusal.code;
    this.fields = refusal.fields ?? [];
    this.requestId = refusal.requestId;
    this.hint = refusal.hint;
  }
}
