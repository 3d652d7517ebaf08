import type { FastifyReply } from 'fastify';
import type { Language } from '#platform/language.rules.ts';

/** What a page needs beside what every page may. */
export interface PageNeeds {
  /** CSP sources that its forms lead to in the end: browsers apply `form-action` to redirects as well. */
  formTargets?: readonly string[];
  /** CSP sources of its images. */
  imageSources?: readonly string[];
  /** Whether it runs scripts: ours alone, each a file of its own. */
  scripts?: boolean;
}

/**
 * Nothing runs, nothing is framed, nothing is fetched but our stylesheet and icon, and forms go nowhere
 * else, unless a page needs it.
 */
function contentSecurityPolicy({ formTargets = [], imageSources = [], scripts = false }: PageNeeds): string {
  const images = ["'self'", ...imageSources].join(' ');
  const forms = ["'self'", ...formTargets].join(' ');
  const ours = scripts ? "script-src 'self'; " : '';
  return `default-src 'none'; ${ours}style-src 'self'; img-src ${images}; form-action ${forms}; frame-ancestors 'none'; base-uri 'none'`;
}

/** Pages are made for one person at one moment, so nobody keeps them. */
const pageHeaders = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
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

const referrerPolicy = 'referrer-policy';

/**
 * For a page whose address lets somebody in: that is in no `Referer`, not even towards ourselves. Browsers still
 * say the origin, without which they would send `Origin: null` with our own forms (Fetch, section 3.1).
 */
export function hideAddress(reply: FastifyReply): void {
  reply.header(referrerPolicy, 'strict-origin');
}

export interface HtmlDocument extends PageNeeds {
  html: string;
  language: Language;
}

export function sendHtml(reply: FastifyReply, { html, language, ...needs }: HtmlDocument): FastifyReply {
  if (reply.getHeader(openerPolicy) !== 'unsafe-none') reply.header(openerPolicy, 'same-origin');
  // Not no-referrer: browsers would then send `Origin: null` with our own forms.
  if (reply.getHeader(referrerPolicy) !== 'strict-origin') reply.header(referrerPolicy, 'same-origin');
  return reply
    .headers({ ...pageHeaders, 'content-security-policy': contentSecurityPolicy(needs) })
    .header('content-language', language)
    .type('text/html; charset=utf-8')
    .send(html);
}
