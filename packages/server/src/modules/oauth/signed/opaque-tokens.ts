import type { AdapterPayload } from 'oidc-provider';
import { permissionsWithin } from '../engine/permissions-within.rules.ts';
import type { OauthDeps } from '../oauth.deps.ts';
import { findGrant } from '../storage/grants.store.ts';
import { nameOf } from './signed-tokens.ts';

type Deps = Pick<OauthDeps, 'database' | 'sessions' | 'access'>;

/**
 * A stored access token of a user as it is at this moment, with what a signed one would say of itself; undefined
 * when its session or the grant behind it has ended.
 */
export async function toLivePayload(
  deps: Deps,
  payload: AdapterPayload,
): Promise<AdapterPayload | undefined> {
  const { accountId = '', sessionUid = '', grantId = '', clientId, scope, extra } = payload;
  const found = await deps.sessions.findWithUser(sessionUid, accountId);
  if (!found?.session || !found.user.isActive) return undefined;
  const grant = grantId === '' ? undefined : await findGrant(deps.database.db, grantId);
  if (grantId !== '' && !grant) return undefined;
  const { roles, permissions } = await deps.access.accessOf(deps.database.db, accountId);
  const { grantId: _grantId, ...rest } = payload;
  return {
    // The grant that a token was exchanged under is another client's, which the engine would take for a mistake.
    ...(grant?.clientId === clientId ? payload : rest),
    extra: {
      ...extra,
      ...{ username: nameOf(found.user), roles, permissions: permissionsWithin(permissions, scope) },
    },
  };
}
