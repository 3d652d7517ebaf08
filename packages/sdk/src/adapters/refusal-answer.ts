import type { RefusalCode } from '../types.ts';

/** What is sent to whoever is not let in. */
export interface RefusalAnswer {
  status: 401 | 403 | 503;
  /** Why, for programs: the same whatever the form of the body. */
  code: string;
  /** For people. */
  reason: string;
  headers: Record<string, string>;
  /** JSON. */
  body: string;
}

/** `detail`: as Django REST Framework answers. `problem`: problem+json (RFC 9457). */
export type ErrorForm = 'detail' | 'problem';

export interface RefusalFacts {
  status: RefusalAnswer['status'];
  code: string;
  reason: string;
  headers?: Record<string, string>;
}

const titles = { 401: 'Unauthorized', 403: 'Forbidden', 503: 'Service Unavailable' } as const;

/** What clients of Django REST Framework and SimpleJWT know, and act upon. */
const knownCodes: Partial<Record<RefusalCode, string>> = {
  token_invalid: 'token_not_valid',
  token_expired: 'token_not_valid',
  token_wrong_audience: 'token_not_valid',
  token_revoked: 'token_not_valid',
  user_deleted: 'user_not_found',
  credentials_invalid: 'authentication_failed',
  credentials_malformed: 'bad_authorization_header',
};

export function answerOf(form: ErrorForm, { status, code, reason, headers }: RefusalFacts): RefusalAnswer {
  const isProblem = form === 'problem';
  const known = Object.hasOwn(knownCodes, code) ? knownCodes[code as RefusalCode] : undefined;
  const body = isProblem
    ? { type: 'about:blank', title: titles[status], status, detail: reason, code }
    : { detail: reason, code: known ?? code };
  return {
    status,
    code,
    reason,
    headers: { ...headers, 'content-type': isProblem ? 'application/problem+json' : 'application/json' },
    body: JSON.stringify(body),
  };
}

/**
 * Thrown by `door.check` and `door.identify`. Whoever catches it finds what to answer; Hono does so by itself, and
 * Fastify and Express by the door's error handler.
 */
export class DoorError extends Error {
  override readonly name = 'DoorError';
  readonly status: number;
  /** The same, by the name that Fastify knows. */
  readonly statusCode: number;
  readonly code: string;
  readonly headers: Record<string, string>;
  readonly answer: RefusalAnswer;

  constructor(answer: RefusalAnswer) {
    super(answer.reason);
    this.code = answer.code;
    this.status = answer.status;
    this.statusCode = answer.status;
    this.headers = answer.headers;
    this.answer = answer;
  }

  /** For Hono and other web-standard frameworks. */
  getResponse(): Response {
    return responseOf(this.answer);
  }
}

export function responseOf({ status, headers, body }: RefusalAnswer): Response {
  return new Response(body, { status, headers });
}
