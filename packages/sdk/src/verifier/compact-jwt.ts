import { decode } from 'jose/base64url';
import { isCanonicalBase64url } from './base64url.rules.ts';
import type { Native } from './native-crypto.ts';
import type { SignedText } from './signature-check.ts';

/** No token of Ostiary comes near; a longer text is not worth a look. */
export const maxTokenLength = 16_384;

export interface JwtHeader {
  alg: string;
  typ: string | undefined;
  kid: string | undefined;
}

export interface CompactJwt extends SignedText {
  header: JwtHeader;
  /** Not to be believed before the signature was checked. */
  claims: Record<string, unknown>;
}

const strictUtf8 = new TextDecoder(undefined, { fatal: true, ignoreBOM: true });

function isAbsentOrText(value: unknown): value is string | undefined {
  return value === undefined || typeof value === 'string';
}

function toFields(value: object): Record<string, unknown> {
  return value as Record<string, unknown>;
}

function readObject(part: string, native: Native | undefined): Record<string, unknown> | undefined {
  if (!isCanonicalBase64url(part)) return undefined;
  try {
    const bytes = native ? native.Buffer.from(part, 'base64url') : decode(part);
    const value: unknown = JSON.parse(strictUtf8.decode(bytes));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? toFields(value) : undefined;
  } catch {
    // Neither UTF-8 nor JSON.
  }
  return undefined;
}

function decodeHeader(part: string, native: Native | undefined): JwtHeader | undefined {
  const fields = readObject(part, native);
  if (!fields) return undefined;
  const { alg, typ, kid } = fields;
  // RFC 7515 section 4.1.11: whoever does not understand an extension must refuse, and we know none.
  if (typeof alg !== 'string' || 'crit' in fields) return undefined;
  return isAbsentOrText(typ) && isAbsentOrText(kid) ? { alg, typ, kid } : undefined;
}

/** Few are ever signed; made-up ones make room for each other. */
const maxHeaders = 32;
const maxHeaderLength = 512;

export type ReadHeader = (part: string) => JwtHeader | undefined;

/** All tokens of a key have the same header, which is decoded once. */
export function createHeaderReader(native: Native | undefined): ReadHeader {
  const known = new Map<string, JwtHeader>();
  return (part) => {
    const before = known.get(part);
    if (before) return before;
    const header = decodeHeader(part, native);
    if (header && part.length <= maxHeaderLength) {
      if (known.size >= maxHeaders) known.clear();
      known.set(part, header);
    }
    return header;
  };
}

/** Whether it looks like a compact JWS (RFC 7515 section 7.1): three parts. Others are opaque tokens. */
export function isCompactJws(token: string): boolean {
  const first = token.indexOf('.');
  const second = token.indexOf('.', first + 1);
  // Without a second one, the first is found again.
  return first > 0 && !token.includes('.', second + 1);
}

/** The parts of a compact JWS, or undefined for anything else. */
export function parseCompactJwt(
  token: string,
  native: Native | undefined,
  readHeader: ReadHeader,
): CompactJwt | undefined {
  if (token.length > maxTokenLength || !isCompactJws(token)) return undefined;
  const first = token.indexOf('.');
  const signatureAt = token.lastIndexOf('.') + 1;
  if (!isCanonicalBase64url(token.slice(signatureAt))) return undefined;
  const header = readHeader(token.slice(0, first));
  const claims = header && readObject(token.slice(first + 1, signatureAt - 1), native);
  return header && claims ? { token, signatureAt, header, claims } : undefined;
}
