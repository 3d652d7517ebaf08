import type { Act, AuditService } from '#modules/audit';
import type { EventService } from '#modules/events';
import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/db/database.ts';
import type { Tx } from '#platform/db/schema.ts';
import type { Sealer } from '#platform/sealing.ts';
import { generateMaterial, type KeyMaterial } from './key-material.ts';
import { openSecret, sealPurpose } from './key-ring.ts';
import { insertActiveKey, updateToRetired } from './keys.store.ts';
import type { StoredKey } from './keys.table.ts';
import type { SigningAlgorithm } from './keys.types.ts';

export interface RotationDeps {
  database: Database;
  clock: Clock;
  sealer: Sealer;
  audit: AuditService;
  events: EventService;
  config: KeyConfig;
}

export interface KeyConfig {
  algorithm: SigningAlgorithm;
  /** Shared secret for HS256, 32 bytes or more (RFC 7518 section 3.2); null makes one. */
  signingKey: string | null;
  /** How long a retired key still verifies: as long as the longest-lived token it can have signed. */
  keepRetiredSeconds: number;
}

/** Whether the key that signs is the one that the configuration asks for. */
export function isAsConfigured(sealer: Sealer, config: KeyConfig, active: StoredKey): boolean {
  if (active.algorithm !== config.algorithm) return false;
  if (config.algorithm !== 'HS256' || config.signingKey === null) return true;
  return openSecret(sealer, active) === config.signingKey;
}

function seal(deps: RotationDeps, material: KeyMaterial): StoredKey {
  const { secret, ...key } = material;
  return {
    ...key,
    secretSealed: deps.sealer.seal(sealPurpose, secret),
    createdAt: deps.clock.nowMs(),
    retiredAt: null,
    expiresAt: null,
  };
}

async function retire(deps: RotationDeps, tx: Tx, keyId: string): Promise<boolean> {
  const retiredAt = deps.clock.nowMs();
  const expiresAt = retiredAt + deps.config.keepRetiredSeconds * 1000;
  return updateToRetired(tx, keyId, { retiredAt, expiresAt });
}

async function note(
  deps: RotationDeps,
  tx: Tx,
  change: { act: Act; key: StoredKey; old: StoredKey | undefined },
) {
  const { act, key, old } = change;
  const details = { algorithm: key.algorithm, ...(old ? { retired_key_id: old.id } : {}) };
  if (old) await deps.events.emit(tx, { type: 'key.rotated', subjectId: key.id, data: details });
  await deps.audit.record(tx, act, {
    action: old ? 'key.rotate' : 'key.create',
    outcome: 'success',
    target: { type: 'key', id: key.id },
    details,
  });
}

/**
 * Makes a key and lets it sign instead of `old`. When another process was quicker nothing changes: there
 * is a new key then, and that is what was asked for.
 */
export async function replaceKey(deps: RotationDeps, act: Act, old: StoredKey | undefined): Promise<void> {
  const key = seal(deps, await generateMaterial(deps.config.algorithm, deps.config.signingKey));
  await deps.database.write(async (tx) => {
    if (old && !(await retire(deps, tx, old.id))) return;
    if (await insertActiveKey(tx, key)) await note(deps, tx, { act, key, old });
  });
}
