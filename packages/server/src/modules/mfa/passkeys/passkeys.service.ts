import type { Act } from '#modules/audit';
import type { User } from '#modules/users';
import { AppError } from '#platform/errors.ts';
import { settleRemoved } from '../factor-changes.ts';
import type { MfaDeps } from '../mfa.deps.ts';
import { factorName } from '../totp/totp.rules.ts';
import { authenticate, authenticationOptions } from './passkey-authentication.ts';
import { createPasskeyCore } from './passkey-core.ts';
import { register, registrationOptions } from './passkey-registration.ts';
import {
  deletePasskey,
  deletePasskeysOf,
  hasGoodPasskey,
  listPasskeyKeys,
  updateName,
} from './passkeys.store.ts';
import type { PasskeyService } from './passkeys.types.ts';

async function rename(
  { database }: MfaDeps,
  user: User,
  { id, name }: { id: string; name: string },
): Promise<void> {
  const isThere = await database.write((tx) => updateName(tx, { userId: user.id, id }, name));
  if (!isThere) throw new AppError('mfa.factor_not_found');
}

async function remove(deps: MfaDeps, act: Act, { user, id }: { user: User; id: string }): Promise<void> {
  const removed = await deps.database.write(async (tx) => {
    const gone = await deletePasskey(tx, { userId: user.id, id });
    if (gone) {
      const { name, clonedAt } = gone;
      await settleRemoved(deps, tx, { act, user, kind: 'passkey', id, name, isVoid: clonedAt !== null });
    }
    return gone;
  });
  if (!removed) throw new AppError('mfa.factor_not_found');
}

export function createPasskeyService(deps: MfaDeps): PasskeyService {
  const core = createPasskeyCore(deps);
  return {
    isOn: core.relyingParty !== undefined,
    registrationOptions: (user) => registrationOptions(core, user),
    register: (act, user, made) => register(core, act, { user, ...made }),
    authenticationOptions: (shower) => authenticationOptions(core, shower),
    authenticate: (act, shower, response) => authenticate(core, act, { shower, response }),
    list: async (db, userId) => (await listPasskeyKeys(db, userId)).map(({ passkey }) => passkey),
    rename: (...[, user, id, name]) => rename(deps, user, { id, name: factorName(name, 'Passkey') }),
    remove: (act, user, id) => remove(deps, act, { user, id }),
    has: hasGoodPasskey,
    removeAllOf: deletePasskeysOf,
  };
}
