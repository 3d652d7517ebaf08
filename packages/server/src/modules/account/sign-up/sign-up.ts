import { decide, permission, type Caller, type Role } from '#modules/access';
import { AppError } from '#platform/errors.ts';
import type { SignUpInput, SignUpOutcome } from '../account.types.ts';
import { countMail } from '../mailing.ts';
import { defaultRole, insertAccount, prepare, type Registration } from '../registration.ts';
import { signUpByMail } from './sign-up-by-mail.ts';
import type { SignUpDeps } from './sign-up.deps.ts';

function mayCreateUsers({ subject }: Caller): boolean {
  return (
    subject === 'operator' || (subject !== null && decide(permission('users.create'), { subject }).isAllowed)
  );
}

async function requireOpen(deps: SignUpDeps, caller: Caller): Promise<void> {
  if (deps.isSignUpOpen) return;
  if (caller.subject === null) throw new AppError('users.sign_up_closed');
  await deps.access.requirePermission(caller, 'users.create');
}

async function requestedRole(deps: SignUpDeps, caller: Caller, level: number | undefined): Promise<Role> {
  const role =
    level === undefined ? await deps.access.getRole(defaultRole) : await deps.access.findRoleByLevel(level);
  if (!role)
    throw new AppError('access.role_not_found', {
      fields: [{ path: 'level', message: 'level does not exist' }],
    });
  if (role.name !== defaultRole) await deps.access.requireMayGrant(caller, role);
  return role;
}

function addressMissing(): AppError {
  const fields = [{ path: 'email', message: 'An email address is required.' }];
  return new AppError('users.invalid', { fields });
}

/** See AccountService.signUp. */
export async function signUp(deps: SignUpDeps, caller: Caller, input: SignUpInput): Promise<SignUpOutcome> {
  await requireOpen(deps, caller);
  const { password, level, ...profile } = input;
  // Whoever makes accounts for others by right is neither counted nor asked, and may know who has one.
  const isOwn = !mayCreateUsers(caller);
  const isAsked = isOwn && deps.emailVerification !== 'off';
  const isByMail = isOwn && deps.emailVerification === 'required';
  const user = await prepare(deps, { ...profile, isEmailClaimed: isAsked }, password);
  if (isByMail && user.email == null) throw addressMissing();
  const role = await requestedRole(deps, caller, level);
  const { act } = caller;
  if (isOwn) await deps.passwords.countSignUp(act);
  if (isByMail) await countMail(deps, act, user.email ?? '');
  const hash = await deps.passwords.hash(password);
  const registration: Registration = { user, hash, roles: [role], action: 'user.sign_up' };
  if (isByMail) return signUpByMail(deps, { ...registration, act });
  const made = await deps.database.write(async (tx) => {
    const account = await insertAccount(deps, tx, { ...registration, act });
    if (isAsked) await deps.email.sendVerificationIn(tx, act, account);
    return account;
  });
  return { user: made, access: await deps.access.accessOf(deps.database.db, made.id) };
}
