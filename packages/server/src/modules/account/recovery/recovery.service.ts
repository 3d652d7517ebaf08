import type { Act } from '#modules/audit';
import type { User } from '#modules/users';
import { isoTime } from '#platform/clock.ts';
import type { Tx } from '#platform/db/schema.ts';
import { AppError } from '#platform/errors.ts';
import { actOf } from '../act-of.ts';
import { lookAtLink, takeLink, voidWaysIn } from '../links/links.ts';
import type { RequestBox } from '../links/requests.ts';
import { countMail, readerOf, recoveryAddress } from '../mailing.ts';
import type { OwnAccountDeps } from '../own-accounts.deps.ts';
import type { RecoveryService } from '../own-accounts.types.ts';

export interface RecoveryDeps extends Pick<
  OwnAccountDeps,
  | 'database'
  | 'clock'
  | 'sealer'
  | 'users'
  | 'audit'
  | 'events'
  | 'limits'
  | 'mail'
  | 'mfa'
  | 'passwords'
  | 'sessions'
  | 'tokens'
  | 'ports'
  | 'config'
> {
  requests: Pick<RequestBox, 'ask'>;
}

const purpose = 'reset-password';

interface Recovery {
  act: Act;
  token: string;
  hash: string;
  endsSessions: boolean;
}

/** Everything else that lets somebody in. */
async function shutOut(deps: RecoveryDeps, tx: Tx, of: { act: Act; user: User; endsSessions: boolean }) {
  const { act, user, endsSessions } = of;
  await voidWaysIn(tx, user.id);
  await deps.mfa.forgetDevicesOf(tx, user.id);
  await deps.ports.forgetPendingOf(tx, user.id);
  if (!endsSessions) return;
  await deps.sessions.endAll(tx, act, user.id, 'password_recovered');
  await deps.tokens.revokeApiTokensOf(tx, act, user.id);
}

async function setPassword(deps: RecoveryDeps, tx: Tx, recovery: Recovery): Promise<User | undefined> {
  const link = await takeLink(deps, tx, { purpose, token: recovery.token });
  const confirmed = link && (await deps.users.confirmEmail(tx, link));
  if (!confirmed) return undefined;
  const { before, user } = confirmed;
  const act = actOf(recovery.act, user);
  await deps.passwords.store(tx, user.id, recovery.hash);
  await deps.passwords.forgetFailures(tx, user);
  const endsSessions = recovery.endsSessions || before.isEmailClaimed;
  await shutOut(deps, tx, { act, user, endsSessions });
  const data = { changed: ['password'] };
  await deps.events.emit(tx, { type: 'user.updated', subjectId: user.id, data });
  const values = { time: isoTime(deps.clock.nowMs()), recoveryLink: recoveryAddress(deps) };
  const letter = { to: link.email, language: readerOf(act) };
  await deps.mail.enqueue(tx, { ...letter, template: 'password-changed', values });
  await deps.audit.record(tx, act, {
    action: 'password.recover',
    outcome: 'success',
    target: { type: 'user', id: user.id },
    details: { ends_sessions: endsSessions, changed: confirmed.changed },
  });
  return user;
}

async function recover(
  deps: RecoveryDeps,
  act: Act,
  input: { token: string; password: string; endsSessions: boolean },
): Promise<User> {
  const { token, password, endsSessions } = input;
  // Before the costly hash; the conditional consumption decides.
  const found = await lookAtLink(deps, purpose, token);
  if (!found) throw new AppError('login.link_invalid');
  await deps.passwords.check(password, found.user);
  const hash = await deps.passwords.hash(password);
  const recovery = { act, token, hash, endsSessions };
  const user = await deps.database.write((tx) => setPassword(deps, tx, recovery));
  if (!user) throw new AppError('login.link_invalid');
  return user;
}

/** See RecoveryService. */
export function createRecoveryService(deps: RecoveryDeps): RecoveryService {
  return {
    async request(act, email) {
      await countMail(deps, act, email);
      await deps.requests.ask({ purpose, email, language: readerOf(act) });
    },
    async find(token) {
      const found = await lookAtLink(deps, purpose, token);
      return found && { userId: found.user.id, email: found.link.email };
    },
    recover: (act, token, input) => recover(deps, act, { ...input, token }),
  };
}
