import { utf8, type Bytes } from '../encoding.ts';

/** A shared secret: at least 32 bytes, drawn at random. A text stands for its bytes in UTF-8. */
export type HmacSecret = string | Uint8Array;

type ImportedKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

const algorithm = { name: 'HMAC', hash: 'SHA-256' } as const;
const minBytes = 32;

/** TypeError for a secret that is too short to be one (RFC 2104 section 3). */
export function checkHmacSecret(secret: HmacSecret): Bytes {
  const bytes: Bytes = typeof secret === 'string' ? utf8(secret) : new Uint8Array(secret);
  if (bytes.length < minBytes) throw new TypeError(`An HMAC secret has at least ${minBytes} bytes.`);
  return bytes;
}

/** TypeError as above. */
export async function importHmacKey(secret: HmacSecret): Promise<ImportedKey> {
  return crypto.subtle.importKey('raw', checkHmacSecret(secret), algorithm, false, ['sign', 'verify']);
}

export async function sign(key: ImportedKey, text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.sign('HMAC', key, utf8(text)));
}

/** Takes as long for a wrong signature as for the right one. */
export function isSignatureOf(key: ImportedKey, signature: Bytes, text: string): Promise<boolean> {
  return crypto.subtle.verify('HMAC', key, signature, utf8(text));
}
