const allowed = /^[A-Za-z0-9_-]*$/;
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/**
 * Whether it is exactly what an encoder would have written: no padding, no stray bits (RFC 7515 section 2). Otherwise
 * one signature could be written in several ways, and one token be many.
 */
export function isCanonicalBase64url(text: string): boolean {
  const rest = text.length % 4;
  if (rest === 1 || !allowed.test(text)) return false;
  if (rest === 0) return true;
  const last = alphabet.indexOf(text.charAt(text.length - 1));
  return (last & (rest === 2 ? 0b1111 : 0b11)) === 0;
}
