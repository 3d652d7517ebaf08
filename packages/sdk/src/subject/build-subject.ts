import type { ServiceAccess, ServiceShape, Subject } from '../types.ts';
import type { AccessTokenClaims } from '../wire.ts';
import { scopesOf, type Facts } from './resolve.rules.ts';

export interface Presented {
  kind: Subject['kind'];
  sub: string;
  /** Of a token; null for other credentials. */
  claims: Partial<AccessTokenClaims> | null;
  /** Those of an access token that was verified here. */
  accessToken: AccessTokenClaims | null;
  method: string;
}

/** A subject that is shared by all requests with the same token, so that nobody may change it. */
export function buildSubject<S extends ServiceShape>(
  presented: Presented,
  facts: Facts,
  entry: { access: ServiceAccess<S> | null; mayEnter: boolean },
): Subject<S> {
  const { kind, sub, claims, accessToken, method } = presented;
  return Object.freeze({
    kind,
    sub,
    profile: Object.freeze(facts.profile),
    isStaff: facts.isStaff,
    isSuperuser: facts.isSuperuser,
    roles: Object.freeze(facts.roles),
    permissions: Object.freeze(facts.permissions),
    level: facts.level,
    access: entry.access,
    mayEnter: entry.mayEnter,
    scopes: Object.freeze(claims ? scopesOf(claims) : []),
    clientId: claims?.client_id ?? null,
    sessionId: claims?.sid ?? null,
    method,
    claims: accessToken,
  });
}
