import type { Db } from '#platform/db/schema.ts';
import type { Sealer } from '#platform/sealing.ts';
import { openSecret } from './key-ring.ts';
import { listKeys } from './keys.store.ts';

/**
 * Whether the key that signs can be opened under this master key; null when there is none yet. Changes
 * nothing, unlike `ensureKey`.
 */
export async function canOpenActiveKey(db: Db, sealer: Sealer): Promise<boolean | null> {
  const active = (await listKeys(db)).find((key) => key.retiredAt === null);
  if (!active) return null;
  try {
    openSecret(sealer, active);
    return true;
  } catch {
    return false;
  }
}
