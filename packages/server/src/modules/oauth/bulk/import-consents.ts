import type { ImportTarget, TakenOver } from '#modules/tokens';
import {
  isSameScopes,
  mergedScopes,
  openidScopes,
  type ScopesByAudience,
} from '../consents/consents.rules.ts';
import { upsertConsent, type Consent } from '../consents/consents.store.ts';
import { ownAudience } from '../engine/own-audience.ts';
import { standardScopeNames } from '../engine/standard-scopes.ts';
import type { OauthServiceDeps } from '../oauth.deps.ts';
import {
  findKnownConsents,
  insertConsents,
  insertImportedConsents,
  pairOf,
} from './imported-consents.store.ts';
import type { ImportedConsent } from './oauth.bulk.types.ts';

type Deps = Pick<OauthServiceDeps, 'clock' | 'config'>;

/** As an authorization request for Ostiary asks for them, so that nobody is asked again. */
export function scopesByAudience(deps: Pick<Deps, 'config'>, names: readonly string[]): ScopesByAudience {
  const distinct = [...new Set(names)].sort();
  return {
    [openidScopes]: distinct.filter((name) => standardScopeNames.includes(name)),
    [ownAudience(deps)]: distinct,
  };
}

/** For Ostiary and for services. */
function scopesOf(deps: Pick<Deps, 'config'>, { scopes, services = {} }: ImportedConsent): ScopesByAudience {
  const ofServices = Object.entries(services).map(([audience, names]): [string, string[]] => [
    audience,
    [...names],
  ]);
  return { ...Object.fromEntries(ofServices), ...scopesByAudience(deps, scopes) };
}

/**
 * See OauthBulk.importConsents. Each is taken over once: what its user has widened, narrowed or taken back here since
 * is what they want now.
 */
export async function importConsents(
  deps: Deps,
  { db, tx }: ImportTarget,
  consents: readonly ImportedConsent[],
): Promise<TakenOver[]> {
  const now = deps.clock.nowMs();
  const known = await findKnownConsents(
    db,
    consents.map(({ userId }) => userId),
  );
  const made: Consent[] = [];
  const changed: Consent[] = [];
  const first: ImportedConsent[] = [];
  const outcomes = consents.map((consent): TakenOver => {
    const pair = pairOf(consent);
    if (known.imported.has(pair)) return 'unchanged';
    known.imported.add(pair);
    first.push(consent);
    const before = known.consents.get(pair);
    const scopes = mergedScopes(before?.scopes ?? {}, scopesOf(deps, consent));
    if (before && isSameScopes(before.scopes, scopes)) return 'unchanged';
    const { userId, clientId } = consent;
    const createdAt = before?.createdAt ?? Math.min(consent.createdAt, now);
    const after = { userId, clientId, scopes, createdAt, updatedAt: before ? now : createdAt };
    (before ? changed : made).push(after);
    return before ? 'updated' : 'created';
  });
  if (tx) {
    await insertConsents(tx, made);
    for (const consent of changed) await upsertConsent(tx, consent);
    await insertImportedConsents(tx, first, now);
  }
  return outcomes;
}
