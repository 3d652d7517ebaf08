import type { KnownClient } from '#modules/applications';
import type { OauthDeps } from '../oauth.deps.ts';
import { plainBasic } from './plain-form.rules.ts';

/** A request in the parts that direct answers look at. */
export interface PlainRequest {
  headers: Record<string, string | string[] | undefined>;
  fields: ReadonlyMap<string, string>;
}

/** Each of these asks for something of which only the engine knows what it means. */
const headersForEngine = ['origin', 'dpop', 'oauth-client-attestation', 'oauth-client-attestation-pop'];

/**
 * The client of a request that proves by its secret who it is, and about which there is nothing else to
 * judge. Undefined for everybody else, refused ones included: the engine says why.
 */
export async function findDirectClient(
  { applications }: Pick<OauthDeps, 'applications'>,
  { headers, fields }: PlainRequest,
): Promise<KnownClient | undefined> {
  if (headersForEngine.some((name) => headers[name] !== undefined)) return undefined;
  const { authorization } = headers;
  const [idField, secretField] = [fields.get('client_id'), fields.get('client_secret')];
  const inHeader = typeof authorization === 'string' ? plainBasic(authorization) : undefined;
  if (authorization !== undefined && (!inHeader || secretField !== undefined)) return undefined;
  if (inHeader && idField !== undefined && idField !== inHeader.clientId) return undefined;
  const clientId = inHeader?.clientId ?? idField;
  const secret = inHeader?.secret ?? secretField;
  if (clientId === undefined || secret === undefined) return undefined;
  const known = await applications.findClient(clientId);
  if (known?.application.authentication !== 'client_secret') return undefined;
  // What a registration says beyond our own settings only the engine heeds.
  if (Object.keys(known.application.metadata).length > 0) return undefined;
  return applications.isSecretOf(known, secret) ? known : undefined;
}
