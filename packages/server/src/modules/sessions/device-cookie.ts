/**
 * The cookie that names a browser for a year, so that its owner is told of sign-ins from others. It proves
 * nothing. The `__Host-` prefix binds it to this host; browsers take that only with Secure.
 */
export function deviceCookieName({ isSecure }: { isSecure: boolean }): string {
  return isSecure ? '__Host-ostiary_device' : 'ostiary_device';
}
