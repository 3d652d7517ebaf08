import type { Act } from '#modules/audit';
import { isSameEmail, type User } from '#modules/users';
import { isoTime } from '#platform/clock.ts';
import type { Tx } from '#platform/db/schema.ts';
import { AppError } from '#platform/errors.ts';
import { actOf } from '../act-of.ts';
import { issueAddress, lifetimeOf, lookAtLink, takeLink, voidWaysIn } from '../links/links.ts';
import type { RequestBox } from '../links/requests.ts';
import { countMail, readerOf, recoveryAddress, signInAddress } from '../mailing.ts';
import type { OwnAccountDeps } from '../own-accounts.deps.ts';
import type { EmailService, LinkLook } from '../own-accounts.types.ts';
import { writeVerification } from './verification-mail.ts';

interface EmailDeps extends Pick<
  OwnAccountDeps,
  'database' | 'clock' | 'sealer' | 'users' | 'audit' | 'limits' | 'mail' | 'config'
> {
  requests: Pick<RequestBox, 'ask'>;
}

async function sendVerificationIn(deps: EmailDeps, tx: Tx, { act, user }: { act: Act; user: User }) {
  const { email, emailVerifiedAt } = user;
  if (!deps.mail.isOn || email === null || emailVerifiedAt !== null) return;
  const asked = { userId: user.id, email, language: readerOf(act) };
  await deps.mail.enqueue(tx, await writeVerification(deps, tx, asked));
}

async function sendVerification(deps: EmailDeps, act: Act, user: User): Promise<void> {
  if (user.email === null) throw new AppError('users.email_missing');
  if (user.emailVerifiedAt !== null) return;
  await countMail(deps, act, user.email);
  await deps.database.write((tx) => sendVerificationIn(deps, tx, { act, user }));
}

async function sendTest(deps: EmailDeps, act: Act, user: User): Promise<void> {
  const { email } = user;
  if (email === null) throw new AppError('users.email_missing');
  if (user.emailVerifiedAt === null) throw new AppError('users.email_unverified');
  await countMail(deps, act, email);
  const values = { time: isoTime(deps.clock.nowMs()) };
  await deps.database.write(async (tx) => {
    await deps.mail.enqueue(tx, { template: 'test', to: email, language: readerOf(act), values });
    await deps.audit.record(tx, act, {
      action: 'mail.test',
      outcome: 'success',
      target: { type: 'user', id: user.id },
    });
  });
}

async function verify(deps: EmailDeps, act: Act, token: string): Promise<User> {
  const user = await deps.database.write(async (tx) => {
    const link = await takeLink(deps, tx, { purpose: 'verify-email', token });
    const confirmed = link && (await deps.users.confirmEmail(tx, link));
    if (!confirmed || confirmed.changed.length === 0) return confirmed?.user;
    await deps.audit.record(tx, actOf(act, confirmed.user), {
      action: 'user.verify_email',
      outcome: 'success',
      target: { type: 'user', id: confirmed.user.id },
    });
    return confirmed.user;
  });
  if (!user) throw new AppError('login.link_invalid');
  return user;
}

/** Whose address it is makes no difference to what is done before the answer: a link is made in either case. */
async function requestChange(
  deps: EmailDeps,
  { act, user, typed }: { act: Act; user: User; typed: string },
): Promise<void> {
  const email = deps.users.check({ email: typed }).email ?? typed;
  await countMail(deps, act, email);
  await deps.database.write(async (tx) => {
    const owner = await deps.users.findByLogin(tx, email);
    const purpose = 'change-email';
    const link = await issueAddress(deps, tx, { purpose, userId: user.id, email });
    if (!owner || owner.id === user.id) {
      const values = { link, hours: lifetimeOf(purpose).hours };
      await deps.mail.enqueue(tx, { template: purpose, to: email, language: readerOf(act), values });
      return;
    }
    const values = { signInLink: signInAddress(deps), recoveryLink: recoveryAddress(deps) };
    await deps.mail.enqueue(tx, { template: 'account-exists', to: email, language: 'en', values });
  });
}

/** The address before is told, for whoever did not change it. */
async function tellOldAddress(deps: EmailDeps, tx: Tx, told: { act: Act; before: User; user: User }) {
  const { before, user } = told;
  if (before.email === null || user.email === null || isSameEmail(before.email, user.email)) return;
  const time = isoTime(deps.clock.nowMs());
  const values = { newEmail: user.email, time, recoveryLink: recoveryAddress(deps) };
  const language = readerOf(told.act);
  await deps.mail.enqueue(tx, { template: 'email-changed', to: before.email, language, values });
}

async function confirmChange(deps: EmailDeps, act: Act, token: string): Promise<User> {
  const user = await deps.database.write(async (tx) => {
    const link = await takeLink(deps, tx, { purpose: 'change-email', token });
    const confirmed = link && (await deps.users.confirmEmail(tx, { ...link, isNew: true }));
    if (!confirmed) return undefined;
    // Those that went to the address before.
    await voidWaysIn(tx, confirmed.user.id);
    await tellOldAddress(deps, tx, { act, ...confirmed });
    await deps.audit.record(tx, actOf(act, confirmed.user), {
      action: 'user.change_email',
      outcome: 'success',
      target: { type: 'user', id: confirmed.user.id },
      details: { changed: confirmed.changed },
    });
    return confirmed.user;
  });
  if (!user) throw new AppError('login.link_invalid');
  return user;
}

/** See EmailService. */
export function createEmailService(deps: EmailDeps): EmailService {
  const look = async (
    purpose: 'verify-email' | 'change-email',
    token: string,
  ): Promise<LinkLook | undefined> => {
    const found = await lookAtLink(deps, purpose, token);
    return found && { userId: found.user.id, email: found.link.email };
  };
  return {
    sendTest: (act, user) => sendTest(deps, act, user),
    sendVerification: (act, user) => sendVerification(deps, act, user),
    sendVerificationIn: (tx, act, user) => sendVerificationIn(deps, tx, { act, user }),
    async requestVerification(act, email) {
      await countMail(deps, act, email);
      await deps.requests.ask({ purpose: 'verify-email', email, language: readerOf(act) });
    },
    findVerification: (token) => look('verify-email', token),
    verify: (act, token) => verify(deps, act, token),
    requestChange: (act, user, typed) => requestChange(deps, { act, user, typed }),
    findChange: (token) => look('change-email', token),
    confirmChange: (act, token) => confirmChange(deps, act, token),
  };
}
