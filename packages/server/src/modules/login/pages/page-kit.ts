import type { FastifyReply, FastifyRequest } from 'fastify';
import type { JSX } from 'hono/jsx/jsx-runtime';
import { AppError, isAppError } from '#platform/errors.ts';
import type { Principal } from '../login.types.ts';
import { formTokenField } from './form.tsx';
import type { Form } from './form-body.ts';
import { createFormTokens } from './form-token.ts';
import { messagesFor } from './language/reader.ts';
import { renderDocument } from './layout.tsx';
import { sendHtml, type PageNeeds } from './page-headers.ts';
import { createSessionKit, type SessionKit } from './page-kit-sessions.ts';
import type { PagesDeps } from './pages.types.ts';
import { createSignInCookies } from './sign-in-cookies.ts';

export { sessionOf } from './page-kit-sessions.ts';

/** What the page routes share: who looks at a page, which forms are ours, how a session starts and ends. */
export interface PageKit extends SessionKit {
  /** Who is signed in with a cookie, or null. Credentials that only programs send do not count here. */
  visitor(request: FastifyRequest): Promise<Principal | null>;
  /** The token for the forms of an answer; gives the browser the cookie that belongs to it. */
  formToken(request: FastifyRequest, reply: FastifyReply): Promise<string>;
  /** Draws a page in the browser's language; the function is given the token for its forms. */
  show(
    request: FastifyRequest,
    reply: FastifyReply,
    draw: (token: string) => JSX.Element,
    needs?: PageNeeds,
  ): Promise<FastifyReply>;
  /** Errors: `request.csrf_failed` for another site's request, `request.form_expired` for a form token. */
  requireOwnForm(request: FastifyRequest, form: Form): Promise<Principal | null>;
  /** The browser is signed out. */
  forgetSession(reply: FastifyReply): void;
}

function saysWhereItComesFrom(request: FastifyRequest): boolean {
  return request.headers.origin !== undefined || request.headers['sec-fetch-site'] !== undefined;
}

async function visitor(request: FastifyRequest): Promise<Principal | null> {
  try {
    const principal = await request.principal();
    return principal?.isCookie === true ? principal : null;
  } catch (error) {
    if (isAppError(error) && error.status === 401) return null;
    throw error;
  }
}

export function createPageKit(deps: PagesDeps): PageKit {
  const tokens = createFormTokens(deps.sealer, deps.cookies.isSecure);
  const cookies = createSignInCookies(deps.cookies);

  const formToken: PageKit['formToken'] = async (request, reply) =>
    tokens.issue(request, reply, (await visitor(request))?.sessionId ?? null);

  return {
    visitor,
    formToken,
    async show(...[request, reply, draw, needs]) {
      const messages = messagesFor(request);
      const html = renderDocument(messages, draw(await formToken(request, reply)));
      return sendHtml(reply, { html, language: messages.language, ...needs });
    },
    async requireOwnForm(request, form) {
      const principal = await visitor(request);
      if (!deps.isSameOrigin(request) && (principal !== null || saysWhereItComesFrom(request))) {
        throw new AppError('request.csrf_failed');
      }
      if (!tokens.isValid(request, form.text(formTokenField), principal?.sessionId ?? null)) {
        throw new AppError('request.form_expired');
      }
      return principal;
    },
    ...createSessionKit({ deps, cookies, visitor }),
    forgetSession(reply) {
      cookies.end(reply);
      tokens.renew(reply);
    },
  };
}
