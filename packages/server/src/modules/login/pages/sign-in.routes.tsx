import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isAppError } from '#platform/errors.ts';
import type { Browser, SignInOutcome } from '../sign-in/sign-in.types.ts';
import { acceptRefusal } from './form-refusal.ts';
import { queryText, readForm, refuseNullCharacters, type Form } from './form-body.ts';
import { noProblems, problemsOf, type FormProblems } from './form-problems.ts';
import { messagesFor } from './language/reader.ts';
import { noticeFor } from './messages/messages.ts';
import { nextPath } from './next-path.rules.ts';
import { keepOpenerOnTheWayTo } from './page-addresses.ts';
import type { PageKit } from './page-kit.ts';
import { formDocs, pageDocs } from './page-docs.ts';
import type { PagesDeps } from './pages.types.ts';
import { shownPasskeyIn } from './scripts/passkey-answer.ts';
import { passkeyField } from './scripts/passkey-form.tsx';
import { SignInPage, signInFields, signInWays } from './sign-in.page.tsx';

interface Drawing {
  login: string;
  next: string;
  notice?: string | undefined;
  isUnverified?: boolean;
  problems: FormProblems;
}

interface Way {
  path: string;
  summary: string;
  fields: readonly string[];
  signIn(request: FastifyRequest, form: Form, browser: Browser): Promise<SignInOutcome>;
}

function waysOf({ signIn }: PagesDeps): Way[] {
  return [
    {
      path: '/sign-in',
      summary: 'Sign in with a form',
      fields: signInFields,
      signIn(request, form, browser) {
        refuseNullCharacters(form, signInFields);
        const credentials = { login: form.text('login'), password: form.text('password') };
        return signIn.withPassword(request.act(), credentials, browser);
      },
    },
    {
      path: '/sign-in/passkey',
      summary: 'Sign in by passkey with a form',
      fields: [passkeyField],
      signIn: (request, form, browser) => signIn.withPasskey(request.act(), shownPasskeyIn(form), browser),
    },
  ];
}

/** `/sign-in`: email or username and password, or a passkey, then on to `next`. */
export function addSignIn(app: FastifyInstance, deps: PagesDeps, kit: PageKit): void {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { isUnverified = false, ...drawing }: Drawing,
  ): Promise<FastifyReply> => {
    const ways = await signInWays(deps);
    const { isSignUpOpen } = deps;
    return kit.show(
      request,
      reply,
      (token) => <SignInPage {...{ ...drawing, token, ways, isSignUpOpen, isUnverified }} />,
      { scripts: ways.passkey !== null },
    );
  };

  app.get('/sign-in', { schema: pageDocs('Sign-in page') }, async (request, reply) => {
    const next = queryText(request, 'next');
    keepOpenerOnTheWayTo(next, reply);
    if (await kit.visitor(request)) return reply.redirect(nextPath(next), 303);
    const notice = noticeFor(messagesFor(request), queryText(request, 'done'));
    return show(request, reply, { login: '', next, notice, problems: noProblems });
  });

  for (const { path, summary, fields, signIn } of waysOf(deps)) {
    app.post(path, { schema: formDocs({ summary, fields: [...fields, 'next'] }) }, async (request, reply) => {
      const form = readForm(request);
      const next = form.text('next');
      keepOpenerOnTheWayTo(next, reply);
      let address: string;
      try {
        await kit.requireOwnForm(request, form);
        const outcome = await signIn(request, form, await kit.browserOf(request, next));
        address = await kit.settleSignIn(request, reply, outcome, next);
      } catch (error) {
        const problems = problemsOf(messagesFor(request), acceptRefusal(reply, error), signInFields);
        // Said to everybody who is refused, where an address has to be confirmed: it tells nothing of this one.
        const isUnverified =
          deps.mailPolicy.verification === 'required' &&
          isAppError(error) &&
          ['passwords.invalid_credentials', 'users.email_unverified'].includes(error.code);
        return show(request, reply, { login: form.text('login'), next, isUnverified, problems });
      }
      return reply.redirect(address, 303);
    });
  }
}
