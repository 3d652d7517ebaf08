import type { Claims } from '#modules/keys';

export const accessTokenType = 'urn:ietf:params:oauth:token-type:access_token';
const jwtType = 'urn:ietf:params:oauth:token-type:jwt';

/** Both name an access token of ours, which is a JWT. */
export function isAccessTokenType(type: unknown): boolean {
  return type === accessTokenType || type === jwtType;
}

/** RFC 8693 section 4.1: who acts now, and inside it who acted before. */
export interface Actor {
  sub: string;
  act?: Actor;
}

/** A chain of actors that is longer than this is nobody's honest work. */
const maxActors = 8;

/** The actor claim of the new token; undefined when the chain has become too long. */
export function actorChain(actorSubject: string, subjectClaims: Claims): Actor | undefined {
  const before = subjectClaims['act'] as Actor | undefined;
  let length = 1;
  for (let one = before; one; one = one.act) length++;
  if (length > maxActors) return undefined;
  return before ? { sub: actorSubject, act: before } : { sub: actorSubject };
}

export type ScopeOutcome = { isRefused: false; scope: string[] } | { isRefused: true; name: string };

/**
 * The scope of the new token: never more than the subject token has, nor than the client may have. Without a
 * wish it is what both have in common. `has` is null for a token of the first-party API without a scope,
 * which may do everything its user may.
 */
export function narrowedScope(
  wish: readonly string[] | undefined,
  has: readonly string[] | null,
  allowed: ReadonlySet<string>,
): ScopeOutcome {
  const isWithin = (name: string): boolean => allowed.has(name) && (has === null || has.includes(name));
  if (wish === undefined) return { isRefused: false, scope: (has ?? [...allowed]).filter(isWithin) };
  const beyond = wish.find((name) => !isWithin(name));
  return beyond === undefined ? { isRefused: false, scope: [...wish] } : { isRefused: true, name: beyond };
}
