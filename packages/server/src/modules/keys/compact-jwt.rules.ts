import type { Claims } from './keys.types.ts';

/** No token of ours comes near; a longer text is not worth decoding. */
export const maxTokenLength = 8_192;

export interface JwtHeader {
  alg: string;
  typ?: string;
  kid?: string;
}

export interface CompactJwt {
  header: JwtHeader;
  /** What was signed: the first two parts as they came. */
  signingInput: Buffer;
  payload: Buffer;
  signature: Buffer;
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Exactly what an encoder would have written: no padding, no stray bits (RFC 7515 section 2). */
function decodeCanonical(part: string): Buffer | undefined {
  const bytes = Buffer.from(part, 'base64url');
  return bytes.toString('base64url') === part ? bytes : undefined;
}

export function parseJsonObject(bytes: Buffer): Claims | undefined {
  try {
    const parsed: unknown = JSON.parse(strictUtf8.decode(bytes));
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
      ? { ...parsed }
      : undefined;
  } catch {
    return undefined;
  }
}

function readHeader(bytes: Buffer): JwtHeader | undefined {
  const fields = parseJsonObject(bytes);
  if (!fields) return undefined;
  const { alg, typ, kid } = fields;
  if (typeof alg !== 'string') return undefined;
  if (typ !== undefined && typeof typ !== 'string') return undefined;
  if (kid !== undefined && typeof kid !== 'string') return undefined;
  // RFC 7515 section 4.1.11: whoever does not understand an extension must refuse, and we know none.
  if ('crit' in fields) return undefined;
  return { alg, ...(typ === undefined ? {} : { typ }), ...(kid === undefined ? {} : { kid }) };
}

/** The three parts of a compact JWS (RFC 7515 section 7.1), or undefined for anything else. */
export function parseCompactJwt(token: string): CompactJwt | undefined {
  if (token.length > maxTokenLength) return undefined;
  const parts = token.split('.');
  const [headerPart, payloadPart, signaturePart] = parts;
  if (parts.length !== 3 || !headerPart || !payloadPart || signaturePart === undefined) return undefined;
  const headerBytes = decodeCanonical(headerPart);
  const payload = decodeCanonical(payloadPart);
  const signature = decodeCanonical(signaturePart);
  const header = headerBytes && readHeader(headerBytes);
  if (!header || !payload || !signature) return undefined;
  return { header, payload, signature, signingInput: Buffer.from(`${headerPart}.${payloadPart}`, 'latin1') };
}

export function encodePart(value: object): string {
  return Buffer.from(JSON.stringify(value), 'utf8').toString('base64url');
}
