import type {
  PublicKeyCredentialCreationOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server';
import type { Act } from '#modules/audit';
import type { ReadChallenge } from '#modules/limits';
import type { User } from '#modules/users';
import type { Tx } from '#platform/db/schema.ts';
import { AppError } from '#platform/errors.ts';
import { settleAdded } from '../factor-changes.ts';
import { factorName } from '../totp/totp.rules.ts';
import { requireRelyingParty, type PasskeyCore } from './passkey-core.ts';
import { creationOptions } from './passkey-options.ts';
import { refused, verifyMade, type MadePasskey } from './passkey-verification.ts';
import { challengeLifetimeMs, maxPasskeys } from './passkey.rules.ts';
import { countPasskeys, insertPasskey, listPasskeyKeys } from './passkeys.store.ts';
import type { Passkey } from './passkeys.types.ts';

const usualName = 'Passkey';

const useOf = (user: User) => ({ purpose: 'passkey-create', of: user.id });

/** See PasskeyService.registrationOptions. */
export async function registrationOptions(
  core: PasskeyCore,
  user: User,
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const { id } = requireRelyingParty(core);
  const challenge = core.challenges.create(useOf(user), challengeLifetimeMs);
  const keys = await listPasskeyKeys(core.deps.database.db, user.id);
  return creationOptions({ rpId: id, challenge, user, keys });
}

type Added =
  | { outcome: 'added'; passkey: Passkey; recoveryCodes: string[] | null }
  | { outcome: 'replayed' | 'full' | 'taken' };

async function add(
  { deps, challenges }: PasskeyCore,
  tx: Tx,
  input: { act: Act; user: User; made: MadePasskey; name: string; answered: ReadChallenge },
): Promise<Added> {
  const { act, user, made, name, answered } = input;
  if (!(await challenges.spend(tx, answered))) return { outcome: 'replayed' };
  if ((await countPasskeys(tx, user.id)) >= maxPasskeys) return { outcome: 'full' };
  const passkey = await insertPasskey(tx, { ...made, userId: user.id, name, now: deps.clock.nowMs() });
  if (!passkey) return { outcome: 'taken' };
  const { id } = passkey;
  const recoveryCodes = await settleAdded(deps, tx, { act, user, kind: 'passkey', id, name });
  return { outcome: 'added', passkey, recoveryCodes };
}

/** See PasskeyService.register. */
export async function register(
  core: PasskeyCore,
  act: Act,
  { user, response, name }: { user: User; response: RegistrationResponseJSON; name: string },
): Promise<{ passkey: Passkey; recoveryCodes: string[] | null }> {
  let answered: ReadChallenge | undefined;
  const made = await verifyMade(response, {
    relyingParty: requireRelyingParty(core),
    isExpected: (challenge) => (answered = core.challenges.read(useOf(user), challenge)) !== undefined,
  });
  if (!answered) throw refused();
  const input = { act, user, made, name: factorName(name, usualName), answered };
  const added = await core.deps.database.write((tx) => add(core, tx, input));
  if (added.outcome === 'added') return { passkey: added.passkey, recoveryCodes: added.recoveryCodes };
  if (added.outcome === 'replayed') throw refused();
  throw new AppError(added.outcome === 'full' ? 'mfa.too_many_factors' : 'mfa.passkey_taken');
}
