/** A problem (RFC 9457) as the management API writes it. */
export interface Problem {
  code: string;
  status: number;
  title?: string;
  detail?: string;
  request_id?: string;
  errors?: { path: string; message: string }[];
}

/** An answer that is none: what was wrong, for people and for forms. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly code: string;
  readonly requestId: string | undefined;
  /** What is wrong with single fields, by their path. */
  readonly fields: Readonly<Record<string, string>>;

  constructor(response: Response, problem: Problem | undefined) {
    super(problem?.detail ?? problem?.title ?? `HTTP ${response.status}`);
    this.status = response.status;
    this.code = problem?.code ?? 'internal';
    this.requestId = problem?.request_id ?? response.headers.get('x-request-id') ?? undefined;
    this.fields = Object.fromEntries((problem?.errors ?? []).map(({ path, message }) => [path, message]));
  }
}

export function isRefusal(error: unknown, code?: string): error is Refusal {
  return error instanceof Refusal && (code === undefined || error.code === code);
}
