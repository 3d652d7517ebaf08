import type { FastifyReply, FastifyRequest } from 'fastify';
import type { JSX } from 'hono/jsx/jsx-runtime';
import { AppError, isAppError } from '#platform/errors.ts';
import type { Principal } from '../login.types.ts';
import { formTokenField } from './form.tsx';
import type { Form } from './form-body.ts';
import { createFormTokens, type FormTokens } from './form-token.ts';
import { messagesFor } from './language/reader.ts';
import { renderDocument } from './layout.tsx';
import { nextPath } from './next-path.rules.ts';
import { signInAddress } from './page-addresses.ts';
import { sendHtml } from './page-headers.ts';
import type { PagesDeps } from './pages.types.ts';

/** Whose session it is, and which. */
export interface SessionOfUser {
  sessionId: string;
  userId: string;
}

/** Null for who is not signed in with a session. */
export function sessionOf(principal: Principal | null): SessionOfUser | null {
  if (principal === null || principal.sessionId === null) return null;
  return { sessionId: principal.sessionId, userId: principal.user.id };
}

/** What the page routes share: who looks at a page, which forms are ours, how a session starts and ends. */
export interface PageKit {
  /** Who is signed in with a cookie, or null. Credentials that only programs send do not count here. */
  visitor(request: FastifyRequest): Promise<Principal | null>;
  /** The token for the forms of an answer; gives the browser the cookie that belongs to it. */
  formToken(request: FastifyRequest, reply: FastifyReply): Promise<string>;
  /** Draws a page in the browser's language; the function is given the token for its forms. */
  show(
    request: FastifyRequest,
    reply: FastifyReply,
    draw: (token: string) => JSX.Element,
  ): Promise<FastifyReply>;
  /** Errors: `request.csrf_failed` for another site's request, `request.form_expired` for a form token. */
  requireOwnForm(request: FastifyRequest, form: Form): Promise<Principal | null>;
  /**
   * Signs in and gives the browser its cookie. Ends the session that the browser had, unless it is the same
   * user's: that one is authenticated anew. Errors of `login.signIn`.
   */
  startSession(
    request: FastifyRequest,
    reply: FastifyReply,
    credentials: { login: string; password: string },
  ): Promise<SessionOfUser>;
  /** The same, but the session that the browser had ends only when told to, which must not be forgotten. */
  takeOverSession(
    request: FastifyRequest,
    reply: FastifyReply,
    credentials: { login: string; password: string },
  ): Promise<{ session: SessionOfUser; endPrevious(): Promise<void> }>;
  /**
   * The same for an account that was just made, which stands even if signing in fails. Returns where to go:
   * to `next` if that is a path of ours.
   */
  startFirstSession(
    request: FastifyRequest,
    reply: FastifyReply,
    credentials: { login: string; password: string; next: string },
  ): Promise<string>;
  forgetSession(reply: FastifyReply): void;
}

/** The role service's cookie (contracts of the tutorials): signing out on a page ends that, too. */
const roleCookieName = 'Authorization';

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

type SessionKit = Pick<PageKit, 'takeOverSession' | 'startSession' | 'startFirstSession' | 'forgetSession'>;

function createSessionKit({ login, cookies }: PagesDeps, tokens: FormTokens): SessionKit {
  const cookieOptions = { path: '/', httpOnly: true, sameSite: 'lax', secure: cookies.isSecure } as const;

  const takeOverSession: PageKit['takeOverSession'] = async (request, reply, credentials) => {
    const current = sessionOf(await visitor(request)) ?? undefined;
    const { user, session, secret } = await login.signIn(request.act(), credentials, current);
    reply.setCookie(cookies.sessionName, secret, { ...cookieOptions, maxAge: cookies.sessionSeconds });
    return {
      session: { sessionId: session.id, userId: user.id },
      async endPrevious() {
        if (current && current.sessionId !== session.id) {
          await login.signOut(request.act(), current.sessionId);
        }
      },
    };
  };

  const startSession: PageKit['startSession'] = async (request, reply, credentials) => {
    const { session, endPrevious } = await takeOverSession(request, reply, credentials);
    await endPrevious();
    return session;
  };

  return {
    takeOverSession,
    startSession,
    async startFirstSession(request, reply, { next, ...credentials }) {
      try {
        await startSession(request, reply, credentials);
        return nextPath(next);
      } catch (error) {
        if (!isAppError(error)) throw error;
        return signInAddress({ done: 'signed-up', next });
      }
    },
    forgetSession(reply) {
      reply.clearCookie(cookies.sessionName, cookieOptions);
      reply.clearCookie(roleCookieName, cookieOptions);
      tokens.renew(reply);
    },
  };
}

export function createPageKit(deps: PagesDeps): PageKit {
  const tokens = createFormTokens(deps.sealer, deps.cookies.isSecure);

  const formToken: PageKit['formToken'] = async (request, reply) =>
    tokens.issue(request, reply, (await visitor(request))?.sessionId ?? null);

  return {
    visitor,
    formToken,
    async show(request, reply, draw) {
      const messages = messagesFor(request);
      const html = renderDocument(messages, draw(await formToken(request, reply)));
      return sendHtml(reply, { html, language: messages.language });
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
    ...createSessionKit(deps, tokens),
  };
}
