import type { Sealer } from '#platform/sealing.ts';

const idBytes = 8;

/** Tells which server secret keyed hashes were made under, and nothing of it. */
export function keyIdOf(sealer: Sealer): string {
  return sealer.mac('export-key-id', '').subarray(0, idBytes).toString('base64url');
}
