import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '#platform/errors.ts';
import { queryText, readForm, type Form } from './form-body.ts';
import { noProblems, problemsOf, type FormProblems } from './form-problems.ts';
import { acceptRefusal } from './form-refusal.ts';
import { messagesFor } from './language/reader.ts';
import { readNewAccount } from './new-account-form.ts';
import { nextPath } from './next-path.rules.ts';
import { keepOpenerOnTheWayTo } from './page-addresses.ts';
import { formDocs, pageDocs } from './page-docs.ts';
import type { PageKit } from './page-kit.ts';
import type { PagesDeps } from './pages.types.ts';
import { SignUpPage, signUpFields } from './sign-up.page.tsx';

/** `/sign-up`: makes an account, signs in to it, then on to `next`. */
export function addSignUp(app: FastifyInstance, deps: PagesDeps, kit: PageKit): void {
  const show = (
    request: FastifyRequest,
    reply: FastifyReply,
    entered: { form: Form; next: string; problems: FormProblems },
  ): Promise<FastifyReply> =>
    kit.show(request, reply, (token) => (
      <SignUpPage
        token={token}
        email={entered.form.text('email')}
        username={entered.form.text('username')}
        firstName={entered.form.text('first_name')}
        lastName={entered.form.text('last_name')}
        next={entered.next}
        minPasswordLength={deps.minPasswordLength}
        problems={entered.problems}
      />
    ));

  async function signUp(
    request: FastifyRequest,
    form: Form,
    next: string,
  ): Promise<{ login: string; password: string; next: string }> {
    const { email, username, password } = readNewAccount(form, signUpFields, messagesFor(request));
    await deps.account.signUp(
      { act: request.act(), subject: null },
      { email, username, firstName: form.text('first_name'), lastName: form.text('last_name'), password },
    );
    return { login: email, password, next };
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
    { schema: formDocs({ summary: 'Sign up with a form', fields: [...signUpFields, 'next'] }) },
    async (request, reply) => {
      const form = readForm(request);
      const next = form.text('next');
      keepOpenerOnTheWayTo(next, reply);
      let credentials: { login: string; password: string; next: string };
      try {
        if (await kit.requireOwnForm(request, form)) {
          return await reply.redirect(nextPath(next), 303);
        }
        credentials = await signUp(request, form, next);
      } catch (error) {
        const problems = problemsOf(messagesFor(request), acceptRefusal(reply, error), signUpFields);
        return show(request, reply, { form, next, problems });
      }
      return reply.redirect(await kit.startFirstSession(request, reply, credentials), 303);
    },
  );
}
