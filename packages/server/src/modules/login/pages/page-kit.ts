import type { FastifyReply, FastifyRequest } from 'fastify';
import type { JSX } from 'hono/jsx/jsx-runtime';
import { AppError, isAppError } from '#platform/errors.ts';
import type { Principal } from '../login.types.ts';
import { formTokenField } from './form.tsx';
import type { Form } from './form-body.ts';
import { createFormTokens } from './form-token.ts';
import { renderDocument } from './layout.tsx';
import { sendHtml } from './page-headers.ts';
import type { PagesDeps } from './pages.types.ts';

/** What the page routes share: who looks at a page, which forms are ours, how a session starts and ends. */
export interface PageKit {
  /** Who is signed in with a cookie, or null. Credentials that only programs send do not count here. */
  visitor(request: FastifyRequest): Promise<Principal | null>;
  /** Draws a page; the function is given the token for its forms. */
  show(
    request: FastifyRequest,
    reply: FastifyReply,
    draw: (token: string) => JSX.Element,
  ): Promise<FastifyReply>;
  /** Errors: `request.csrf_failed` for another site's request, `request.form_expired` for a form token. */
  requireOwnForm(request: FastifyRequest, form: Form): Promise<Principal | null>;
  /** Signs in and gives the browser its cookie. Errors of `login.signIn`. */
  startSession(
    request: FastifyRequest,
    reply: FastifyReply,
    credentials: { login: string; password: string },
  ): Promise<void>;
  /**
   * The same for an account that was just made, which stands even if signing in fails. Returns where to go.
   */
  startFirstSession(
    request: FastifyRequest,
    reply: FastifyReply,
    credentials: { login: string; password: string },
  ): Promise<string>;
  forgetSession(reply: FastifyReply): void;
}

/** The role service's cookie (contracts of the tutorials): signing out on a page ends that, too. */
const roleCookieName = 'Authorization';

export function createPageKit(deps: PagesDeps): PageKit {
  const { cookies } = deps;
  const tokens = createFormTokens(deps.sealer, cookies.isSecure);

  async function visitor(request: FastifyRequest): Promise<Principal | null> {
    try {
      const principal = await request.principal();
      return principal?.isCookie === true ? principal : null;
    } catch (error) {
      if (isAppError(error) && error.status === 401) return null;
      throw error;
    }
  }

  const cookieOptions = { path: '/', httpOnly: true, sameSite: 'lax', secure: cookies.isSecure } as const;

  const startSession: PageKit['startSession'] = async (request, reply, credentials) => {
    const { secret } = await deps.login.signIn(request.act(), credentials);
    const previous = await visitor(request);
    if (previous?.sessionId) await deps.login.signOut(request.act(), previous.sessionId);
    reply.setCookie(cookies.sessionName, secret, { ...cookieOptions, maxAge: cookies.sessionSeconds });
  };

  return {
    visitor,
    startSession,
    async startFirstSession(request, reply, credentials) {
      try {
        await startSession(request, reply, credentials);
        return '/';
      } catch (error) {
        if (!isAppError(error)) throw error;
        return '/sign-in?done=signed-up';
      }
    },
    async show(request, reply, draw) {
      const sessionId = (await visitor(request))?.sessionId ?? null;
      return sendHtml(reply, renderDocument(draw(tokens.issue(request, reply, sessionId))));
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
    forgetSession(reply) {
      reply.clearCookie(cookies.sessionName, cookieOptions);
      reply.clearCookie(roleCookieName, cookieOptions);
    },
  };
}

function saysWhereItComesFrom(request: FastifyRequest): boolean {
  return request.headers.origin !== undefined || request.headers['sec-fetch-site'] !== undefined;
}
