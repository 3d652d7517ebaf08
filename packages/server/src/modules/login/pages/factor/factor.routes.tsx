import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isAppError } from '#platform/errors.ts';
import { pathText, queryText, readForm } from '../form-body.ts';
import { noProblems, problemsOf, type FormProblems } from '../form-problems.ts';
import { acceptRefusal } from '../form-refusal.ts';
import { showGone } from '../interaction/gone.tsx';
import { messagesFor } from '../language/reader.ts';
import {
  interactionPath,
  interactionUidOf,
  keepOpenerOnTheWayTo,
  setUpFactorAddress,
  signInAddress,
} from '../page-addresses.ts';
import { formDocs, pageDocs } from '../page-docs.ts';
import type { PageKit } from '../page-kit.ts';
import type { PagesDeps } from '../pages.types.ts';
import { continueSignIn, goneAddress } from './continue-sign-in.ts';
import { FactorPage } from './factor.page.tsx';
import { codeField, proofForms } from './proof-fields.ts';
import { wantedProof } from './proof-forms.tsx';

const daySeconds = 86_400;

/** On the way to an application, where only its request's own path has that one's cookie. */
function actionFor(next: string): string {
  const uid = interactionUidOf(next);
  return uid === undefined ? '/sign-in/factor' : `${interactionPath}${uid}/factor`;
}

function otherAccount(next: string): string {
  const uid = interactionUidOf(next);
  return uid === undefined ? signInAddress({ next }) : `${interactionPath}${uid}?account=other`;
}

/** `/sign-in/factor`: the second factor of a sign-in that waits in this browser, then on to `next`. */
export function addFactor(app: FastifyInstance, deps: PagesDeps, kit: PageKit): void {
  const trustDays = Math.floor(deps.trustedSeconds / daySeconds);

  async function show(
    request: FastifyRequest,
    reply: FastifyReply,
    { next, problems }: { next: string; problems: FormProblems },
  ): Promise<FastifyReply> {
    const pending = await deps.signIn.findPending(kit.cookies.pendingOf(request));
    if (!pending) return reply.code(200).redirect(goneAddress(kit, request, next), 303);
    const { user, methods } = pending;
    if (methods.length === 0) return reply.code(200).redirect(setUpFactorAddress(next), 303);
    const proof = await wantedProof(deps.mfa, user, methods);
    const drawing = { proof, trustDays, problems, action: actionFor(next), otherAccount: otherAccount(next) };
    const login = user.email ?? user.username ?? '';
    return kit.show(
      request,
      reply,
      (token) => <FactorPage {...drawing} token={token} login={login} next={next} />,
      { scripts: proof.passkey !== null, formTargets: await kit.formTargets(next) },
    );
  }

  app.get(
    '/sign-in/factor',
    { schema: pageDocs('Page for the second factor of a sign-in') },
    (request, reply) => {
      const next = queryText(request, 'next');
      keepOpenerOnTheWayTo(next, reply);
      return show(request, reply, { next, problems: noProblems });
    },
  );

  for (const { end, what, fields, read } of proofForms) {
    const summary = `Show ${what} as second factor of a sign-in with a form`;
    const answer = async (request: FastifyRequest, reply: FastifyReply, next: string) => {
      const form = readForm(request);
      keepOpenerOnTheWayTo(next, reply);
      const messages = messagesFor(request);
      try {
        await kit.requireOwnForm(request, form);
        const sent = { request, reply, form, messages, next };
        return await reply.redirect(await continueSignIn({ deps, kit }, sent, read), 303);
      } catch (error) {
        if (isAppError(error, 'oauth.interaction_gone')) return showGone(request, reply);
        if (isAppError(error, 'login.sign_in_gone')) {
          return reply.redirect(goneAddress(kit, request, next), 303);
        }
        const problems = problemsOf(messages, acceptRefusal(reply, error), [codeField]);
        return show(request, reply, { next, problems });
      }
    };
    app.post(
      `/sign-in/factor${end}`,
      { schema: formDocs({ summary, fields: [...fields, 'next'] }) },
      (request, reply) => answer(request, reply, readForm(request).text('next')),
    );
    app.post(
      `/o/interaction/:uid/factor${end}`,
      { schema: formDocs({ summary: `${summary} for an application`, fields, credential: 'optional' }) },
      (request, reply) =>
        answer(request, reply, interactionPath + encodeURIComponent(pathText(request, 'uid'))),
    );
  }
}
