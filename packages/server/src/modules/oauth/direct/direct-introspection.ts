import { refreshPrefix } from '#modules/tokens';
import { inactive, introspectionAnswer } from '../introspection/introspection-answer.ts';
import { findPresentedAccess, type PresentedAccessDeps } from '../introspection/presented-access.ts';
import { findDirectClient, type PlainRequest } from './direct-client.ts';

export const introspectionFields: ReadonlySet<string> = new Set([
  'token',
  'token_type_hint',
  'client_id',
  'client_secret',
]);

/**
 * Introspection (RFC 7662) of an access token by a client with a secret, as the engine answers it: the request
 * that services send most. Of a refresh token only its client is told, by the engine.
 */
export async function introspectDirectly(
  deps: PresentedAccessDeps,
  request: PlainRequest,
): Promise<object | undefined> {
  const token = request.fields.get('token');
  if (token === undefined || token.startsWith(refreshPrefix)) return undefined;
  if ((await findDirectClient(deps, request)) === undefined) return undefined;
  const found = await findPresentedAccess(deps, token);
  return found ? introspectionAnswer(found.payload, { token, issuer: deps.config.publicUrl }) : inactive;
}
