import type { Caller } from '#modules/access';
import type { Act } from '#modules/audit';
import type { ServiceGift } from '#modules/services';
import type { User } from '#modules/users';
import type { Tx } from '#platform/db/schema.ts';
import { AppError } from '#platform/errors.ts';
import { actOf } from '../act-of.ts';
import { issueAddress, lifetimeOf, lookAtLink, takeLink, voidWaysIn } from '../links/links.ts';
import type { OwnAccountDeps } from '../own-accounts.deps.ts';
import type { Invitation, InvitationService } from '../own-accounts.types.ts';
import { insertAccount, prepareUser } from '../registration.ts';

type InvitationDeps = Pick<
  OwnAccountDeps,
  | 'database'
  | 'clock'
  | 'sealer'
  | 'access'
  | 'audit'
  | 'events'
  | 'mail'
  | 'passwords'
  | 'services'
  | 'users'
  | 'config'
>;

const purpose = 'invitation';

/** Whose name stands in the mail. */
async function inviterOf(deps: InvitationDeps, { subject }: Caller): Promise<string> {
  const isUser = subject !== null && subject !== 'operator';
  const inviter = isUser ? await deps.users.find(deps.database.db, subject.userId) : undefined;
  if (!inviter) return 'Ostiary';
  const name = `${inviter.firstName} ${inviter.lastName}`.trim();
  return name === '' ? (inviter.email ?? inviter.username ?? 'Ostiary') : name;
}

async function send(
  deps: InvitationDeps,
  tx: Tx,
  sent: { act: Act; user: User; to: string; inviter: string },
): Promise<void> {
  const { act, user, to, inviter } = sent;
  const link = await issueAddress(deps, tx, { purpose, userId: user.id, email: to });
  const values = { inviter, link, days: lifetimeOf(purpose).days };
  // Nobody knows yet what they read.
  await deps.mail.enqueue(tx, { template: purpose, to, language: 'en', values });
  await deps.audit.record(tx, act, {
    action: 'user.invite',
    outcome: 'success',
    target: { type: 'user', id: user.id },
  });
}

async function invite(deps: InvitationDeps, caller: Caller, invitation: Invitation): Promise<User> {
  if (!deps.mail.isOn) throw new AppError('mail.off');
  const { services = [], ...account } = invitation;
  // What came as JSON: the service's schema says what of it is accepted.
  const given = services.map((gift) => gift as ServiceGift);
  const registration = await prepareUser(deps, caller, account);
  const to = registration.user.email;
  if (to == null) throw new AppError('users.email_missing');
  const inviter = await inviterOf(deps, caller);
  const { act } = caller;
  return deps.services.makeWithAccess(caller, given, async (tx) => {
    const user = await insertAccount(deps, tx, { ...registration, act });
    await send(deps, tx, { act, user, to, inviter });
    return user;
  });
}

/** Whether nobody has taken the account up yet. */
async function isOpen(deps: InvitationDeps, user: User): Promise<boolean> {
  const isUsed = user.lastSignInAt !== null || (await deps.passwords.has(deps.database.db, user.id));
  return user.isActive && !isUsed;
}

async function resend(deps: InvitationDeps, caller: Caller, userId: string): Promise<void> {
  await deps.access.requirePermission(caller, 'users.create');
  if (!deps.mail.isOn) throw new AppError('mail.off');
  const user = await deps.users.get(deps.database.db, userId);
  const { email: to } = user;
  if (to === null) throw new AppError('users.email_missing');
  if (!(await isOpen(deps, user))) throw new AppError('users.invitation_closed');
  const inviter = await inviterOf(deps, caller);
  await deps.database.write((tx) => send(deps, tx, { act: caller.act, user, to, inviter }));
}

type Acceptance = Parameters<InvitationService['accept']>[2];

async function takeUp(
  deps: InvitationDeps,
  tx: Tx,
  taken: { act: Act; token: string; hash: string; names: Omit<Acceptance, 'password'> },
): Promise<User | undefined> {
  const link = await takeLink(deps, tx, { purpose, token: taken.token });
  if (!link) return undefined;
  const { userId, email } = link;
  const confirmed = await deps.users.confirmEmail(tx, { ...taken.names, userId, email });
  if (!confirmed) return undefined;
  // Whoever has a password by now, with the account locked, has taken it up in another way: nothing of this stays.
  if (await deps.passwords.has(tx, userId)) throw new AppError('login.link_invalid');
  await deps.passwords.store(tx, userId, taken.hash);
  await voidWaysIn(tx, userId);
  const data = { changed: ['password'] };
  await deps.events.emit(tx, { type: 'user.updated', subjectId: userId, data });
  await deps.audit.record(tx, actOf(taken.act, confirmed.user), {
    action: 'user.accept_invitation',
    outcome: 'success',
    target: { type: 'user', id: userId },
    details: { changed: confirmed.changed },
  });
  return confirmed.user;
}

async function accept(
  deps: InvitationDeps,
  act: Act,
  { token, password, ...names }: Acceptance & { token: string },
): Promise<User> {
  const found = await lookAtLink(deps, purpose, token);
  if (!found) throw new AppError('login.link_invalid');
  await deps.passwords.check(password, { ...found.user, ...names });
  const hash = await deps.passwords.hash(password);
  const user = await deps.database.write((tx) => takeUp(deps, tx, { act, token, hash, names }));
  if (!user) throw new AppError('login.link_invalid');
  return user;
}

/** See InvitationService. */
export function createInvitationService(deps: InvitationDeps): InvitationService {
  return {
    invite: (caller, invitation) => invite(deps, caller, invitation),
    resend: (caller, userId) => resend(deps, caller, userId),
    async find(token) {
      const found = await lookAtLink(deps, purpose, token);
      return found && { userId: found.user.id, email: found.link.email };
    },
    accept: (act, token, input) => accept(deps, act, { ...input, token }),
  };
}
