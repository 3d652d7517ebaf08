import type { CredentialRequest } from '../../src/types.ts';

/** A request with this `Authorization` header, or with none. */
export function requestWith(authorization?: string): CredentialRequest {
  return {
    method: 'GET',
    url: '/orders',
    header: (name) => (name === 'authorization' ? authorization : undefined),
  };
}
