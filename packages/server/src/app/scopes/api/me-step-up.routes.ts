import { ApiProvedSession, PasskeyRequestOptions, StepUp } from '@ostiary/contract';
import type { FastifyReply } from 'fastify';
import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import type { Static } from 'typebox';
import type { StepUpProof } from '#modules/login';
import { isoTime } from '#platform/clock.ts';
import { operation, type ApiApp, type ApiServices } from './api-app.ts';
import { inSession } from './manners/own-account.ts';

type Deps = Pick<ApiServices, 'mfa' | 'sessions' | 'signIn'>;

/** Gives a browser another secret for its session. */
export type RenewCookie = (reply: FastifyReply, secret: string) => void;

const tag = 'Own account';

/** The schema has seen to it that there is exactly one. */
function proofFromWire({ password, otp, passkey }: Static<typeof StepUp>): StepUpProof {
  if (passkey) return { passkey: passkey as AuthenticationResponseJSON };
  return otp === undefined ? { password: password ?? '' } : { code: otp };
}

export function addStepUpRoutes(app: ApiApp, deps: Deps, renewCookie: RenewCookie): void {
  app.post(
    '/me/step-up/options',
    {
      schema: {
        operationId: 'beginPasskeyStepUp',
        ...operation(tag, 'What a browser needs to show one of your passkeys'),
        response: { 200: PasskeyRequestOptions },
      },
      config: { errors: ['mfa.passkey_refused'] },
    },
    async (request) => {
      const { principal } = await inSession(deps, request);
      return { ...(await deps.mfa.passkeys.authenticationOptions(principal.user)) };
    },
  );
  app.post(
    '/me/step-up',
    {
      schema: {
        operationId: 'stepUp',
        ...operation(
          tag,
          'Show once more who you are',
          'With a second factor if you have one. What is sensitive asks for it with `login.step_up_required` ' +
            '(RFC 9470); the session goes on, and so do its tokens.',
        ),
        body: StepUp,
        response: { 200: ApiProvedSession },
      },
      config: {
        errors: ['mfa.required', 'mfa.invalid_code', 'mfa.passkey_refused', 'sessions.not_found'],
      },
    },
    async (request, reply) => {
      const { caller, principal, session } = await inSession(deps, request);
      const current = { sessionId: session.id, userId: principal.user.id };
      const proved = await deps.signIn.stepUp(caller.act, current, proofFromWire(request.body));
      if (proved.secret !== null && principal.isCookie) renewCookie(reply, proved.secret);
      const { acr, amr, authenticatedAt } = proved.session;
      return { acr, amr, authenticated_at: isoTime(authenticatedAt) };
    },
  );
}
