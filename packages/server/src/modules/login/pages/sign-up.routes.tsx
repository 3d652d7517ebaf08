import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '#platform/errors.ts';
import { readForm, type Form } from './form-body.ts';
import { noProblems, problemsOf, type FormProblems } from './form-problems.ts';
import { acceptRefusal } from './form-refusal.ts';
import { readNewAccount } from './new-account-form.ts';
import { formDocs, pageDocs } from './page-docs.ts';
import type { PageKit } from './page-kit.ts';
import type { PagesDeps } from './pages.types.ts';
import { SignUpPage, signUpFields } from './sign-up.page.tsx';

/** `/sign-up`: makes an account and signs in to it. */
export function addSignUp(app: FastifyInstance, deps: PagesDeps, kit: PageKit): void {
  const show = (
    request: FastifyRequest,
    reply: FastifyReply,
    entered: { form: Form; problems: FormProblems },
  ): Promise<FastifyReply> =>
    kit.show(request, reply, (token) => (
      <SignUpPage
        token={token}
        email={entered.form.text('email')}
        username={entered.form.text('username')}
        firstName={entered.form.text('first_name')}
        lastName={entered.form.text('last_name')}
        minPasswordLength={deps.minPasswordLength}
        problems={entered.problems}
      />
    ));

  async function signUp(request: FastifyRequest, form: Form): Promise<{ login: string; password: string }> {
    const { email, username, password } = readNewAccount(form, signUpFields);
    await deps.account.signUp(
      { act: request.act(), subject: null },
      { email, username, firstName: form.text('first_name'), lastName: form.text('last_name'), password },
    );
    return { login: email, password };
  }

  app.get('/sign-up', { schema: pageDocs('Sign-up page') }, async (request, reply) => {
    if (await kit.visitor(request)) return reply.redirect('/', 303);
    if (!deps.isSignUpOpen) throw new AppError('users.sign_up_closed');
    return show(request, reply, { form: readForm(request), problems: noProblems });
  });

  app.post(
    '/sign-up',
    { schema: formDocs({ summary: 'Sign up with a form', fields: signUpFields }) },
    async (request, reply) => {
      const form = readForm(request);
      let credentials: { login: string; password: string };
      try {
        if (await kit.requireOwnForm(request, form)) return await reply.redirect('/', 303);
        credentials = await signUp(request, form);
      } catch (error) {
        return show(request, reply, {
          form,
          problems: problemsOf(acceptRefusal(reply, error), signUpFields),
        });
      }
      return reply.redirect(await kit.startFirstSession(request, reply, credentials), 303);
    },
  );
}
