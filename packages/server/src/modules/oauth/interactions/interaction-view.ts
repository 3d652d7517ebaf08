import type { Client, Interaction as EngineInteraction } from 'oidc-provider';
import type { ScopesByAudience } from '../consents/consents.rules.ts';
import { findConsent } from '../consents/consents.store.ts';
import { faceOf } from '../engine/page-sources.ts';
import { returnSourceOf } from '../engine/return-source.rules.ts';
import type { OauthDeps } from '../oauth.deps.ts';
import type { Interaction, RequestedScope } from '../oauth.types.ts';
import { textParam, wantedAcr, wordParams } from './requested.rules.ts';
import { describeScopes } from './scope-words.ts';

type Deps = Pick<OauthDeps, 'database' | 'services' | 'access' | 'config'>;

/** An interaction of the engine with what we know of it. */
export interface FoundInteraction {
  interaction: EngineInteraction;
  client: Client;
  isFirstParty: boolean;
  /** Of the device that waits, as the engine keeps it: without its dash. */
  userCode: string | null;
  /** What is asked for, by audience. */
  scopes: ScopesByAudience;
}

/** As people are shown it. */
export async function toInteraction(deps: Deps, found: FoundInteraction): Promise<Interaction> {
  const { interaction, client, isFirstParty, scopes, userCode } = found;
  const { params, prompt, session } = interaction;
  const userId = session?.accountId ?? null;
  const consent = userId === null ? undefined : await findConsent(deps.database.db, userId, client.clientId);
  const redirectUri = textParam(params, 'redirect_uri') ?? (client.redirectUris ?? [])[0] ?? null;
  const isOfDevice = interaction.deviceCode !== undefined;
  const named = await describeScopes(deps, scopes);
  const isGranted = ({ name, audience }: { name: string; audience: string }): boolean =>
    consent?.scopes[audience]?.includes(name) === true;
  return {
    uid: interaction.uid,
    beganAt: (interaction.iat ?? 0) * 1000,
    prompt: prompt.name as Interaction['prompt'],
    reasons: prompt.reasons,
    application: { ...faceOf(client, undefined), isFirstParty },
    userId,
    wantedAcr: wantedAcr(params),
    loginHint: textParam(params, 'login_hint'),
    uiLocales: wordParams(params, 'ui_locales'),
    scopes: named.map(({ audience, ...scope }): RequestedScope => ({
      ...scope,
      isGranted: isGranted({ name: scope.name, audience }),
    })),
    returnSource: isOfDevice || redirectUri === null ? null : returnSourceOf(redirectUri),
    // As the device shows it (the mask of engine/features.ts).
    userCode: userCode && `${userCode.slice(0, 4)}-${userCode.slice(4)}`,
  };
}
