import type { Claims } from '#modules/keys';

/** When and how a user proved who they are, as far as it is known (RFC 9068 section 2.2.1, RFC 9470 section 6). */
export interface AuthenticationClaims {
  /** Seconds since 1970. */
  auth_time?: unknown;
  acr?: unknown;
  amr?: unknown;
}

/** Of claims or other members, those about the authentication, without those that are unknown. */
export function authenticationClaims({ auth_time, acr, amr }: AuthenticationClaims): Claims {
  return {
    ...(auth_time !== undefined && { auth_time }),
    ...(acr !== undefined && { acr }),
    ...(amr !== undefined && { amr }),
  };
}
