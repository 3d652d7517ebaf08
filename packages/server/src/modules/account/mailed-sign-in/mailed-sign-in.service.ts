import type { Act } from '#modules/audit';
import type { Try } from '#modules/limits';
import { loginKey, type User } from '#modules/users';
import { AppError } from '#platform/errors.ts';
import { randomSecret } from '#platform/random.ts';
import type { Tx } from '#platform/db/schema.ts';
import { actOf } from '../act-of.ts';
import { lookAtLink, takeLink } from '../links/links.ts';
import type { OneTimeLink } from '../links/links.table.ts';
import { codeDigits, codeToken, type RequestBox } from '../links/requests.ts';
import { countMail, readerOf } from '../mailing.ts';
import type { OwnAccountDeps } from '../own-accounts.deps.ts';
import type { MailedSignInService } from '../own-accounts.types.ts';

export interface MailedSignInDeps extends Pick<
  OwnAccountDeps,
  'database' | 'clock' | 'sealer' | 'users' | 'audit' | 'limits' | 'mail' | 'config'
> {
  requests: Pick<RequestBox, 'ask'>;
}

type Purpose = 'sign-in' | 'sign-in-code';

const amr = ['email'];

function isAllowed({ config }: MailedSignInDeps, purpose: Purpose): boolean {
  return purpose === 'sign-in' ? config.signIn.byMailedLink : config.signIn.byMailedCode;
}

function requireAllowed(deps: MailedSignInDeps, purpose: Purpose): void {
  if (!isAllowed(deps, purpose)) throw new AppError('request.not_found');
}

/** Whoever has read the mail has shown that the address is theirs. */
async function redeem(
  deps: MailedSignInDeps,
  tx: Tx,
  redeemed: { act: Act; purpose: Purpose; token: string },
): Promise<{ link: OneTimeLink; user: User } | undefined> {
  const { purpose, token } = redeemed;
  const link = isAllowed(deps, purpose) ? await takeLink(deps, tx, { purpose, token }) : undefined;
  const confirmed = link && (await deps.users.confirmEmail(tx, { userId: link.userId, email: link.email }));
  if (!confirmed) return undefined;
  const { user, changed } = confirmed;
  if (changed.length > 0) {
    await deps.audit.record(tx, actOf(redeemed.act, user), {
      action: 'user.verify_email',
      outcome: 'success',
      target: { type: 'user', id: user.id },
    });
  }
  return { link, user };
}

async function redeemLink(deps: MailedSignInDeps, act: Act, token: string) {
  const redeemed = await deps.database.write((tx) => redeem(deps, tx, { act, purpose: 'sign-in', token }));
  if (!redeemed) throw new AppError('login.link_invalid');
  return { user: redeemed.user, amr, next: redeemed.link.next ?? '' };
}

/** As people type it from a mail. */
function readCode(typed: string): string {
  return typed.replace(/[\s-]/g, '').slice(0, codeDigits + 1);
}

/**
 * What the browser keeps: a secret, and a keyed hash of the address that was typed. A code is good with both as they
 * are, so whoever alters one to be counted elsewhere guesses at nothing.
 */
function newRequest({ sealer }: MailedSignInDeps, email: string): string {
  const { kind, key } = loginKey(email);
  return `${randomSecret()}.${sealer.mac('mailed-code', `${kind} ${key}`).toString('base64url')}`;
}

/** Six digits are few: guesses are counted by request, and by address however many requests there are. */
async function beginTries({ limits, config }: MailedSignInDeps, request: string): Promise<Try[]> {
  const { accountFailures: allowed } = config.limits;
  const [, ofAddress = ''] = request.split('.');
  const tries = [
    await limits.beginTry({ purpose: 'mailed-code', of: request, allowed }),
    await limits.beginTry({ purpose: 'mailed-code-address', of: ofAddress, allowed: 2 * allowed }),
  ];
  return tries.filter((tried) => tried !== undefined);
}

async function redeemCode(
  deps: MailedSignInDeps,
  act: Act,
  { request, code }: { request: string; code: string },
): Promise<{ user: User; amr: string[] }> {
  const tries = await beginTries(deps, request);
  const token = codeToken(request, readCode(code));
  const redeemed = await deps.database.write(async (tx) => {
    const found = await redeem(deps, tx, { act, purpose: 'sign-in-code', token });
    if (found) for (const tried of tries) await deps.limits.succeed(tx, tried);
    return found;
  });
  if (!redeemed) throw new AppError('login.code_invalid');
  return { user: redeemed.user, amr };
}

/** See MailedSignInService. */
export function createMailedSignInService(deps: MailedSignInDeps): MailedSignInService {
  return {
    async requestLink(act, email, next) {
      requireAllowed(deps, 'sign-in');
      await countMail(deps, act, email);
      await deps.requests.ask({ purpose: 'sign-in', email, next, language: readerOf(act) });
    },
    async findLink(token) {
      const found = isAllowed(deps, 'sign-in') ? await lookAtLink(deps, 'sign-in', token) : undefined;
      if (!found) return undefined;
      const { link, user } = found;
      return { userId: user.id, email: link.email, next: link.next ?? '' };
    },
    redeemLink: (act, token) => redeemLink(deps, act, token),
    async requestCode(act, email) {
      requireAllowed(deps, 'sign-in-code');
      await countMail(deps, act, email);
      const request = newRequest(deps, email);
      await deps.requests.ask({ purpose: 'sign-in-code', email, request, language: readerOf(act) });
      return { request };
    },
    redeemCode: (act, redeemed) => redeemCode(deps, act, redeemed),
  };
}
