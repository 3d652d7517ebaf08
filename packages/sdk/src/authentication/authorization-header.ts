import type { CredentialRequest } from '../types.ts';

/** Longer credentials are taken for an attack: servers refuse headers of some 16 KiB as a whole. */
const maxLength = 16_384;

export type Presented =
  { is: 'absent' } | { is: 'malformed'; reason: string } | { is: 'present'; value: string };

const absent: Presented = { is: 'absent' };

function malformed(reason: string): Presented {
  return { is: 'malformed', reason };
}

/**
 * The credentials of `Authorization` for one scheme, whose name may be written in any case (RFC 9110 section 11.4).
 * Only a single word of credentials is taken, and a header that came twice is none.
 */
export function readAuthorization(request: CredentialRequest, scheme: string): Presented {
  const header = request.header('authorization');
  if (header === undefined || !hasScheme(header, scheme)) return absent;
  const value = header.slice(scheme.length).trim();
  if (value === '') return malformed('The Authorization header has no credentials.');
  if (value.length > maxLength) return malformed('The credentials are too long.');
  if (value.includes(' ') || value.includes(',') || value.includes('\t')) {
    return malformed('The Authorization header must be two words.');
  }
  return { is: 'present', value };
}

function hasScheme(header: string, scheme: string): boolean {
  const after = header.charAt(scheme.length);
  if (after !== '' && after !== ' ') return false;
  const written = header.slice(0, scheme.length);
  return written === scheme || written.toLowerCase() === scheme.toLowerCase();
}
