import type { FastifyRequest } from 'fastify';

/**
 * Whether a browser says that the request comes from a page of ours. Browsers set `Sec-Fetch-Site` and
 * `Origin` themselves and send one of them with every POST, so their absence is no proof.
 */
export function isSameOrigin(request: FastifyRequest, publicUrl: string): boolean {
  const site = request.headers['sec-fetch-site'];
  if (typeof site === 'string') return site === 'same-origin';
  const { origin } = request.headers;
  if (origin === undefined || !URL.canParse(origin)) return false;
  const from = new URL(origin);
  return from.origin === new URL(publicUrl).origin || from.host === request.headers.host;
}

/** Whether a browser says that the request comes from a page of somebody else. Other clients say nothing. */
export function isCrossOrigin(request: FastifyRequest, publicUrl: string): boolean {
  const { origin, 'sec-fetch-site': site } = request.headers;
  return (origin !== undefined || site !== undefined) && !isSameOrigin(request, publicUrl);
}
