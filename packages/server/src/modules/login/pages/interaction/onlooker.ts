import type { Interaction } from '#modules/oauth';
import { isAtLeast } from '#modules/sessions';
import type { Principal } from '../../login.types.ts';
import type { PagesDeps } from '../pages.types.ts';
import type { Onlooker } from './next-step.rules.ts';

/** The engine notes its times in whole seconds: within the one of the request nobody knows what came first. */
const secondMs = 1000;

/** What of somebody decides what an application's request asks of them; null for who is not signed in. */
export async function onlookerOf(
  { sessions, mfa, db }: PagesDeps,
  { beganAt }: Interaction,
  visitor: Principal | null,
): Promise<Onlooker | null> {
  const live = visitor?.sessionId == null ? undefined : await sessions.findLive(visitor.sessionId);
  if (!live) return null;
  const { session, user } = live;
  return {
    userId: user.id,
    isFresh: session.authenticatedAt >= beganAt + secondMs,
    hasFactorLeft: !isAtLeast(session.acr, 'aal2') && (await mfa.hasFactor(db, user.id)),
  };
}
