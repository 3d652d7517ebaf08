import type { Act } from '#modules/audit';
import { mustVerifyFirst, type User } from '#modules/users';
import type { Tx } from '#platform/db/schema.ts';
import { AppError, isAppError } from '#platform/errors.ts';
import { createPendingSignIns, type PendingSignIns } from './pending-sign-ins.ts';
import { deletePendingExpiredBefore, deletePendingOf } from './pending-sign-ins.store.ts';
import { startSession } from './session-start.ts';
import type { SignInDeps } from './sign-in.deps.ts';
import { methodsLeft, methodsTogether } from './sign-in.rules.ts';
import type { Browser, SignedIn, SignInOutcome, SignInService } from './sign-in.types.ts';
import { noteEnrolment, requireRecent, stepUp } from './step-up.ts';

export interface SignInServiceForApp extends SignInService {
  /** Port for lower rungs: what waits was begun with a password that is void, or for an account that is closed. */
  forgetPendingOf(tx: Tx, userId: string): Promise<void>;
  /** Deletes a slice of what has expired. */
  prune(tx: Tx, now: number): Promise<number>;
}

interface Shown {
  user: User;
  amr: readonly string[];
  browser: Browser;
}

type Verdict = { kind: 'enough'; amr: string[] } | { kind: 'factor-wanted' | 'enrolment-wanted' };

/** Whether a first factor is enough, alone or with a browser that is trusted. */
async function judge({ mfa }: SignInDeps, act: Act, { user, amr, browser }: Shown): Promise<Verdict> {
  try {
    const proved = await mfa.prove(act, user, { amr, trustedDevice: browser.trustedDevice });
    return { kind: 'enough', amr: proved.amr };
  } catch (error) {
    if (isAppError(error, 'mfa.enrolment_required')) return { kind: 'enrolment-wanted' };
    if (isAppError(error, 'mfa.required')) return { kind: 'factor-wanted' };
    throw error;
  }
}

/** Most servers ask nobody for a factor, and most sign-ins are made there. */
async function graceEndsAt({ mfa, config }: SignInDeps, user: User): Promise<number | null> {
  return config.requiredRoles.length === 0 ? null : (await mfa.standing(user)).graceEndsAt;
}

async function afterFirstFactor(
  deps: SignInDeps & { pendings: PendingSignIns },
  act: Act,
  shown: Shown,
): Promise<SignInOutcome> {
  const { user, browser } = shown;
  if (mustVerifyFirst(user, deps.config.emailVerification)) throw new AppError('users.email_unverified');
  const verdict = await judge(deps, act, shown);
  if (verdict.kind !== 'enough') {
    return { kind: verdict.kind, pending: await deps.pendings.open(user.id, [...shown.amr]) };
  }
  const starting = { act, user, amr: verdict.amr, current: browser.current };
  const grace = await graceEndsAt(deps, user);
  const started = await deps.database.write((tx) => startSession(deps, tx, starting));
  return { kind: 'signed-in', user, ...started, graceEndsAt: grace };
}

interface Continuation {
  pending: string;
  user: User;
  amr: string[];
  browser: Browser;
}

/** The one of any number of continuations that gets the session. Errors: `login.sign_in_gone`. */
async function finish(
  { pendings, ...deps }: SignInDeps & { pendings: PendingSignIns },
  act: Act,
  { pending, user, amr, browser }: Continuation,
): Promise<SignedIn> {
  const started = await deps.database.write(async (tx) => {
    const waited = await pendings.consume(tx, pending);
    if (waited?.userId !== user.id) return undefined;
    return startSession(deps, tx, { act, user, amr, current: browser.current });
  });
  if (!started) throw new AppError('login.sign_in_gone');
  return { kind: 'signed-in', user, ...started, graceEndsAt: null };
}

/** Identify, verify, second factor, session. */
export function createSignInService(deps: SignInDeps): SignInServiceForApp {
  const { database, mfa, passwords } = deps;
  const pendings = createPendingSignIns(deps);
  const parts = { ...deps, pendings };
  return {
    async withPassword(act, credentials, browser) {
      const user = await passwords.authenticate(act, credentials);
      return afterFirstFactor(parts, act, { user, amr: ['pwd'], browser });
    },
    async withPasskey(act, response, browser) {
      const { user, amr } = await mfa.passkeys.authenticate(act, null, response);
      return afterFirstFactor(parts, act, { user, amr, browser });
    },
    withFirstFactor: (act, shown, browser) => afterFirstFactor(parts, act, { ...shown, browser }),
    async findPending(secret) {
      const pending = await pendings.find(secret);
      if (!pending) return undefined;
      const { has } = await mfa.standing(pending.user);
      return { ...pending, methods: methodsLeft(has, pending.amr) };
    },
    async goOn(...[act, secret, shown, browser]) {
      const { user, amr } = await pendings.get(secret);
      const added =
        'code' in shown
          ? await mfa.proveCode(act, user, shown.code)
          : (await mfa.passkeys.authenticate(act, user, shown.passkey)).amr;
      const together = methodsTogether(amr, added);
      // A passkey is no second factor beside itself.
      if (!together.includes('mfa')) throw new AppError('mfa.passkey_refused');
      return finish(parts, act, { pending: secret, user, amr: together, browser });
    },
    async goOnAfterEnrolment(...[act, secret, shown, browser]) {
      const { user, amr } = await pendings.get(secret);
      if (!(await mfa.hasFactor(database.db, user.id))) throw new AppError('mfa.enrolment_required');
      return finish(parts, act, { pending: secret, user, amr: methodsTogether(amr, shown), browser });
    },
    stepUp: (act, session, proof) => stepUp(deps, act, { ...session, proof }),
    noteEnrolment: (act, session, amr) => noteEnrolment(deps, act, { ...session, shown: amr }),
    requireRecent: (session) => requireRecent(deps, session),
    forgetPendingOf: deletePendingOf,
    prune: deletePendingExpiredBefore,
  };
}
