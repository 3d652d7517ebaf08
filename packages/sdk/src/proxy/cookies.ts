export interface CookieAttributes {
  path: string;
  isSecure: boolean;
  sameSite: 'Strict' | 'Lax';
  isHttpOnly: boolean;
  /** Undefined: until the browser is closed. 0 deletes it. */
  maxAgeSeconds?: number | undefined;
}

export function formatCookie(name: string, value: string, attributes: CookieAttributes): string {
  const { path, isSecure, sameSite, isHttpOnly, maxAgeSeconds } = attributes;
  return [
    `${name}=${encodeURIComponent(value)}`,
    ...(isHttpOnly ? ['HttpOnly'] : []),
    ...(maxAgeSeconds === undefined ? [] : [`Max-Age=${maxAgeSeconds}`]),
    `Path=${path}`,
    `SameSite=${sameSite}`,
    ...(isSecure ? ['Secure'] : []),
  ].join('; ');
}

/** The first of that name: browsers send the one of the longest path first (RFC 6265 section 5.4). */
export function readCookie(request: Request, name: string): string | undefined {
  for (const pair of (request.headers.get('cookie') ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at < 0 || pair.slice(0, at).trim() !== name) continue;
    try {
      return decodeURIComponent(pair.slice(at + 1).trim());
    } catch {
      return undefined;
    }
  }
  return undefined;
}

/** Browsers take `Secure` cookies without TLS from localhost, but not all of them. */
export function isLocalHost({ hostname }: URL): boolean {
  return /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}
