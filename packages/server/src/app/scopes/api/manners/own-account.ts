import type { FastifyRequest } from 'fastify';
import type { Caller } from '#modules/access';
import type { Principal } from '#modules/login';
import type { Session } from '#modules/sessions';
import { AppError } from '#platform/errors.ts';
import type { ApiServices } from '../api-app.ts';

export interface SignedIn {
  caller: Caller;
  principal: Principal;
}

/** A token of limited scope changes nothing of the account: it could make itself one without limits. */
export async function inFullScope(request: FastifyRequest): Promise<SignedIn> {
  const signedIn = await request.signedIn();
  if (signedIn.principal.scope === '') return signedIn;
  throw new AppError('access.denied', { message: 'A token of limited scope cannot change the account.' });
}

/**
 * The session of whoever is signed in themselves. What a script carries about in place of its user, a static token
 * or a password, belongs to none.
 */
export async function inSession(
  { sessions }: Pick<ApiServices, 'sessions'>,
  request: FastifyRequest,
): Promise<SignedIn & { session: Session }> {
  const signedIn = await inFullScope(request);
  const { sessionId } = signedIn.principal;
  if (sessionId === null) {
    throw new AppError('access.denied', { message: 'This takes a session: sign in first.' });
  }
  const live = await sessions.findLive(sessionId);
  if (!live) throw new AppError('access.unauthenticated');
  return { ...signedIn, session: live.session };
}

/** Who has shown lately who they are: for sensitive acts. Errors: `login.step_up_required` too. */
export async function recentlyProved(
  deps: Pick<ApiServices, 'sessions' | 'signIn'>,
  request: FastifyRequest,
): Promise<SignedIn & { session: Session }> {
  const proved = await inSession(deps, request);
  await deps.signIn.requireRecent(proved.session);
  return proved;
}
