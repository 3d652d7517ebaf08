import type { Act } from '#modules/audit';
import { isProvedLately, type Session } from '#modules/sessions';
import type { User } from '#modules/users';
import { AppError } from '#platform/errors.ts';
import type { SignInDeps } from './sign-in.deps.ts';
import { methodsTogether } from './sign-in.rules.ts';
import type { CurrentSession, SignInService, StepUpProof } from './sign-in.types.ts';

/** The methods that a proof adds. */
async function check(
  deps: SignInDeps,
  act: Act,
  { user, proof }: { user: User; proof: StepUpProof },
): Promise<string[]> {
  const { mfa, passwords } = deps;
  if ('code' in proof) return mfa.proveCode(act, user, proof.code);
  if ('passkey' in proof) return (await mfa.passkeys.authenticate(act, user, proof.passkey)).amr;
  // A password is no answer to who has a second factor: it may have been what was stolen.
  if (await mfa.hasFactor(deps.database.db, user.id)) throw new AppError('mfa.required');
  const login = user.email ?? user.username ?? '';
  const proved = await passwords.authenticate(act, { login, password: proof.password });
  if (proved.id !== user.id) throw new AppError('passwords.invalid_credentials');
  return ['pwd'];
}

export async function stepUp(
  deps: SignInDeps,
  act: Act,
  { sessionId, userId, proof }: CurrentSession & { proof: StepUpProof },
): Promise<{ session: Session; secret: string | null }> {
  const { database, sessions } = deps;
  const live = await sessions.findLive(sessionId);
  if (live?.user.id !== userId) throw new AppError('sessions.not_found');
  const shown = await check(deps, act, { user: live.user, proof });
  const amr = methodsTogether(live.session.amr, shown);
  // A passkey that asks for nothing, in a session that was begun with it, is still one factor.
  if (!('password' in proof) && !amr.includes('mfa')) throw new AppError('mfa.required');
  const proved = await database.write((tx) => sessions.proveAgain(tx, act, { sessionId, userId, amr }));
  if (!proved) throw new AppError('sessions.not_found');
  return proved;
}

/** See SignInService.noteEnrolment. */
export async function noteEnrolment(
  { database, sessions }: SignInDeps,
  act: Act,
  { sessionId, userId, shown }: CurrentSession & { shown: readonly string[] },
): ReturnType<SignInService['noteEnrolment']> {
  const live = await sessions.findLive(sessionId);
  if (live?.user.id !== userId) return undefined;
  const amr = methodsTogether(live.session.amr, shown);
  return database.write((tx) => sessions.proveAgain(tx, act, { sessionId, userId, amr }));
}

export async function requireRecent(deps: SignInDeps, session: Session): Promise<void> {
  const { clock, config, database, mfa } = deps;
  const hasFactor = await mfa.hasFactor(database.db, session.userId);
  const at = { now: clock.nowMs(), ageSeconds: config.stepUpSeconds, hasFactor };
  if (!isProvedLately(session, at)) throw new AppError('login.step_up_required');
}
