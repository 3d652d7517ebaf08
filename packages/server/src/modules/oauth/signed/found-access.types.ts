import type { AdapterPayload } from 'oidc-provider';
import type { User } from '#modules/users';

/** An access token that is good at this moment, as far as its session, user and client go. */
export interface FoundAccess {
  /** As the engine would have stored it. */
  payload: AdapterPayload;
  /** Null for a token of a client for itself. */
  user: User | null;
  /** The grant that it was issued under, whose client may be another one; undefined for none. */
  grantId?: string | undefined;
  /** Of a static API token. */
  apiTokenId?: string | undefined;
}
