import type { FastifyReply } from 'fastify';
import type { Language } from '#platform/language.rules.ts';

/** What a page needs beside what every page may. */
export interface PageNeeds {
  /** CSP sources that its forms lead to in the end: browsers apply `form-action` to redirects as well. */
  formTargets?: readonly string[];
  /** CSP sources of its images. */
  imageSources?: readonly string[];
}

/**
 * Nothing runs, nothing is framed, nothing is fetched but our stylesheet and icon, and forms go nowhere
 * else, unless a page needs it.
 */
function contentSecurityPolicy({ formTargets = [], imageSources = [] }: PageNeeds): string {
  const images = ["'self'", ...imageSources].join(' ');
  const forms = ["'self'", ...formTargets].join(' ');
  return `default-src 'none'; style-src 'self'; img-src ${images}; form-action ${forms}; frame-ancestors 'none'; base-uri 'none'`;
}

/** Pages are made for one person at one moment, so nobody keeps them. */
const pageHeaders = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  // Not no-referrer: browsers would then send `Origin: null` with our own forms.
  'referrer-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  vary: 'Accept-Language',
} as const;

const openerPolicy = 'cross-origin-opener-policy';

/**
 * Applications sign people in through pop-ups and wait for `window.opener` to be called: a policy of ours
 * would cut the two apart. Also for redirects, which browsers judge as well.
 */
export function keepOpener(reply: FastifyReply): void {
  reply.header(openerPolicy, 'unsafe-none');
}

export interface HtmlDocument extends PageNeeds {
  html: string;
  language: Language;
}

export function sendHtml(reply: FastifyReply, { html, language, ...needs }: HtmlDocument): FastifyReply {
  if (reply.getHeader(openerPolicy) !== 'unsafe-none') reply.header(openerPolicy, 'same-origin');
  return reply
    .headers({ ...pageHeaders, 'content-security-policy': contentSecurityPolicy(needs) })
    .header('content-language', language)
    .type('text/html; charset=utf-8')
    .send(html);
}
