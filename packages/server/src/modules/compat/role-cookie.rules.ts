/**
 * The cookie of the role tutorial. Its value is quoted, as Django writes one with a space in it, so that
 * a Django service on the same site reads it too; for that reason it is not left to a cookie library,
 * which would percent-encode it. `value` is `Bearer ` and a JWT: nothing in it needs escaping.
 */
export function roleCookie(
  value: string,
  { seconds, isSecure }: { seconds: number; isSecure: boolean },
): string {
  // The tutorial's SameSite=None would let any site send it along.
  const attributes = ['Path=/', `Max-Age=${seconds}`, 'HttpOnly', 'SameSite=Lax'];
  if (isSecure) attributes.push('Secure');
  return [`Authorization="${value}"`, ...attributes].join('; ');
}
