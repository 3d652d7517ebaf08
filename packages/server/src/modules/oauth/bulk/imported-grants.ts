import type { ImportedConsent } from './oauth.bulk.types.ts';
import type { Tx } from '#platform/db/schema.ts';
import {
  claimsKey,
  isSameScopes,
  mergedScopes,
  openidScopes,
  type ScopesByAudience,
} from '../consents/consents.rules.ts';
import type { OauthServiceDeps } from '../oauth.deps.ts';
import { findGrants, insertGrants, updateGrantPayload } from './imported-grants.store.ts';
import type { Grant } from '../storage/grants.store.ts';
import { scopesByAudience } from './import-consents.ts';
import { pairOf } from './imported-consents.store.ts';

type Deps = Pick<OauthServiceDeps, 'clock' | 'config' | 'sealer' | 'sessions'>;

/** What a token needs a grant for. Times in epoch milliseconds. */
export interface GrantWish extends ImportedConsent {
  expiresAt: number;
}

/** The one of this client and user: found again by every later import. */
function grantIdOf({ sealer }: Deps, pair: string): string {
  return sealer.mac('imported-grant', pair).toString('base64url');
}

/** Of several tokens of one pair: all they may do, from the first until the last of them ends. */
function joinedWishes(wishes: readonly GrantWish[]): Map<string, GrantWish> {
  const joined = new Map<string, GrantWish>();
  for (const wish of wishes) {
    const pair = pairOf(wish);
    const { scopes, createdAt, expiresAt } = joined.get(pair) ?? wish;
    joined.set(pair, {
      ...wish,
      scopes: [...new Set([...scopes, ...wish.scopes])],
      createdAt: Math.min(createdAt, wish.createdAt),
      expiresAt: Math.max(expiresAt, wish.expiresAt),
    });
  }
  return joined;
}

interface GrantPayload {
  openid?: { scope?: string };
  resources?: Record<string, string>;
}

const words = (text: string | undefined): string[] => (text ?? '').split(' ').filter((word) => word !== '');

/** The engine's payload of a grant, as scopes by audience and back. */
function scopesOf({ openid, resources = {} }: GrantPayload): ScopesByAudience {
  const byResource = Object.entries(resources).map(([name, scope]) => [name, words(scope)] as const);
  return { ...Object.fromEntries(byResource), [openidScopes]: words(openid?.scope) };
}

function payloadOf({ [openidScopes]: openid = [], [claimsKey]: _, ...rest }: ScopesByAudience): GrantPayload {
  const resources = Object.entries(rest).filter(([, names]) => names.length > 0);
  return {
    ...(openid.length > 0 && { openid: { scope: openid.join(' ') } }),
    ...(resources.length > 0 && {
      resources: Object.fromEntries(resources.map(([name, names]) => [name, names.join(' ')])),
    }),
  };
}

/** A session outlives what was issued in it by one access token, so that the last of those works to its end. */
function sessionEndOf({ config }: Deps, expiresAt: number): number {
  return expiresAt + config.tokens.accessSeconds * 1000;
}

async function begin(deps: Deps, tx: Tx, wishes: readonly GrantWish[]): Promise<Grant[]> {
  const sessionIds = await deps.sessions.bulk.openAll(
    tx,
    wishes.map(({ userId, createdAt, expiresAt }) => ({
      ...{ userId, createdAt },
      expiresAt: sessionEndOf(deps, expiresAt),
    })),
  );
  const grants = wishes.map((wish, index): Grant => {
    const { userId, clientId, scopes, createdAt } = wish;
    const payload = { ...payloadOf(scopesByAudience(deps, scopes)) };
    const sessionId = sessionIds[index] ?? '';
    return { id: grantIdOf(deps, pairOf(wish)), userId, clientId, sessionId, payload, createdAt };
  });
  await insertGrants(tx, grants);
  return grants;
}

async function goOn(deps: Deps, tx: Tx, { grant, wish }: { grant: Grant; wish: GrantWish }): Promise<void> {
  const before = scopesOf(grant.payload);
  const scopes = mergedScopes(before, scopesByAudience(deps, wish.scopes));
  if (!isSameScopes(before, scopes)) {
    await updateGrantPayload(tx, grant.id, { ...grant.payload, ...payloadOf(scopes) });
  }
  await deps.sessions.extend(tx, grant.sessionId, sessionEndOf(deps, wish.expiresAt), wish.createdAt);
}

/**
 * The grants, each in a session of its own, that imported tokens go on under: one for each pair of user and client,
 * which later imports add to while it is there. By `pairOf`.
 */
export async function holdGrants(
  deps: Deps,
  tx: Tx,
  wishes: readonly GrantWish[],
): Promise<Map<string, Grant>> {
  const joined = joinedWishes(wishes);
  const known = await findGrants(
    tx,
    [...joined.keys()].map((pair) => grantIdOf(deps, pair)),
  );
  const held = new Map(known.map((grant) => [pairOf(grant), grant]));
  for (const [pair, grant] of held) {
    const wish = joined.get(pair);
    if (wish) await goOn(deps, tx, { grant, wish });
  }
  const missing = [...joined].filter(([pair]) => !held.has(pair)).map(([, wish]) => wish);
  for (const grant of await begin(deps, tx, missing)) held.set(pairOf(grant), grant);
  return held;
}
