import { interactionPolicy } from 'oidc-provider';
import { isProvedLately } from '#modules/sessions';
import type { OauthDeps } from '../oauth.deps.ts';
import { ownAudience } from './own-audience.ts';
import { isPowerful } from './powerful-scopes.rules.ts';

const { Check } = interactionPolicy;

/**
 * Asks for a recent proof before an application, also one of one's own, is given a token that changes something by
 * the management API. By such a token, anybody's browser that was left open would do what it may not do by its
 * cookie (docs/adr/0015).
 */
export function createRecentProof(deps: OauthDeps) {
  const { access, clock, config, database, mfa, sessions, users } = deps;
  const isProved = async (sessionId: string, userId: string): Promise<boolean> => {
    const live = await sessions.findLive(sessionId);
    // Whoever has none is not asked for a proof but to sign in, by the engine.
    if (!live) return true;
    const hasFactor = await mfa.hasFactor(database.db, userId);
    const { stepUpSeconds: ageSeconds } = config.factors;
    return isProvedLately(live.session, { now: clock.nowMs(), ageSeconds, hasFactor });
  };
  const mayChange = async (userId: string, scope: string): Promise<boolean> => {
    // Nearly every request: nobody has to be looked up.
    if (!isPowerful(scope, { permissions: [], isSuperuser: true })) return false;
    const user = await users.find(database.db, userId);
    const { permissions } = await access.accessOf(database.db, userId);
    return isPowerful(scope, { permissions, isSuperuser: user?.isSuperuser === true });
  };
  return new Check('recent_proof', 'a recent proof is needed', 'login_required', async ({ oidc }) => {
    const { session, resourceServers = {}, requestParamScopes } = oidc;
    const isOurs = Object.hasOwn(resourceServers, ownAudience(deps));
    if (!isOurs || session?.accountId === undefined) return Check.NO_NEED_TO_PROMPT;
    const isAsked =
      (await mayChange(session.accountId, [...requestParamScopes].join(' '))) &&
      !(await isProved(session.uid, session.accountId));
    return isAsked ? Check.REQUEST_PROMPT : Check.NO_NEED_TO_PROMPT;
  });
}
