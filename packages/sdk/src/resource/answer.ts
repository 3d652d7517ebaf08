import type { FieldMessages } from './field-errors.ts';

/** An answer that is not the wanted one, with the body that clients of Django REST Framework know. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly body: object;
  readonly headers: Record<string, string>;

  constructor(status: number, body: { detail: string; code?: string } | FieldMessages, headers = {}) {
    super(`${status}`);
    this.status = status;
    this.body = body;
    this.headers = headers;
  }

  answer(): Response {
    return jsonAnswer(this.status, this.body, this.headers);
  }
}

export const notFound = (detail = 'Not found.'): Refusal => new Refusal(404, { detail });

/** Answers depend on who asks: nobody may keep them for others. */
const privately = { 'cache-control': 'private, no-cache', vary: 'authorization, cookie' };

export function jsonAnswer(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', ...privately, ...headers },
  });
}

export function emptyAnswer(status: number, headers: Record<string, string> = {}): Response {
  return new Response(null, { status, headers: { ...privately, ...headers } });
}
