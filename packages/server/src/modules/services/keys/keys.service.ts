import type { Caller } from '#modules/access';
import { AppError } from '#platform/errors.ts';
import { emitChange, recordAct } from '../service-records.ts';
import type { Core } from '../services.deps.ts';
import { findService, getLocked } from '../services.store.ts';
import type { Service } from '../services.types.ts';
import * as store from './keys.store.ts';
import type { KeyUseCases, ServiceKey } from './keys.types.ts';
import { hashOfKey, isKey, newKey } from './service-key.ts';

const maxLive = 2;
const hintLength = 4;

function checkExpiry(expiresAt: number | null, now: number): void {
  if (expiresAt === null || (Number.isSafeInteger(expiresAt) && expiresAt > now)) return;
  const fields = [{ path: 'expires_at', message: 'Give a time that is still to come.' }];
  throw new AppError('request.invalid', { fields });
}

interface KeyAct {
  caller: Caller;
  service: string;
}

async function createKey(
  core: Core,
  { caller, service: idOrName, expiresAt }: KeyAct & { expiresAt: number | null },
): Promise<{ key: string; info: ServiceKey }> {
  await core.access.requirePermission(caller, 'services.manage');
  const now = core.clock.nowMs();
  checkExpiry(expiresAt, now);
  const key = newKey();
  const hash = hashOfKey(core.sealer, key);
  const info = await core.database.write(async (tx) => {
    // Locked, so that of two who add a key at once the second sees what the first one did.
    const service = await getLocked(tx, idOrName);
    const live = await store.listLiveKeys(tx, service.id, now);
    if (live.length >= maxLive) throw new AppError('services.too_many_keys');
    const hint = key.slice(-hintLength);
    const added = { id: core.newId(), serviceId: service.id, hint, createdAt: now, expiresAt };
    await store.insertKey(tx, added, hash);
    await emitChange(core, tx, { service, changed: ['keys'] });
    const details = { key_id: added.id, expires_at: expiresAt };
    await recordAct(core, tx, { act: caller.act, action: 'service.key_create', service, details });
    return added;
  });
  return { key, info };
}

async function deleteKey(
  core: Core,
  { caller, service: idOrName, keyId }: KeyAct & { keyId: string },
): Promise<void> {
  await core.access.requirePermission(caller, 'services.manage');
  const hash = await core.database.write(async (tx) => {
    const service = await getLocked(tx, idOrName);
    const key = { serviceId: service.id, id: keyId };
    const deleted = await store.consumeKey(tx, key, core.clock.nowMs());
    if (!deleted) throw new AppError('services.key_not_found');
    await emitChange(core, tx, { service, changed: ['keys'] });
    const details = { key_id: deleted.id };
    await recordAct(core, tx, { act: caller.act, action: 'service.key_delete', service, details });
    return deleted.hash;
  });
  core.keyOwners.forget(hash);
}

async function listKeys(core: Core, { caller, service: idOrName }: KeyAct): Promise<ServiceKey[]> {
  await core.access.requirePermission(caller, 'services.read');
  const service = await findService(core.database.db, idOrName);
  if (!service) throw new AppError('services.not_found');
  return store.listLiveKeys(core.database.db, service.id, core.clock.nowMs());
}

async function authenticateKey(core: Core, key: string): Promise<Service | undefined> {
  if (!isKey(key)) return undefined;
  const owner = await core.keyOwners.find(hashOfKey(core.sealer, key));
  if (!owner) return undefined;
  // What is in memory must know by itself that it has expired.
  const isLive = owner.expiresAt === null || owner.expiresAt > core.clock.nowMs();
  return isLive ? owner.service : undefined;
}

export function createKeyUseCases(core: Core): KeyUseCases {
  return {
    createKey: (caller, service, { expiresAt = null } = {}) =>
      createKey(core, { caller, service, expiresAt }),
    listKeys: (caller, service) => listKeys(core, { caller, service }),
    deleteKey: (caller, service, keyId) => deleteKey(core, { caller, service, keyId }),
    authenticateKey: (key) => authenticateKey(core, key),
    prune: (tx, now) => store.deleteExpiredKeys(tx, now),
  };
}
