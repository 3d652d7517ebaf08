import { isSameText, randomText } from '../authentication/encoding.ts';
import { detail, type Answer } from './answer.ts';
import { formatCookie, readCookie } from './cookies.ts';

/**
 * What a request has to bring to prove that a page of the service sent it. Browsers add cookies by themselves, so a
 * cookie is no proof. Two things are asked for, either of which would do on its own in a perfect browser: an origin
 * that is allowed, and a token that only such a page could read (double submit).
 */
export interface BrowserProof {
  /** Refuses pages of other origins. Whoever is no browser says nothing about an origin, and passes. */
  refuseOrigin(request: Request): Answer | undefined;
  /** Refuses requests without the token of their own cookie. */
  refuseForgery(request: Request): Answer | undefined;
  /** Gives a page its token, the same one as long as the browser keeps it. */
  issue(request: Request): Answer;
}

export interface BrowserProofOptions {
  allowedOrigins: readonly string[];
  isSecure(request: Request): boolean;
}

const header = 'x-csrftoken';
/** What pages read, by the name that clients of django-easyjwt know. */
const readableCookie = 'csrftoken';
const yearSeconds = 365 * 24 * 3600;

/**
 * The cookie that counts. Nobody else can set one with this prefix, not even a neighbour under the same domain
 * (RFC 6265bis section 4.1.3.2); what pages read has an older name, and is only compared with it.
 */
function countingCookie(isSecure: boolean): string {
  return isSecure ? '__Host-ostiary_csrf' : 'ostiary_csrf';
}

function isOwnOrigin(request: Request, origin: string): boolean {
  if (!URL.canParse(origin)) return false;
  // The scheme may differ: TLS often ends before this service.
  return new URL(origin).host === new URL(request.url).host;
}

const refused = (why: string): Answer => detail(403, `CSRF Failed: ${why}`, 'csrf_failed');

export function createBrowserProof({ allowedOrigins, isSecure }: BrowserProofOptions): BrowserProof {
  const allowed = new Set(allowedOrigins.map((origin) => new URL(origin).origin));
  return {
    refuseOrigin(request) {
      const site = request.headers.get('sec-fetch-site');
      const origin = request.headers.get('origin');
      if (site === 'same-origin' || (site === null && origin === null)) return undefined;
      if (origin !== null && allowed.has(origin)) return undefined;
      // Older browsers say no site.
      if (site === null && origin !== null && isOwnOrigin(request, origin)) return undefined;
      // Somebody typed the address, or it is no page's request.
      if (site === 'none') return undefined;
      return detail(403, 'Disallowed origin.', 'origin_not_allowed');
    },
    refuseForgery(request) {
      const kept = readCookie(request, countingCookie(isSecure(request)));
      const sent = request.headers.get(header);
      if (kept === undefined) return refused('CSRF cookie not set.');
      if (sent === null) return refused('CSRF token missing.');
      return isSameText(kept, sent) ? undefined : refused('CSRF token incorrect.');
    },
    issue(request) {
      const isHttps = isSecure(request);
      const name = countingCookie(isHttps);
      const kept = readCookie(request, name);
      const token = kept !== undefined && /^[\w-]{43}$/.test(kept) ? kept : randomText();
      const common = { path: '/', isSecure: isHttps, maxAgeSeconds: yearSeconds };
      return {
        ...detail(200, 'CSRF cookie set.'),
        headers: [
          ['set-cookie', formatCookie(name, token, { ...common, sameSite: 'Strict', isHttpOnly: true })],
          [
            'set-cookie',
            formatCookie(readableCookie, token, { ...common, sameSite: 'Lax', isHttpOnly: false }),
          ],
          // For pages of an allowed origin, which cannot read the cookies of this one.
          [header, token],
        ],
      };
    },
  };
}
