import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '#config';

/** What a browser makes of an answer that is no page: nothing. Pages set what they need instead. */
const nothing = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

const yearSeconds = 365 * 24 * 60 * 60;

const strictTransport = {
  subdomains: `max-age=${yearSeconds}; includeSubDomains`,
  host: `max-age=${yearSeconds}`,
  off: null,
} as const;

export type CommonHeaders = Readonly<Record<string, string>>;

/** What every answer carries, whatever was asked. */
export function commonHeadersFor({ server }: Pick<Config, 'server'>): CommonHeaders {
  const transport = strictTransport[server.strictTransport];
  return {
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'content-security-policy': nothing,
    // Routes say so of what may be kept.
    'cache-control': 'no-store',
    // Browsers heed it when it came by TLS alone (RFC 6797, section 8.1).
    ...(transport === null ? {} : { 'strict-transport-security': transport }),
  };
}

export function setCommonHeaders(headers: CommonHeaders, request: FastifyRequest, reply: FastifyReply): void {
  reply.header('x-request-id', request.id).headers(headers);
}

export function addCommonHeaders(app: FastifyInstance, headers: CommonHeaders): void {
  app.addHook('onRequest', (request, reply, done) => {
    setCommonHeaders(headers, request, reply);
    done();
  });
}
