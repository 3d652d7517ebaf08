import type { FastifyReply } from 'fastify';

/**
 * Nothing runs, nothing is framed, nothing is fetched but our stylesheet and icon, and forms go nowhere
 * else. Pages are made for one person at one moment, so nobody keeps them.
 */
const pageHeaders = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  // Not no-referrer: browsers would then send `Origin: null` with our own forms.
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
} as const;

export function sendHtml(reply: FastifyReply, html: string): FastifyReply {
  return reply.headers(pageHeaders).type('text/html; charset=utf-8').send(html);
}
