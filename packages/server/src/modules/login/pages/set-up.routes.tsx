import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '#platform/errors.ts';
import { queryText, readForm, type Form } from './form-body.ts';
import { noProblems, problemsOf, type FormProblems } from './form-problems.ts';
import { acceptRefusal } from './form-refusal.ts';
import { messagesFor } from './language/reader.ts';
import { readNewAccount } from './new-account-form.ts';
import { formDocs, pageDocs } from './page-docs.ts';
import type { PageKit } from './page-kit.ts';
import type { PagesDeps } from './pages.types.ts';
import { SetUpPage, setUpFields } from './set-up.page.tsx';

/** `/setup?token=…`: the one-time link of a new server makes the first administrator and signs them in. */
export function addSetUp(app: FastifyInstance, deps: PagesDeps, kit: PageKit): void {
  const show = (
    request: FastifyRequest,
    reply: FastifyReply,
    entered: { form: Form; setUpToken: string; problems: FormProblems },
  ): Promise<FastifyReply> =>
    kit.show(request, reply, (token) => (
      <SetUpPage
        token={token}
        setUpToken={entered.setUpToken}
        email={entered.form.text('email')}
        username={entered.form.text('username')}
        minPasswordLength={deps.minPasswordLength}
        problems={entered.problems}
      />
    ));

  app.get(
    '/setup',
    { schema: pageDocs('Set-up page for the first administrator') },
    async (request, reply) => {
      const setUpToken = queryText(request, 'token');
      if (!(await deps.account.isSetUpTokenValid(setUpToken))) throw new AppError('login.setup_link_invalid');
      return show(request, reply, { form: readForm(request), setUpToken, problems: noProblems });
    },
  );

  app.post(
    '/setup',
    {
      schema: formDocs({
        summary: 'Make the first administrator with a form',
        fields: ['token', ...setUpFields],
      }),
    },
    async (request, reply) => {
      const form = readForm(request);
      const setUpToken = form.text('token');
      const messages = messagesFor(request);
      let credentials: { login: string; password: string; next: string };
      try {
        await kit.requireOwnForm(request, form);
        const input = readNewAccount(form, setUpFields, messages);
        await deps.account.setUp(request.act(), setUpToken, input);
        credentials = { login: input.email, password: input.password, next: '/' };
      } catch (error) {
        const problems = problemsOf(messages, acceptRefusal(reply, error), setUpFields);
        return show(request, reply, { form, setUpToken, problems });
      }
      return reply.redirect(await kit.startFirstSession(request, reply, credentials), 303);
    },
  );
}
