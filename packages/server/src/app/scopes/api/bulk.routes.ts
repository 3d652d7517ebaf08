import { BulkAnswer, BulkRequest, type BulkItem, type BulkResult } from '@ostiary/contract';
import type { FastifyInstance, FastifyRequest, LightMyRequestResponse } from 'fastify';
import type { Static } from 'typebox';
import { AppError } from '#platform/errors.ts';
import { randomSecret } from '#platform/random.ts';
import { operation, type ApiApp } from './api-app.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Cannot be part of a bulk request: it is a batch itself, streams, or works long. */
    isAlone?: boolean;
  }
}

type Item = Static<typeof BulkItem>;
type Result = Static<typeof BulkResult>;

const itemHeader = 'x-ostiary-bulk-item';

/** What belongs to the one message that the bulk request is, and to none of its items. */
const ownHeaders = new Set([
  ...['accept', 'accept-encoding', 'connection', 'content-encoding', 'content-length', 'content-type'],
  ...['expect', 'idempotency-key', 'if-match', 'if-none-match', 'keep-alive', 'range', 'te', 'trailer'],
  ...['transfer-encoding', 'upgrade'],
]);

/** Credentials, and whatever says where the request comes from and by which ways. */
function sharedHeaders(request: FastifyRequest): FastifyRequest['headers'] {
  return Object.fromEntries(Object.entries(request.headers).filter(([name]) => !ownHeaders.has(name)));
}

const anywhere = 'http://localhost';

/** Whether a path leads where it says: nothing in it is left out or resolved on the way to the router. */
function isPlain(path: string): boolean {
  if (path.includes('//') || !URL.canParse(path, anywhere)) return false;
  const url = new URL(path, anywhere);
  return url.origin === anywhere && url.pathname + url.search === path;
}

/** AppError `request.invalid`, before anything is done. */
function checkPaths(items: readonly Item[]): void {
  const message = 'Use the path of a route of this API.';
  const fields = items.flatMap(({ path }, index) =>
    isPlain(path) ? [] : [{ path: `requests.${index}.path`, message }],
  );
  if (fields.length > 0) throw new AppError('request.invalid', { fields: fields.slice(0, 50) });
}

function headerOf(response: LightMyRequestResponse, name: string): string | null {
  const value = response.headers[name];
  return value === undefined ? null : String(value);
}

function toResult(index: number, response: LightMyRequestResponse): Result {
  return {
    index,
    status: response.statusCode,
    etag: headerOf(response, 'etag'),
    location: headerOf(response, 'location'),
    body: response.body === '' ? null : response.json(),
  };
}

/** Not tried, since one before it was refused (RFC 4918 section 11.4). */
function notTried(index: number): Result {
  return { index, status: 424, etag: null, location: null, body: null };
}

/** Sends an item through the same router as if its sender had sent it alone. */
function send(
  app: FastifyInstance,
  request: FastifyRequest,
  { item, mark }: { item: Item; mark: string },
): Promise<LightMyRequestResponse> {
  const { method, path, body, if_match: ifMatch } = item;
  const { remoteAddress } = request.socket;
  return app.inject({
    method,
    url: path,
    headers: {
      ...sharedHeaders(request),
      [itemHeader]: mark,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(ifMatch !== undefined && { 'if-match': ifMatch }),
    },
    ...(body !== undefined && { payload: JSON.stringify(body) }),
    ...(remoteAddress !== undefined && { remoteAddress }),
  });
}

/** The mark is a secret of this app: nobody else makes a request look like an item. */
function refuseInBulk(app: FastifyInstance, mark: string): void {
  app.addHook('onRequest', async (request) => {
    if (request.headers[itemHeader] !== mark || request.routeOptions.config.isAlone !== true) return;
    throw new AppError('request.malformed', { message: 'This cannot be part of a bulk request.' });
  });
}

const about =
  'Changes, each done by its own route in the order given, with your credentials: allowed, refused and audited as ' +
  'if it came alone. There is no transaction around them. The body may be eight times as long as others. Routes ' +
  'that take batches themselves, stream, or work long are refused inside.';

export function addBulkRoutes(app: ApiApp): void {
  const mark = randomSecret();
  refuseInBulk(app, mark);
  app.post(
    '/bulk',
    {
      bodyLimit: 8 * (app.initialConfig.bodyLimit ?? 0),
      schema: {
        operationId: 'sendBulk',
        ...operation('Bulk', 'Make many changes', about),
        body: BulkRequest,
        response: { 200: BulkAnswer },
      },
      config: { isAlone: true, isIdempotent: true },
    },
    async (request) => {
      const { requests, on_error: onError } = request.body;
      checkPaths(requests);
      const items: Result[] = [];
      let isStopped = false;
      for (const [index, item] of requests.entries()) {
        const result: Result = isStopped
          ? notTried(index)
          : toResult(index, await send(request.server, request, { item, mark }));
        items.push(result);
        isStopped ||= onError === 'stop' && result.status >= 400;
      }
      return { items };
    },
  );
}
