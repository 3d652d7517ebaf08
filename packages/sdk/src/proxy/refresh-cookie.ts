import { formatCookie, readCookie } from './cookies.ts';
import type { ProxyCookieOptions } from './proxy.types.ts';

/** Where a browser keeps the refresh token, out of reach of pages. */
export interface RefreshCookie {
  read(request: Request): string | undefined;
  /** The value of a `Set-Cookie` that puts the token there. */
  keep(request: Request, refresh: string): string;
  clear(request: Request): string;
}

export interface RefreshCookieOptions extends ProxyCookieOptions {
  /** It is sent to these paths alone. */
  prefix: string;
  isSecureAt(request: Request): boolean;
}

/**
 * With `__Secure-` where there is TLS, so that nothing without TLS can put one there. `__Host-` would ask for the
 * path `/`, and send the token along with every request.
 */
export function createRefreshCookie(options: RefreshCookieOptions): RefreshCookie {
  const { prefix, sameSite = 'Strict', maxAgeSeconds, isSecureAt } = options;
  const nameAt = (request: Request): string =>
    isSecureAt(request) ? '__Secure-ostiary_refresh' : 'ostiary_refresh';
  const format = (request: Request, value: string, maxAge: number | undefined): string =>
    formatCookie(nameAt(request), value, {
      path: prefix,
      isSecure: isSecureAt(request),
      sameSite,
      isHttpOnly: true,
      maxAgeSeconds: maxAge,
    });
  return {
    read: (request) => readCookie(request, nameAt(request)) || undefined,
    keep: (request, refresh) => format(request, refresh, maxAgeSeconds),
    clear: (request) => format(request, '', 0),
  };
}
