import type { Act } from '#modules/audit';
import type { User } from '#modules/users';
import { AppError } from '#platform/errors.ts';
import type { CompatDeps } from './compat.types.ts';
import { levelOf } from './role-user.rules.ts';

export interface LooseCredentials {
  login: string | undefined;
  password: string | undefined;
  otp: string | undefined;
}

export interface RoleSignIn {
  user: User;
  level: number;
  /** Good for as long as the cookie. */
  accessToken: string;
}

/** The tutorials pass whatever came to `authenticate`, so what is missing is simply wrong. */
async function proveUser({ tokens }: CompatDeps, act: Act, { login, password, otp }: LooseCredentials) {
  if (!login || !password) throw new AppError('passwords.invalid_credentials');
  return tokens.prove(act, { login, password, otp });
}

/** A session as long as the cookie, and one access token for all of it: the tutorial knows no refresh. */
export async function signInByCookie(
  deps: CompatDeps,
  act: Act,
  sent: LooseCredentials,
): Promise<RoleSignIn> {
  const { user, amr } = await proveUser(deps, act, sent);
  const signedIn: Act = { ...act, actor: { type: 'user', id: user.id } };
  const { session } = await deps.database.write((tx) =>
    deps.sessions.start(tx, signedIn, {
      userId: user.id,
      amr,
      lifetimeSeconds: deps.cookie.seconds,
      isBrowser: false,
    }),
  );
  const accessToken = await deps.tokens.issueAccess(user, session.id, deps.cookie.seconds);
  return { user, level: levelOf(await deps.access.accessOf(deps.database.db, user.id)), accessToken };
}

/** The static token of `/api/login`: the same at every sign-in until it is revoked. */
export async function obtainStaticToken(deps: CompatDeps, act: Act, sent: LooseCredentials): Promise<string> {
  const { user } = await proveUser(deps, act, sent);
  return deps.tokens.obtainLoginToken({ ...act, actor: { type: 'user', id: user.id } }, user);
}
