import { randomBytes } from 'node:crypto';

/** 256 unpredictable bits as 43 characters of base64url. */
export function randomSecret(): string {
  return randomBytes(32).toString('base64url');
}

export function randomBuffer(bytes: number): Buffer {
  return randomBytes(bytes);
}

/** A JWT id: 128 unpredictable bits as 32 hex digits (contracts/simplejwt.md, "Tokens"). */
export function randomTokenId(): string {
  return randomBytes(16).toString('hex');
}
