/** A request of any framework: headers by their names in lower case. */
export type WithHeaders =
  { header(name: string): string | undefined } | { headers: { get(name: string): string | null } };

function headerOf(request: WithHeaders, name: string): string | undefined {
  return 'header' in request ? request.header(name) : (request.headers.get(name) ?? undefined);
}

/** The first of that name: browsers send the one of the longest path first (RFC 6265 section 5.4). */
export function readCookie(request: WithHeaders, name: string): string | undefined {
  for (const pair of headerOf(request, 'cookie')?.split(';') ?? []) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return undefined;
}

export interface CookieOptions {
  isSecure: boolean;
  isHttpOnly: boolean;
  sameSite: 'Strict' | 'Lax';
  /** Deletes it. */
  isOver?: boolean;
}

/** Values are base64url, which needs no escape. Without Max-Age it goes when the browser is closed. */
export function formatCookie(name: string, value: string, options: CookieOptions): string {
  const { isSecure, isHttpOnly, sameSite, isOver = false } = options;
  return [
    `${name}=${value}`,
    'Path=/',
    `SameSite=${sameSite}`,
    ...(isHttpOnly ? ['HttpOnly'] : []),
    ...(isSecure ? ['Secure'] : []),
    ...(isOver ? ['Max-Age=0'] : []),
  ].join('; ');
}
