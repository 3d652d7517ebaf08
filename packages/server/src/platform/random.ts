import { randomBytes, randomInt } from 'node:crypto';

/** 256 unpredictable bits as 43 characters of base64url. */
export function randomSecret(): string {
  return randomBytes(32).toString('base64url');
}

export function randomBuffer(bytes: number): Buffer {
  return randomBytes(bytes);
}

/** So many decimal digits, at most 14, each sequence as likely as any other. */
export function randomDigits(count: number): string {
  return String(randomInt(10 ** count)).padStart(count, '0');
}

/** A JWT id: 128 unpredictable bits as 32 hex digits (contracts/simplejwt.md, "Tokens"). */
export function randomTokenId(): string {
  return randomBytes(16).toString('hex');
}
