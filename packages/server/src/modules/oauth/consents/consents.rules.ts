/** Scope names by the audience that they are for; those of OpenID Connect under the empty text. */
export type ScopesByAudience = Record<string, string[]>;

/** The key of scopes that are about the user and not about a service. */
export const openidScopes = '';

/** The key of single claims that were asked for (OpenID Connect Core section 5.5). */
export const claimsKey = 'urn:ostiary:claims';

/** Both, each name once, sorted. */
export function mergedScopes(a: ScopesByAudience, b: ScopesByAudience): ScopesByAudience {
  const audiences = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
  return Object.fromEntries(
    audiences.map((audience) => [
      audience,
      [...new Set([...(a[audience] ?? []), ...(b[audience] ?? [])])].sort(),
    ]),
  );
}

export function isSameScopes(a: ScopesByAudience, b: ScopesByAudience): boolean {
  return JSON.stringify(mergedScopes(a, {})) === JSON.stringify(mergedScopes(b, {}));
}

/** What of `asked` is in `agreed`. */
export function commonScopes(asked: ScopesByAudience, agreed: ScopesByAudience): ScopesByAudience {
  return Object.fromEntries(
    Object.entries(asked).map(([audience, names]) => [
      audience,
      names.filter((name) => agreed[audience]?.includes(name)),
    ]),
  );
}
