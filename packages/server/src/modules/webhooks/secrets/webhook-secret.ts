import { randomBuffer } from '#platform/random.ts';
import type { Sealer } from '#platform/sealing.ts';
import type { SealedSecrets } from '../webhooks.table.ts';

const purpose = 'webhook-secret';
/** Standard Webhooks: `whsec_` and the base64 of 24 to 64 bytes. */
const prefix = 'whsec_';
const bytes = 32;

export function newSecret(): string {
  return prefix + randomBuffer(bytes).toString('base64');
}

/** Sealed, not hashed: what signs must be read back. */
export function sealSecret(sealer: Sealer, secret: string): string {
  return sealer.seal(purpose, secret);
}

/** The keys that sign now, the newest first. */
export function openKeys(sealer: Sealer, sealed: SealedSecrets, now: number): Buffer[] {
  const { secret, previous, previousUntil } = sealed;
  const isOverlapping = previous !== null && previousUntil !== null && previousUntil > now;
  return [secret, ...(isOverlapping ? [previous] : [])].map((each) =>
    Buffer.from(sealer.open(purpose, each).slice(prefix.length), 'base64'),
  );
}
