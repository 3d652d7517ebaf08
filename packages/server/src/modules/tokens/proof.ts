import type { Act } from '#modules/audit';
import type { User } from '#modules/users';
import type { TokenDeps } from './tokens.deps.ts';
import type { Credentials } from './tokens.types.ts';

/**
 * The one place that decides what a password is worth where there are no pages: whoever has a second factor shows it
 * in the same request. See TokenService.prove.
 */
export async function prove(
  deps: Pick<TokenDeps, 'passwords' | 'mfa'>,
  act: Act,
  { login, password, otp }: Credentials,
): Promise<{ user: User; amr: string[] }> {
  const user = await deps.passwords.authenticate(act, { login, password });
  const { amr } = await deps.mfa.prove(act, user, { otp, amr: ['pwd'] });
  return { user, amr };
}
