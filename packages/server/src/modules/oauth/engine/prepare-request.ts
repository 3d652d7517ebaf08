import type { IncomingMessage } from 'node:http';
import { handleFor } from '../signed/handles.ts';
import { prefillUserCode } from './page-sources.ts';
import { enginePaths, isForPrograms } from './paths.ts';

/** Makes every address that the engine writes the public one, whatever host the client named. */
function setPublicAddress(publicUrl: URL, { headers }: IncomingMessage): void {
  headers['x-forwarded-proto'] = publicUrl.protocol.slice(0, -1);
  headers['x-forwarded-host'] = publicUrl.host;
  headers.host = publicUrl.host;
}

/** The path of an address, and its query with the question mark if it has one. */
function partsOf(url: string): [path: string, query: string] {
  const end = url.indexOf('?');
  return end < 0 ? [url, ''] : [url.slice(0, end), url.slice(end)];
}

/** The engine draws its errors for whoever accepts HTML; a program gets JSON whatever it says. */
function expectJson(path: string, { headers }: IncomingMessage): void {
  if (isForPrograms(path)) headers.accept = 'application/json';
}

/** The engine would send a form by script; here the code is shown for the user to send. */
function takeUserCode(request: IncomingMessage): void {
  const [path, query] = partsOf(request.url ?? '');
  if (request.method !== 'GET' || query === '' || path !== enginePaths.code_verification) return;
  const parameters = new URLSearchParams(query);
  const userCode = parameters.get('user_code');
  if (userCode === null) return;
  prefillUserCode(userCode);
  parameters.delete('user_code');
  request.url = parameters.size === 0 ? path : `${path}?${parameters.toString()}`;
}

/** Has the engine read this body instead of the one that came, and was read already. */
function setBody(request: IncomingMessage, body: Buffer): void {
  request.headers['content-length'] = String(body.length);
  // On the request itself: an object of its own, which asks that one for the rest, costs a tenth of a millisecond.
  Object.defineProperties(request, {
    readable: { value: true },
    iterator: { value: () => [body] },
  });
}

/** A pair of a form that is a token of three parts. */
const signedToken = /(?<=^|&)token=(?<token>[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*)(?=&|$)/g;

/** Signed tokens as the engine can look them up. */
function withHandles(body: Buffer): Buffer {
  const text = body.toString('latin1');
  const changed = text.replace(signedToken, (_pair, token: string) => `token=${handleFor(token)}`);
  return changed === text ? body : Buffer.from(changed, 'latin1');
}

const tokenPaths: readonly string[] = [enginePaths.introspection, enginePaths.revocation];

/**
 * What the engine is given instead of the request as it came. `body` is what was read of it already, null when
 * nothing was. Call it within the unit of work.
 */
export function createRequestPreparation(issuer: string) {
  const publicUrl = new URL(issuer);
  return (request: IncomingMessage, body: Buffer | null): IncomingMessage => {
    const [path] = partsOf(request.url ?? '');
    setPublicAddress(publicUrl, request);
    expectJson(path, request);
    takeUserCode(request);
    if (body !== null) setBody(request, tokenPaths.includes(path) ? withHandles(body) : body);
    return request;
  };
}
