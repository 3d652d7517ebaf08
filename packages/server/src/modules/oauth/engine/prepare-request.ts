import type { IncomingMessage } from 'node:http';
import { handleFor } from '../signed/handles.ts';
import { prefillUserCode } from './page-sources.ts';
import { enginePaths } from './paths.ts';

/** What the engine itself reads at most. */
const maxBodyBytes = 56 * 1024;

/** Makes every address that the engine writes the public one, whatever host the client named. */
function setPublicAddress(publicUrl: URL, { headers }: IncomingMessage): void {
  headers['x-forwarded-proto'] = publicUrl.protocol.slice(0, -1);
  headers['x-forwarded-host'] = publicUrl.host;
  headers.host = publicUrl.host;
}

/** The engine would send a form by script; here the code is shown for the user to send. */
function takeUserCode(request: IncomingMessage): void {
  const [path = '', query] = (request.url ?? '').split('?', 2);
  if (request.method !== 'GET' || query === undefined || path !== enginePaths.code_verification) return;
  const parameters = new URLSearchParams(query);
  const userCode = parameters.get('user_code');
  if (userCode === null) return;
  prefillUserCode(userCode);
  parameters.delete('user_code');
  request.url = parameters.size === 0 ? path : `${path}?${parameters.toString()}`;
}

/** Undefined for a body that the engine would not read either. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBodyBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, bytes);
}

/** The same request with another body: everything else is asked of the one that came. */
function withBody(request: IncomingMessage, body: Buffer): IncomingMessage {
  const headers = { ...request.headers, 'content-length': String(body.length) };
  const changed: IncomingMessage = Object.create(request, {
    headers: { value: headers },
    readable: { value: true },
    iterator: {
      value: async function* iterator(): AsyncGenerator<Buffer> {
        yield body;
      },
    },
  }) as IncomingMessage;
  return changed;
}

/** A pair of a form that is a token of three parts. */
const signedToken = /(?<=^|&)token=(?<token>[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*)(?=&|$)/g;

/** Signed tokens as the engine can look them up. */
async function withHandles(request: IncomingMessage): Promise<IncomingMessage> {
  const body = await readBody(request);
  // Too long: the engine says so, of a body as long as it will not read.
  if (!body) return withBody(request, Buffer.alloc(maxBodyBytes + 1));
  const text = body.toString('latin1');
  const changed = text.replace(signedToken, (_pair, token: string) => `token=${handleFor(token)}`);
  return withBody(request, changed === text ? body : Buffer.from(changed, 'latin1'));
}

const tokenPaths: readonly string[] = [enginePaths.introspection, enginePaths.revocation];

/** What the engine is given instead of the request as it came. Call it within the unit of work. */
export function createRequestPreparation(issuer: string) {
  const publicUrl = new URL(issuer);
  return (request: IncomingMessage): IncomingMessage | Promise<IncomingMessage> => {
    setPublicAddress(publicUrl, request);
    takeUserCode(request);
    return request.method === 'POST' && tokenPaths.includes(request.url ?? '')
      ? withHandles(request)
      : request;
  };
}
