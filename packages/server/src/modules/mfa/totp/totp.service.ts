import type { Act } from '#modules/audit';
import type { User } from '#modules/users';
import { AppError } from '#platform/errors.ts';
import { settleAdded, settleRemoved } from '../factor-changes.ts';
import type { MfaDeps } from '../mfa.deps.ts';
import type { TotpFactor, TotpService } from '../mfa.types.ts';
import { attempt } from '../proving/tries.ts';
import { readTypedCode } from '../recovery-codes/recovery-code.rules.ts';
import { newSecret, stepOf, uriOf, type Labels } from './totp-codes.ts';
import { factorName } from './totp.rules.ts';
import {
  consumeUnconfirmed,
  deleteOldestUnconfirmed,
  deleteTotp,
  findUnconfirmed,
  insertTotp,
  listTotp,
} from './totp.store.ts';

const maxApps = 5;
/** An app that has not shown a code by then never will. */
export const unconfirmedMs = 60 * 60 * 1000;
/** In several tabs, say. */
const maxUnconfirmed = 3;
const usualName = 'Authenticator';

export const sealPurpose = 'totp-secret';

function labelsFor(deps: MfaDeps, user: User): Labels {
  return { issuer: new URL(deps.publicUrl).hostname, account: user.email ?? user.username ?? user.id };
}

async function begin(deps: MfaDeps, user: User, name: string) {
  const secret = await newSecret();
  const secretSealed = deps.sealer.seal(sealPurpose, secret);
  const totp = { id: deps.newId(), userId: user.id, name: factorName(name, usualName), secretSealed };
  const isRoom = await deps.database.write(async (tx) => {
    if ((await listTotp(tx, user.id)).length >= maxApps) return false;
    await insertTotp(tx, { ...totp, now: deps.clock.nowMs() });
    await deleteOldestUnconfirmed(tx, user.id, maxUnconfirmed);
    return true;
  });
  if (!isRoom) throw new AppError('mfa.too_many_factors');
  return { id: totp.id, secret, uri: await uriOf(secret, labelsFor(deps, user)) };
}

async function openUnconfirmed(deps: MfaDeps, user: User, id: string) {
  const madeAfter = deps.clock.nowMs() - unconfirmedMs;
  const found = await findUnconfirmed(deps.database.db, { userId: user.id, id, madeAfter });
  return found && { name: found.name, secret: deps.sealer.open(sealPurpose, found.secretSealed) };
}

async function confirm(
  deps: MfaDeps,
  act: Act,
  { user, id, code }: { user: User; id: string; code: string },
): Promise<{ factor: TotpFactor; recoveryCodes: string[] | null }> {
  const now = deps.clock.nowMs();
  const app = await openUnconfirmed(deps, user, id);
  if (!app) throw new AppError('mfa.factor_not_found');
  // Counted apart from sign-ins: confirming an app of one's own must not buy guesses at another.
  return attempt(deps, { act, user, kind: 'totp', purpose: 'factor-confirm' }, async () => {
    const step = await stepOf(app.secret, readTypedCode(code).text, now);
    if (step === undefined) return undefined;
    return async (tx) => {
      if ((await listTotp(tx, user.id)).length >= maxApps) throw new AppError('mfa.too_many_factors');
      const factor = await consumeUnconfirmed(tx, id, { step, now });
      if (!factor) return undefined;
      const change = { act, user, kind: 'totp', id, name: factor.name } as const;
      return { factor, recoveryCodes: await settleAdded(deps, tx, change) };
    };
  });
}

async function remove(deps: MfaDeps, act: Act, { user, id }: { user: User; id: string }): Promise<void> {
  const removed = await deps.database.write(async (tx) => {
    const gone = await deleteTotp(tx, { userId: user.id, id });
    // One that was never any good is nothing to tell of.
    if (gone?.isConfirmed) await settleRemoved(deps, tx, { act, user, kind: 'totp', id, name: gone.name });
    return gone;
  });
  if (!removed) throw new AppError('mfa.factor_not_found');
}

export function createTotpService(deps: MfaDeps): TotpService {
  return {
    begin: (_act, user, name) => begin(deps, user, name),
    confirm: (act, user, confirmed) => confirm(deps, act, { user, ...confirmed }),
    async unconfirmed(user, id) {
      const app = await openUnconfirmed(deps, user, id);
      return app && { ...app, uri: await uriOf(app.secret, labelsFor(deps, user)) };
    },
    list: listTotp,
    remove: (act, user, id) => remove(deps, act, { user, id }),
  };
}
