import { errors, interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider';
import { isAtLeast } from '#modules/sessions';
import { wantedAcr } from '../interactions/requested.rules.ts';
import type { OauthDeps } from '../oauth.deps.ts';
import type { EngineClients } from './clients.ts';
import { createRecentProof } from './recent-proof.check.ts';

const { Check, Prompt, base } = interactionPolicy;

type HasFactor = (userId: string) => Promise<boolean>;

/**
 * Asked for a context that signing in could not reach: asking once more would go round in circles, so the
 * client is told (OpenID Connect Core Unmet Authentication Requirements 1.0).
 */
function refuseUnmet(ctx: KoaContextWithOIDC): void {
  if (ctx.oidc.result?.login) throw new errors.UnmetAuthenticationRequirements();
}

/** The engine's check of that name, which is asked again only of those who have not just signed in. */
function askOnce(prompt: InstanceType<typeof Prompt>, reason: string): void {
  const check = prompt.checks.get(reason);
  if (!check) throw new TypeError(`The engine has no check ${reason} any more`);
  const ask = check.check;
  check.check = async (ctx) => {
    const isUnmet = await ask(ctx);
    if (isUnmet) refuseUnmet(ctx);
    return isUnmet;
  };
}

/**
 * Asked once of whoever has a second factor that they have not shown, when the client would have it, be it that it
 * can do without (OpenID Connect Core section 3.1.2.1, `acr_values`). Whoever has none goes on as they are.
 */
function createWantedAcr(hasFactor: HasFactor) {
  return new Check('wanted_acr', 'a second factor is asked for', 'login_required', async ({ oidc }) => {
    const { accountId, acr = null } = oidc.session ?? {};
    const isAsked =
      accountId !== undefined &&
      !oidc.result?.login &&
      !oidc.promptPending('none') &&
      wantedAcr(oidc.params ?? {}) === 'aal2' &&
      !isAtLeast(acr, 'aal2') &&
      (await hasFactor(accountId));
    return isAsked ? Check.REQUEST_PROMPT : Check.NO_NEED_TO_PROMPT;
  });
}

/**
 * When people are asked what: the engine's rules with an account chooser before them, and without consent for
 * applications of one's own.
 */
export function createInteractionPolicy(deps: OauthDeps, clients: EngineClients) {
  const hasFactor: HasFactor = (userId) => deps.mfa.hasFactor(deps.database.db, userId);
  const policy = base();
  policy.add(new Prompt({ name: 'select_account', requestable: true }), 0);
  const login = policy.get('login');
  const consent = policy.get('consent');
  if (!login || !consent) throw new TypeError('The engine has no prompts for login and consent any more');
  for (const reason of ['essential_acrs', 'essential_acr']) askOnce(login, reason);
  login.checks.add(createWantedAcr(hasFactor));
  login.checks.add(createRecentProof(deps));
  consent.checks.remove('native_client_prompt');
  // Anybody can pretend to be an application on somebody's own machine (RFC 8252 section 8.6).
  consent.checks.add(
    new Check(
      'native_client',
      'native applications are confirmed each time',
      'interaction_required',
      ({ oidc }) => {
        const { client, result } = oidc;
        const isFirstParty =
          client !== undefined && clients.knownOf(client)?.application.isFirstParty === true;
        return client?.applicationType === 'native' && !isFirstParty && !result?.consent
          ? Check.REQUEST_PROMPT
          : Check.NO_NEED_TO_PROMPT;
      },
    ),
  );
  return policy;
}
