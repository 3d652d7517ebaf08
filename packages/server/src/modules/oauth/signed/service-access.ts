import type { ServiceAccess } from '#modules/services';
import { ownAudience } from '../engine/own-audience.ts';
import type { OauthDeps } from '../oauth.deps.ts';

type Deps = Pick<OauthDeps, 'services' | 'database' | 'config'>;

/** What a user has in the service that a token is addressed to; null for nothing, and for Ostiary itself. */
export async function serviceAccessOf(
  deps: Deps,
  audience: unknown,
  userId: string,
): Promise<ServiceAccess | null> {
  if (typeof audience !== 'string' || audience === ownAudience(deps)) return null;
  const service = await deps.services.findByAudience(audience);
  return service ? deps.services.accessOf(deps.database.db, { serviceId: service.id, userId }) : null;
}
