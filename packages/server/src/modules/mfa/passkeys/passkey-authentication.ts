import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server';
import type { Act } from '#modules/audit';
import type { ReadChallenge } from '#modules/limits';
import type { User } from '#modules/users';
import type { Tx } from '#platform/db/schema.ts';
import { isAppError } from '#platform/errors.ts';
import { notify } from '../notices.ts';
import { requireRelyingParty, type PasskeyCore } from './passkey-core.ts';
import { requestOptions } from './passkey-options.ts';
import { refused, verifyShown, type ShownPasskey } from './passkey-verification.ts';
import { challengeLifetimeMs, methodsOf, userHandleOf } from './passkey.rules.ts';
import { findPasskeyKey, listPasskeyKeys, updateCloned, updateUse } from './passkeys.store.ts';
import type { PasskeyKey } from './passkeys.table.ts';
import type { Passkey, Shower } from './passkeys.types.ts';

const useOf = (shower: Shower) => ({ purpose: 'passkey-get', of: shower?.id ?? '' });

/** See PasskeyService.authenticationOptions. */
export async function authenticationOptions(
  core: PasskeyCore,
  shower: Shower,
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const { id } = requireRelyingParty(core);
  const challenge = core.challenges.create(useOf(shower), challengeLifetimeMs);
  const keys = shower === null ? [] : await listPasskeyKeys(core.deps.database.db, shower.id);
  return requestOptions({ rpId: id, challenge, keys });
}

/** A credential id (at most 1,023 bytes, Web Authentication Level 3 section 4) as browsers write it. */
const credentialIdPattern = /^[\w-]{1,1364}$/;

interface Found extends PasskeyKey {
  user: User;
}

/** Whose passkey it says it is: section 7.2 step 6. Nothing is proven yet. */
async function findShown(
  { deps }: PasskeyCore,
  shower: Shower,
  { id, response }: AuthenticationResponseJSON,
): Promise<Found | undefined> {
  if (typeof id !== 'string' || !credentialIdPattern.test(id)) return undefined;
  const { db } = deps.database;
  const key = await findPasskeyKey(db, id);
  if (!key || key.passkey.clonedAt !== null) return undefined;
  const { userId } = key.passkey;
  const handle: unknown = response?.userHandle;
  const isNamed = handle === userHandleOf(userId).toString('base64url');
  // Authenticators may leave the name out only where somebody said already who they are.
  const isMeant = shower === null ? isNamed : shower.id === userId && (isNamed || handle === undefined);
  const user = isMeant ? await deps.users.find(db, userId) : undefined;
  return user?.isActive ? { ...key, user } : undefined;
}

type Used = { outcome: 'used'; passkey: Passkey } | { outcome: 'replayed' | 'void' | 'cloned' };

/**
 * Uses a passkey that was shown, once. A counter that did not grow says that there is another one of it, and nobody
 * knows which is the right one: neither is good any more.
 */
async function use(
  { deps, challenges }: PasskeyCore,
  tx: Tx,
  input: { act: Act; found: Found; shown: ShownPasskey; answered: ReadChallenge },
): Promise<Used> {
  const { act, found, shown, answered } = input;
  const { id } = found.passkey;
  const now = deps.clock.nowMs();
  if (!(await challenges.spend(tx, answered))) return { outcome: 'replayed' };
  const passkey = await updateUse(tx, { id, signCount: shown.signCount, now });
  if (passkey) return { outcome: 'used', passkey };
  const cloned = await updateCloned(tx, id, now);
  if (!cloned) return { outcome: 'void' };
  const { user } = found;
  await deps.audit.record(tx, act, {
    action: 'factor.clone',
    outcome: 'failure',
    target: { type: 'user', id: user.id },
    details: { kind: 'passkey', factor_id: id, name: cloned.name },
  });
  // Whoever acts may be the thief: the mail is in the language that everybody gets.
  const values = { passkey: cloned.name };
  await notify(deps, tx, { template: 'passkey-cloned', user, act, isOwn: false, values });
  return { outcome: 'cloned' };
}

async function verify(
  core: PasskeyCore,
  act: Act,
  { shower, response, found }: { shower: Shower; response: AuthenticationResponseJSON; found: Found },
): Promise<{ user: User; passkey: Passkey; amr: string[] }> {
  let answered: ReadChallenge | undefined;
  const shown = await verifyShown(response, found, {
    relyingParty: requireRelyingParty(core),
    isExpected: (challenge) => (answered = core.challenges.read(useOf(shower), challenge)) !== undefined,
  });
  if (!answered) throw refused();
  const input = { act, found, shown, answered };
  const used = await core.deps.database.write((tx) => use(core, tx, input));
  if (used.outcome !== 'used') throw refused(new Error(`The passkey is ${used.outcome}`));
  const { passkey } = used;
  const amr = methodsOf({ isSynced: passkey.isSynced, isUserVerified: shown.isUserVerified });
  return { user: found.user, passkey, amr };
}

/** A signature cannot be guessed: this only bounds what an address can have us do, and write down. */
const refusalsOfAddress = { purpose: 'passkey-refusals', limit: 100, windowSeconds: 900 };

async function noteRefusal({ deps }: PasskeyCore, act: Act, user: User | null | undefined): Promise<void> {
  await deps.limits.countAddress({ ...refusalsOfAddress, address: act.origin.address });
  if (!user) return;
  await deps.database.write((tx) =>
    deps.audit.record(tx, act, {
      action: 'factor.refuse',
      outcome: 'failure',
      target: { type: 'user', id: user.id },
      details: { kind: 'passkey' },
    }),
  );
}

/** See PasskeyService.authenticate. */
export async function authenticate(
  core: PasskeyCore,
  act: Act,
  { shower, response }: { shower: Shower; response: AuthenticationResponseJSON },
): Promise<{ user: User; passkey: Passkey; amr: string[] }> {
  requireRelyingParty(core);
  const found = await findShown(core, shower, response);
  try {
    if (!found) throw refused();
    return await verify(core, act, { shower, response, found });
  } catch (error) {
    if (isAppError(error, 'mfa.passkey_refused')) await noteRefusal(core, act, shower ?? found?.user);
    throw error;
  }
}
