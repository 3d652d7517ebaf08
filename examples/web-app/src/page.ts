import type { FastifyReply } from 'fastify';

/** Text for HTML. Everything that comes from outside goes through here, names of people included. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

export interface Page {
  title: string;
  /** HTML. */
  body: string;
}

/**
 * Sends a page that nobody else keeps. `form-action` names the issuer, too: browsers apply it to where a form's
 * answer redirects, and signing out ends there.
 */
export function sendPage(reply: FastifyReply, issuer: URL, { title, body }: Page): FastifyReply {
  return reply
    .header('content-security-policy', `default-src 'none'; form-action 'self' ${issuer.origin}`)
    .header('cache-control', 'no-store')
    .header('referrer-policy', 'same-origin')
    .type('text/html; charset=utf-8')
    .send(
      `<!doctype html><html lang="en"><head><meta name="viewport" content="width=device-width">` +
        `<title>${escapeHtml(title)}</title></head><body><main><h1>${escapeHtml(title)}</h1>${body}</main></body></html>`,
    );
}
