import type { AdapterPayload } from 'oidc-provider';
import type { OauthDeps } from '../oauth.deps.ts';
import { artifactHash, openArtifact } from './artifacts.adapter.ts';
import { findEitherArtifact } from './artifacts.store.ts';

type Deps = Pick<OauthDeps, 'database' | 'sealer'>;

/**
 * A stored access token, of a user or of a client for itself, however it may fare; nothing tells from the token
 * which of them it is. One query.
 */
export async function readStoredAccess(deps: Deps, token: string): Promise<AdapterPayload | undefined> {
  const [ofUser, ofClient] = [
    artifactHash(deps, 'AccessToken', token),
    artifactHash(deps, 'ClientCredentials', token),
  ];
  const artifact = await findEitherArtifact(deps.database.db, ofUser, ofClient);
  return artifact && openArtifact(deps, artifact);
}
