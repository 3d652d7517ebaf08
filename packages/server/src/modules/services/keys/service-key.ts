import { randomSecret } from '#platform/random.ts';
import type { Sealer } from '#platform/sealing.ts';

/** So that scanners of repositories and logs know one when they see it. */
const prefix = 'osk_';
/** 256 bits as base64url. */
const pattern = /^osk_[A-Za-z0-9_-]{43}$/;

/** 256 bits: a keyed hash suffices to keep it. */
export function newKey(): string {
  return prefix + randomSecret();
}

export function isKey(text: string): boolean {
  return pattern.test(text);
}

export function hashOfKey(sealer: Sealer, key: string): string {
  return sealer.mac('service-key', key).toString('base64url');
}
