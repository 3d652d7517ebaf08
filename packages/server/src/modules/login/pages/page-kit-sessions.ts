import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '#modules/access';
import { formTarget, type Interaction } from '#modules/oauth';
import type { Session } from '#modules/sessions';
import { isAppError } from '#platform/errors.ts';
import type { Principal } from '../login.types.ts';
import type { Browser, SignedIn, SignInOutcome } from '../sign-in/sign-in.types.ts';
import { proofWanted } from './interaction/next-step.rules.ts';
import { nextPath } from './next-path.rules.ts';
import {
  confirmAddress,
  factorAddress,
  graceAddress,
  interactionUidOf,
  setUpFactorAddress,
  signInAddress,
} from './page-addresses.ts';
import type { PagesDeps } from './pages.types.ts';
import type { SignInCookies } from './sign-in-cookies.ts';

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

/** Somebody who has shown lately who they are. */
export interface RecentVisitor {
  caller: Caller;
  principal: Principal;
  session: Session;
}

/** How a session starts, and what of one is good enough for what. */
export interface SessionKit {
  cookies: SignInCookies;
  /**
   * What the browser has already, for a sign-in: ask before it, and give what comes of it to `settleSignIn`.
   * Whether it is trusted does not count on the way to an application that asks for a proof.
   */
  browserOf(request: FastifyRequest, next?: string): Promise<Browser>;
  /**
   * Gives the browser what a sign-in came to, and returns where it goes from here (303). Ends the session that it
   * had of somebody else; answers the application whose request it is in, when `next` is that one's page.
   */
  settleSignIn(
    request: FastifyRequest,
    reply: FastifyReply,
    outcome: SignInOutcome,
    next: string,
  ): Promise<string>;
  /** CSP sources for forms that lead to `next` at once, when that is the page of an application's request. */
  formTargets(next: string): Promise<string[]>;
  /**
   * For an account that was just made, which stands even if signing in fails. Returns where to go: to `next` if
   * that is a path of ours.
   */
  startFirstSession(
    request: FastifyRequest,
    reply: FastifyReply,
    credentials: { login: string; password: string; next: string },
  ): Promise<string>;
  /**
   * Who looks at a page for sensitive acts; undefined when they were sent to sign in, or to show once more who
   * they are, and then to `page`: the one that was asked for unless another one is named, as a form's route does.
   */
  recentVisitor(
    request: FastifyRequest,
    reply: FastifyReply,
    page?: string,
  ): Promise<RecentVisitor | undefined>;
}

interface Parts {
  deps: PagesDeps;
  cookies: SignInCookies;
  visitor(request: FastifyRequest): Promise<Principal | null>;
}

/** The request of an application that `next` is the page of. Whoever knows of it need not be the one it is for. */
async function interactionAt({ oauth }: PagesDeps, next: string): Promise<Interaction | undefined> {
  const uid = interactionUidOf(next);
  return uid === undefined ? undefined : oauth.findInteraction(uid);
}

/** Whether whoever is asked has to show all that they have: a browser that is trusted proves nothing. */
function wantsProof({ wantedAcr, reasons }: Interaction): boolean {
  return wantedAcr === 'aal2' || reasons.some((reason) => proofWanted.has(reason));
}

/**
 * Answers the application, in the browser that its request began in: that one's cookie goes to no other page. From
 * those, forms need not be allowed to lead to applications.
 */
async function leadOn(
  deps: PagesDeps,
  request: FastifyRequest,
  { signedIn, next }: { signedIn: SignedIn; next: string },
): Promise<string> {
  const { oauth } = deps;
  const address = nextPath(next);
  const uid = interactionUidOf(next);
  // Nobody is kept from an application by what can wait.
  if (uid === undefined) return signedIn.graceEndsAt === null ? address : graceAddress(next);
  if (interactionUidOf(request.url) !== uid) return address;
  if (request.cookies[oauth.interactionCookieName] !== uid) return address;
  const interaction = await oauth.findInteraction(uid);
  if (!interaction || interaction.prompt === 'consent') return address;
  return oauth.finishSignIn(uid, { sessionId: signedIn.session.id, userId: signedIn.user.id });
}

async function settle(
  { deps, cookies, visitor }: Parts,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
  { outcome, next }: { outcome: SignInOutcome; next: string },
): Promise<string> {
  if (outcome.kind !== 'signed-in') {
    cookies.wait(reply, outcome.pending);
    return outcome.kind === 'factor-wanted' ? factorAddress(next) : setUpFactorAddress(next);
  }
  const current = sessionOf(await visitor(request));
  cookies.begin(request, reply, outcome.secret);
  try {
    return await leadOn(deps, request, { signedIn: outcome, next });
  } finally {
    // Not before: what an application asked for is over when the session that it began in has ended.
    if (current && current.sessionId !== outcome.session.id) {
      await deps.login.signOut(request.act(), current.sessionId);
    }
  }
}

async function recentVisitor(
  { deps, visitor }: Parts,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
  page: string,
): Promise<RecentVisitor | undefined> {
  const principal = await visitor(request);
  const live = principal?.sessionId == null ? undefined : await deps.sessions.findLive(principal.sessionId);
  if (!principal || !live) {
    void reply.redirect(signInAddress({ next: page }), 303);
    return undefined;
  }
  try {
    await deps.signIn.requireRecent(live.session);
  } catch (error) {
    if (!isAppError(error, 'login.step_up_required')) throw error;
    void reply.redirect(confirmAddress(page), 303);
    return undefined;
  }
  return { caller: await request.caller(), principal, session: live.session };
}

export function createSessionKit(parts: Parts): SessionKit {
  const { deps, cookies, visitor } = parts;
  const browserOf: SessionKit['browserOf'] = async (request, next = '') => {
    cookies.nameDevice(request);
    const interaction = await interactionAt(deps, next);
    return {
      current: sessionOf(await visitor(request)) ?? undefined,
      trustedDevice: interaction && wantsProof(interaction) ? undefined : cookies.trustedOf(request),
    };
  };
  const settleSignIn: SessionKit['settleSignIn'] = (...[request, reply, outcome, next]) =>
    settle(parts, { request, reply }, { outcome, next });
  return {
    cookies,
    browserOf,
    settleSignIn,
    async formTargets(next) {
      const interaction = await interactionAt(deps, next);
      return [formTarget(interaction?.returnSource ?? null) ?? []].flat();
    },
    async startFirstSession(request, reply, { next, ...credentials }) {
      try {
        const browser = await browserOf(request);
        const outcome = await deps.signIn.withPassword(request.act(), credentials, browser);
        return await settleSignIn(request, reply, outcome, next);
      } catch (error) {
        if (!isAppError(error)) throw error;
        return signInAddress({ done: 'signed-up', next });
      }
    },
    recentVisitor: (request, reply, page = request.url) => recentVisitor(parts, { request, reply }, page),
  };
}
