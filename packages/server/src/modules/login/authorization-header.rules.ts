/** What an Authorization header (RFC 9110 section 11.6.2) turned out to carry. */
export type HeaderReading =
  { kind: 'none' } | { kind: 'malformed' } | { kind: 'credential'; type: HeaderType; value: string };

export type HeaderType = 'Bearer' | 'JWT' | 'Token' | 'Basic';

/**
 * Recognises the header when its first word is one of `types`, compared with case as the contracts
 * observed (contracts/simplejwt.md, "Protected resource"); any other scheme is not ours to judge.
 */
export function readAuthorization(header: string | undefined, types: readonly HeaderType[]): HeaderReading {
  const words = (header ?? '').split(' ').filter((word) => word !== '');
  const type = types.find((candidate) => candidate === words[0]);
  if (!type) return { kind: 'none' };
  const value = words[1];
  if (value === undefined || words.length !== 2) return { kind: 'malformed' };
  return { kind: 'credential', type, value };
}

/** `user:password` in base64 of UTF-8 (RFC 7617); undefined when it is not that. */
export function readBasic(value: string): { login: string; password: string } | undefined {
  const text = Buffer.from(value, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  if (colon < 1 || text.includes('\uFFFD') || text.includes('\0')) return undefined;
  return { login: text.slice(0, colon), password: text.slice(colon + 1) };
}
