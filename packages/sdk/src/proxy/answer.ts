/** What is sent to the end user, before it becomes a response. */
export interface Answer {
  status: number;
  body: unknown;
  headers?: readonly (readonly [name: string, value: string])[];
}

export function detail(status: number, text: string, code?: string): Answer {
  return { status, body: code === undefined ? { detail: text } : { detail: text, code } };
}

/** The auth service cannot be asked now. `Retry-After` is in whole seconds (RFC 9110 section 10.2.3). */
export function unavailable(retryAfterMs: number): Answer {
  return {
    ...detail(503, 'The authentication service is not available. Try again later.', 'auth_unavailable'),
    headers: [['retry-after', String(Math.max(1, Math.ceil(retryAfterMs / 1000)))]],
  };
}

/**
 * `application/json` without parameters, as clients of the token API compare it (contracts/django-easyjwt.md
 * section 0). Tokens must not be cached (RFC 6749 section 5.1).
 */
export function toResponse({ status, body, headers = [] }: Answer): Response {
  const response = new Response(new TextEncoder().encode(JSON.stringify(body)), {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  });
  for (const [name, value] of headers) response.headers.append(name, value);
  return response;
}
