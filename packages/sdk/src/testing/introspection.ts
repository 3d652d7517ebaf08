import { accessOf, isVisible, namesOf, type Records } from './effective.rules.ts';

type Claims = Record<string, unknown>;

/** What a token of the test issuer is, whether it is a JWT or a static API token. */
export interface KnownToken {
  claims: Claims;
  /** Of a user; undefined for a client's own. */
  sub: string | undefined;
  /** Names that are denied by revocation. */
  ids: string[];
  /** Epoch milliseconds; undefined for one without an end. */
  expiresAt: number | undefined;
  isStatic: boolean;
}

export interface IntrospectionDeps {
  records: Records;
  tokens: ReadonlyMap<string, KnownToken>;
  revoked: ReadonlySet<string>;
  now(): number;
}

/** RFC 7662 section 2.2: nothing is told of a token that is no longer good. */
export function introspect(token: string, deps: IntrospectionDeps): Claims {
  const { records, tokens, revoked } = deps;
  const known = tokens.get(token);
  const isOver = known?.expiresAt !== undefined && known.expiresAt <= deps.now();
  if (!known || isOver || known.ids.some((id) => revoked.has(id))) return { active: false };
  if (known.sub === undefined) return { active: true, ...known.claims };
  const user = records.users.get(known.sub);
  if (!user?.is_active || !isVisible(user, records)) return { active: false };
  if (!known.isStatic) return { active: true, ...known.claims };
  const access = accessOf(user, records);
  return {
    ...{ active: true, ...known.claims, ...namesOf(user, records) },
    ...(access && { service_access: access }),
  };
}
