import type { Act } from '#modules/audit';
import type { User } from '#modules/users';
import { AppError } from '#platform/errors.ts';
import { randomSecret } from '#platform/random.ts';
import type { Sealer } from '#platform/sealing.ts';
import type { MfaDeps } from '../mfa.deps.ts';
import type { TrustedDeviceService } from '../mfa.types.ts';
import { findFactors } from '../policy/factors.store.ts';
import {
  deleteOldestTrusted,
  deleteTrustedDevice,
  findTrustedDevice,
  insertTrustedDevice,
  listTrustedDevices,
  updateTrustUsed,
} from './trusted-devices.store.ts';

const maxTrusted = 10;
const maxUserAgentLength = 400;
/** When somebody was here last is known to the day. */
const noteEveryMs = 24 * 60 * 60 * 1000;

function hashOf(sealer: Sealer, secret: string): string {
  return sealer.mac('trusted-device', secret).toString('base64url');
}

/** Whether this is the secret of a browser that the user trusts. */
export async function isTrusted(deps: MfaDeps, userId: string, secret: string | undefined): Promise<boolean> {
  // Trust that was given while it could be is worth nothing once it cannot.
  if (secret === undefined || deps.config.trustedSeconds === 0) return false;
  const { database } = deps;
  const now = deps.clock.nowMs();
  const device = await findTrustedDevice(database.db, {
    ...{ userId, now, secretHash: hashOf(deps.sealer, secret) },
  });
  if (!device) return false;
  if (device.lastUsedAt === null || device.lastUsedAt <= now - noteEveryMs) {
    await database.write((tx) => updateTrustUsed(tx, device.id, now));
  }
  return true;
}

async function trust(deps: MfaDeps, act: Act, user: User) {
  const { config, database, clock } = deps;
  if (config.trustedSeconds === 0) return undefined;
  const secret = randomSecret();
  const createdAt = clock.nowMs();
  const device = {
    id: deps.newId(),
    userId: user.id,
    address: act.origin.address,
    userAgent: act.origin.userAgent?.slice(0, maxUserAgentLength) ?? null,
    createdAt,
    expiresAt: createdAt + config.trustedSeconds * 1000,
  };
  return database.write(async (tx) => {
    const { hasTotp, hasPasskey } = await findFactors(tx, user.id);
    if (!hasTotp && !hasPasskey) return undefined;
    await insertTrustedDevice(tx, device, hashOf(deps.sealer, secret));
    await deleteOldestTrusted(tx, user.id, maxTrusted);
    await deps.audit.record(tx, act, {
      action: 'device.trust',
      outcome: 'success',
      target: { type: 'user', id: user.id },
      details: { device_id: device.id },
    });
    return { secret, expiresAt: device.expiresAt };
  });
}

export function createTrustedDeviceService(deps: MfaDeps): TrustedDeviceService {
  return {
    trust: (act, user) => trust(deps, act, user),
    list: (db, userId) => listTrustedDevices(db, userId, deps.clock.nowMs()),
    async forget(act, user, id) {
      const isForgotten = await deps.database.write(async (tx) => {
        if (!(await deleteTrustedDevice(tx, { userId: user.id, id }))) return false;
        await deps.audit.record(tx, act, {
          action: 'device.forget',
          outcome: 'success',
          target: { type: 'user', id: user.id },
          details: { device_id: id },
        });
        return true;
      });
      if (!isForgotten) throw new AppError('mfa.factor_not_found');
    },
  };
}
