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

function needsEngine(headers: PlainRequest['headers']): boolean {
  return headersForEngine.some((name) => headers[name] !== undefined);
}

/** What a registration says beyond our own settings only the engine heeds. */
function isOurs({ application }: KnownClient): boolean {
  return Object.keys(application.metadata).length === 0;
}

/** The public client of a request that only names it (RFC 6749 section 3.2.1). Undefined as below. */
export async function findDirectPublicClient(
  { applications }: Pick<OauthDeps, 'applications'>,
  { headers, fields }: PlainRequest,
): Promise<KnownClient | undefined> {
  if (needsEngine(headers) || headers['authorization'] !== undefined || fields.has('client_secret'))
    return undefined;
  const known = await applications.findClient(fields.get('client_id') ?? '');
  return known?.application.authentication === 'none' && isOurs(known) ? known : undefined;
}

/**
 * The client of a request that proves by its secret who it is, and about which there is nothing else to
 * judge. Undefined for everybody else, refused ones included: the engine says why.
 */
export async function findDirectClient(
  { applications }: Pick<OauthDeps, 'applications'>,
  { headers, fields }: PlainRequest,
): Promise<KnownClient | undefined> {
  if (needsEngine(headers)) return undefined;
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
  return isOurs(known) && (await applications.proveSecret(known, secret)) ? known : undefined;
}
