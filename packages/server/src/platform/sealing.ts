import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  timingSafeEqual,
  type KeyObject,
} from 'node:crypto';
import { randomBuffer } from './random.ts';

/**
 * Everything that depends on the master key (`OSTIARY_SECRET`). Each purpose gets a key of its own
 * by HKDF-SHA-256 (RFC 5869), so that no value made for one purpose means anything for another.
 */
export interface Sealer {
  /** AES-256-GCM; the purpose is authenticated with it. Returns base64url of nonce, tag and text. */
  seal(purpose: string, plain: string): string;
  /** Throws Error when the value was altered, or sealed for another purpose or master key. */
  open(purpose: string, sealed: string): string;
  /** HMAC-SHA-256 under the purpose's key: for hashes of high-entropy secrets at rest. */
  mac(purpose: string, data: string | Buffer): Buffer;
}

export function createSealer(masterKey: string): Sealer {
  // As key objects: node:crypto takes several times as long to look at a buffer.
  const keys = new Map<string, KeyObject>();
  const keyFor = (purpose: string): KeyObject => {
    let key = keys.get(purpose);
    if (!key) {
      key = createSecretKey(Buffer.from(hkdfSync('sha256', masterKey, 'ostiary', purpose, 32)));
      keys.set(purpose, key);
    }
    return key;
  };
  return {
    seal(purpose, plain) {
      const nonce = randomBuffer(12);
      const cipher = createCipheriv('aes-256-gcm', keyFor(`seal:${purpose}`), nonce);
      const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64url');
    },
    open(purpose, sealed) {
      const bytes = Buffer.from(sealed, 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', keyFor(`seal:${purpose}`), bytes.subarray(0, 12));
      decipher.setAuthTag(bytes.subarray(12, 28));
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
    },
    mac(purpose, data) {
      return createHmac('sha256', keyFor(`mac:${purpose}`))
        .update(data)
        .digest();
    },
  };
}

/** Compares two secrets in a time that does not depend on where they differ. */
export function isSameSecret(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
