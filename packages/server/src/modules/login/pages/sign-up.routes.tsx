import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '#platform/errors.ts';
import { queryText, readForm, type Form } from './form-body.ts';
import { noProblems, problemsOf, type FormProblems } from './form-problems.ts';
import { acceptRefusal } from './form-refusal.ts';
import { messagesFor } from './language/reader.ts';
import { readNewAccount } from './new-account-form.ts';
import { nextPath } from './next-path.rules.ts';
import { captchaField } from './captcha/captcha-field.tsx';
import { checkMailPath, verifyAgainPath } from './by-mail/by-mail-addresses.ts';
import { addSentPage } from './by-mail/sent-pages.tsx';
import { keepOpenerOnTheWayTo } from './page-addresses.ts';
import { formDocs, pageDocs } from './page-docs.ts';
import type { PageKit } from './page-kit.ts';
import type { PagesDeps } from './pages.types.ts';
import { SignUpPage, signUpFields } from './sign-up.page.tsx';

/**
 * `/sign-up`: makes an account, signs in to it, then on to `next`. Where addresses are confirmed first, the page
 * that follows is the same for an address that has an account.
 */
export function addSignUp(app: FastifyInstance, deps: PagesDeps, kit: PageKit): void {
  async function show(
    request: FastifyRequest,
    reply: FastifyReply,
    { form, next, problems }: { form: Form; next: string; problems: FormProblems },
  ): Promise<FastifyReply> {
    const captcha = await deps.captcha.challenge();
    const draw = (token: string) => (
      <SignUpPage
        {...{ token, next, captcha, problems, minPasswordLength: deps.minPasswordLength }}
        email={form.text('email')}
        username={form.text('username')}
        firstName={form.text('first_name')}
        lastName={form.text('last_name')}
      />
    );
    return kit.show(request, reply, draw, { scripts: captcha !== null });
  }

  /** Undefined when the account is signed in to only after a look into the mail. */
  async function signUp(
    request: FastifyRequest,
    form: Form,
    next: string,
  ): Promise<{ login: string; password: string; next: string } | undefined> {
    const { email, username, password } = readNewAccount(form, signUpFields, messagesFor(request));
    const act = request.act();
    await deps.captcha.verify(act, form.text(captchaField));
    const outcome = await deps.account.signUp(
      { act, subject: null },
      { email, username, firstName: form.text('first_name'), lastName: form.text('last_name'), password },
    );
    return outcome === 'sent' ? undefined : { login: email, password, next };
  }

  app.get('/sign-up', { schema: pageDocs('Sign-up page') }, async (request, reply) => {
    const next = queryText(request, 'next');
    keepOpenerOnTheWayTo(next, reply);
    if (await kit.visitor(request)) return reply.redirect(nextPath(next), 303);
    if (!deps.isSignUpOpen) throw new AppError('users.sign_up_closed');
    return show(request, reply, { form: readForm(request), next, problems: noProblems });
  });

  app.post(
    '/sign-up',
    { schema: formDocs({ summary: 'Sign up with a form', fields: [...signUpFields, captchaField, 'next'] }) },
    async (request, reply) => {
      const form = readForm(request);
      const next = form.text('next');
      keepOpenerOnTheWayTo(next, reply);
      let credentials: { login: string; password: string; next: string } | undefined;
      try {
        if (await kit.requireOwnForm(request, form)) {
          return await reply.redirect(nextPath(next), 303);
        }
        credentials = await signUp(request, form, next);
      } catch (error) {
        const problems = problemsOf(messagesFor(request), acceptRefusal(reply, error), signUpFields);
        return show(request, reply, { form, next, problems });
      }
      const address = credentials ? await kit.startFirstSession(request, reply, credentials) : checkMailPath;
      return reply.redirect(address, 303);
    },
  );

  addSentPage(app, {
    path: checkMailPath,
    summary: 'Page after signing up where addresses are confirmed first',
    aboutIn: ({ byMail }) => byMail.checkMail.about,
    again: verifyAgainPath,
    isOffered: deps.mailPolicy.verification === 'required',
  });
}
