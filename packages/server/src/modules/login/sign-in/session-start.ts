import type { Act } from '#modules/audit';
import type { User } from '#modules/users';
import type { Tx } from '#platform/db/schema.ts';
import type { SignInDeps } from './sign-in.deps.ts';
import type { CurrentSession, SignedIn } from './sign-in.types.ts';

interface Starting {
  act: Act;
  user: User;
  amr: string[];
  current: CurrentSession | undefined;
}

/** A browser session for somebody who has shown enough; the one they have already is renewed. */
export async function startSession(
  { sessions, config }: SignInDeps,
  tx: Tx,
  { act, user, amr, current }: Starting,
): Promise<Pick<SignedIn, 'session' | 'secret'>> {
  const signedIn: Act = { ...act, actor: { type: 'user', id: user.id } };
  const how = { userId: user.id, amr, lifetimeSeconds: config.sessionSeconds };
  const renewed =
    current?.userId === user.id
      ? await sessions.renew(tx, signedIn, { ...how, sessionId: current.sessionId })
      : undefined;
  const { session, secret } = renewed ?? (await sessions.start(tx, signedIn, { ...how, isBrowser: true }));
  if (secret === null) throw new TypeError('A browser session has a secret');
  return { session, secret };
}
