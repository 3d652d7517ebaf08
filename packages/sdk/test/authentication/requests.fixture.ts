import type { TokenResolver } from '../../src/authentication/index.ts';
import type { AnyService, Authentication, CredentialRequest } from '../../src/types.ts';

export interface RequestParts {
  method?: string;
  url?: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
}

/** A request as an adapter would show it; the body is kept where there is one. */
export function requestOf({
  method = 'GET',
  url = '/',
  headers = {},
  body,
}: RequestParts = {}): CredentialRequest {
  const sent = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  return {
    method,
    url,
    header: (name) => sent.get(name),
    rawBody: async () => bytes,
  };
}

export const authorized = (value: string): CredentialRequest =>
  requestOf({ headers: { authorization: value } });

/** Ostiary, as far as authenticators know it: tokens by what they mean. Remembers which were asked for. */
export function resolverOf(
  tokens: Record<string, Authentication>,
  isSlow = false,
): TokenResolver<AnyService> & { asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    subjectOf(token) {
      asked.push(token);
      const answer: Authentication = tokens[token] ?? {
        outcome: 'refused',
        code: 'token_invalid',
        reason: 'Token is invalid.',
      };
      return isSlow ? Promise.resolve(answer) : answer;
    },
  };
}
