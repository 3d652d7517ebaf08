import type { CredentialRequest } from '../../types.ts';
import { isSameText } from '../encoding.ts';
import { refuse, type Refused } from '../refusal.ts';

const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Whether the method may change something (RFC 9110 section 9.2.1). */
export function isUnsafe({ method }: CredentialRequest): boolean {
  return !safeMethods.has(method);
}

/**
 * Whether the page that sent the request is one of ours. Browsers say where every request that may change something
 * comes from; one that says nothing is not believed, since a cookie is no proof.
 */
function isFromOwnPage(request: CredentialRequest, origins: ReadonlySet<string> | undefined): boolean {
  const origin = request.header('origin');
  if (origin === undefined) return request.header('sec-fetch-site') === 'same-origin';
  if (origins) return origins.has(origin);
  if (!URL.canParse(origin)) return false;
  // The scheme may differ: TLS often ends before this service.
  return new URL(origin).host === hostOf(request);
}

function hostOf(request: CredentialRequest): string | undefined {
  if (URL.canParse(request.url)) return new URL(request.url).host;
  return request.header('host')?.toLowerCase();
}

export interface ForgeryCheck {
  /** Undefined: the host that the request is for. */
  origins: ReadonlySet<string> | undefined;
  /** In lower case. */
  header: string;
  /** What the header has to say. */
  token: string;
}

/** Why a request that may change something is not believed to be wanted. */
export function findForgery(request: CredentialRequest, check: ForgeryCheck): Refused | undefined {
  if (!isFromOwnPage(request, check.origins)) return refuse('csrf_failed', 'CSRF Failed: Disallowed origin.');
  const sent = request.header(check.header);
  if (sent === undefined) return refuse('csrf_failed', 'CSRF Failed: CSRF token missing.');
  if (isSameText(sent, check.token)) return undefined;
  return refuse('csrf_failed', 'CSRF Failed: CSRF token incorrect.');
}
