import { sql } from 'kysely';
import type { Act } from '#modules/audit';
import type { NewMail } from '#modules/mail';
import type { Tx } from '#platform/db/schema.ts';
import { isAppError } from '#platform/errors.ts';
import { randomSecret } from '#platform/random.ts';
import { writeVerification } from '../email/verification-mail.ts';
import { readerOf, recoveryAddress, signInAddress } from '../mailing.ts';
import { insertAccount, type Registration } from '../registration.ts';
import type { SignUpDeps } from './sign-up.deps.ts';

type SignUp = Registration & { act: Act };

/** Somebody who cannot exist, in place of one who does already: as much work, which is then undone. */
function decoyOf(signUp: SignUp): SignUp {
  const email = `${randomSecret().toLowerCase()}@decoy.invalid`;
  const { username } = signUp.user;
  const user = { ...signUp.user, email, ...(username?.includes('@') && { username: email }) };
  return { ...signUp, user };
}

/** Makes the account and a link to it; the mail is for the caller to send. */
async function make(deps: SignUpDeps, tx: Tx, signUp: SignUp): Promise<NewMail<'verify-email'>> {
  const { id: userId, email } = await insertAccount(deps, tx, signUp);
  return writeVerification(deps, tx, { userId, email: email ?? '', language: readerOf(signUp.act) });
}

/**
 * Whether an address has an account, neither the answer tells nor how long it takes: the same statements run in the
 * same order, and only what is kept of them differs. A username that is taken is told in either case.
 */
async function makeOrTell(deps: SignUpDeps, tx: Tx, signUp: SignUp): Promise<void> {
  const owner = await deps.users.findByLogin(tx, signUp.user.email ?? '');
  await sql`savepoint sign_up`.execute(tx);
  const verification = await make(deps, tx, owner ? decoyOf(signUp) : signUp);
  if (!owner) {
    await sql`release savepoint sign_up`.execute(tx);
    await deps.mail.enqueue(tx, verification);
    return;
  }
  await sql`rollback to savepoint sign_up`.execute(tx);
  const values = { signInLink: signInAddress(deps), recoveryLink: recoveryAddress(deps) };
  const letter = { to: owner.email ?? '', language: readerOf(signUp.act) };
  await deps.mail.enqueue(tx, { ...letter, template: 'account-exists', values });
}

/**
 * A sign-up whose outcome only a mail tells. Errors: `users.username_taken`. Of two who sign up with one address at
 * the same moment the second one is too late, and is told by mail like anybody else.
 */
export async function signUpByMail(deps: SignUpDeps, signUp: SignUp): Promise<'sent'> {
  const attempt = (): Promise<void> => deps.database.write((tx) => makeOrTell(deps, tx, signUp));
  await attempt().catch((error: unknown) => {
    if (isAppError(error, 'users.email_taken')) return attempt();
    throw error;
  });
  return 'sent';
}
