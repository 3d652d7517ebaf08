import type { Access } from '#modules/access';
import { mayEnter, type Service, type ServiceAccess } from '#modules/services';
import { firstPartyClientId, isForService } from '#modules/tokens';
import type { User } from '#modules/users';
import { ownAudience } from '../engine/own-audience.ts';
import { permissionsWithin } from '../engine/permissions-within.rules.ts';
import { authenticationClaims } from '../signed/authentication-claims.ts';
import type { FoundAccess } from '../signed/found-access.types.ts';
import { inactive, introspectionAnswer } from './introspection-answer.ts';
import { findPresentedAccess, type PresentedAccessDeps } from './presented-access.ts';

export interface ServiceQuestion {
  /** The Authorization header, of which the scheme is Bearer. */
  authorization: string;
  /** As it was posted; null for none that is a form. */
  body: Buffer | null;
}

/** The status, and the JSON that is answered with it. */
export interface ServiceAnswer {
  status: 200 | 400 | 401;
  body: object;
}

function refuse(status: 400 | 401, error: string, description: string): ServiceAnswer {
  return { status, body: { error, error_description: description } };
}

/** The token that is asked about; undefined for a form that does not name one, or speaks for somebody else too. */
function askedToken(body: Buffer | null): string | undefined {
  if (body === null) return undefined;
  const form = new URLSearchParams(body.toString('utf8'));
  const tokens = form.getAll('token');
  const isByClient = ['client_id', 'client_secret', 'client_assertion'].some((name) => form.has(name));
  return tokens.length === 1 && tokens[0] !== '' && !isByClient ? tokens[0] : undefined;
}

/** What the user is called, as far as the service may know. */
function nameFor({ fields }: Service, { username, email }: User): string | undefined {
  const seen = [fields.includes('username') ? username : null, fields.includes('email') ? email : null];
  return seen.find((name) => name !== null) ?? undefined;
}

interface Holder {
  user: User;
  held: Access;
  access: ServiceAccess | null;
}

/** Who the token speaks for at this moment: what a service needs to know without a copy of the users. */
function subjectMembers(service: Service, { payload }: FoundAccess, { user, held, access }: Holder): object {
  const { scope = '', clientId } = payload;
  const isWhole = scope === '' ? clientId === firstPartyClientId : scope.split(' ').includes('permissions');
  const isLetIn = mayEnter(service, { isActive: user.isActive, access });
  return {
    username: isLetIn ? nameFor(service, user) : undefined,
    ...{ roles: held.roles, level: held.level, may_enter: isLetIn },
    permissions: isWhole ? held.permissions : permissionsWithin(held.permissions, scope),
    ...{ is_staff: user.isStaff, is_superuser: user.isSuperuser && isWhole },
    service_access: access ?? undefined,
  };
}

async function describe(deps: PresentedAccessDeps, service: Service, token: string): Promise<object> {
  const found = await findPresentedAccess(deps, token);
  if (!found) return inactive;
  const { payload, user, grantId, apiTokenId } = found;
  const names = { own: ownAudience(deps), service: service.audience };
  if (!isForService({ aud: payload.aud, clientId: payload.clientId }, names)) return inactive;
  const { act, ...extra } = payload.extra ?? {};
  const told: Record<string, unknown> = {
    ...{ act, grant_id: grantId, token_id: apiTokenId },
    ...authenticationClaims(extra),
  };
  if (user) {
    const { db } = deps.database;
    const held = await deps.access.accessOf(db, user.id);
    const access = await deps.services.accessOf(db, { serviceId: service.id, userId: user.id });
    Object.assign(told, subjectMembers(service, found, { user, held, access }));
  }
  return introspectionAnswer({ ...payload, extra: told }, { token, issuer: deps.config.publicUrl });
}

/**
 * Introspection (RFC 7662 section 2.1) by a service that proves itself by its key (RFC 6750): of tokens that are
 * addressed to it, and of those of Ostiary's own token API. Any other one is not active for it.
 */
export async function introspectForService(
  deps: PresentedAccessDeps,
  { authorization, body }: ServiceQuestion,
): Promise<ServiceAnswer> {
  const [, key = ''] = /^bearer +(\S+)$/i.exec(authorization) ?? [];
  const service = await deps.services.authenticateKey(key);
  if (!service) return refuse(401, 'invalid_token', 'this is not the key of a service');
  const token = askedToken(body);
  if (token === undefined)
    return refuse(400, 'invalid_request', 'the form must name one token, and no client');
  deps.usage?.count('token.verified');
  return { status: 200, body: await describe(deps, service, token) };
}
