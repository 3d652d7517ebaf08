import type { AdapterPayload } from 'oidc-provider';
import { permissionsWithin } from '../engine/permissions-within.rules.ts';
import type { OauthDeps } from '../oauth.deps.ts';
import { findGrant } from '../storage/grants.store.ts';
import type { FoundAccess } from './found-access.types.ts';
import { serviceAccessOf } from './service-access.ts';
import { nameOf } from './signed-tokens.ts';

type Deps = Pick<OauthDeps, 'database' | 'sessions' | 'access' | 'services' | 'config'>;

/**
 * A stored access token of a user as it is at this moment, with what a signed one would say of itself; undefined
 * when its session or the grant behind it has ended.
 */
export async function findLiveAccess(deps: Deps, stored: AdapterPayload): Promise<FoundAccess | undefined> {
  const { accountId = '', sessionUid = '', grantId = '', clientId, scope, extra, aud } = stored;
  const found = await deps.sessions.findWithUser(sessionUid, accountId);
  if (!found?.session || !found.user.isActive) return undefined;
  const grant = grantId === '' ? undefined : await findGrant(deps.database.db, grantId);
  if (grantId !== '' && !grant) return undefined;
  const { roles, permissions } = await deps.access.accessOf(deps.database.db, accountId);
  const serviceAccess = await serviceAccessOf(deps, aud, accountId);
  const { grantId: _grantId, ...rest } = stored;
  const payload = {
    // The grant that a token was exchanged under is another client's, which the engine would take for a mistake.
    ...(grant?.clientId === clientId ? stored : rest),
    extra: {
      ...extra,
      ...{ username: nameOf(found.user), roles, permissions: permissionsWithin(permissions, scope) },
      ...(serviceAccess && { service_access: serviceAccess }),
    },
  };
  return { payload, user: found.user, grantId: grant?.id };
}
