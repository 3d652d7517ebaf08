import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { acceptRefusal } from './form-refusal.ts';
import { queryText, readForm, refuseNullCharacters } from './form-body.ts';
import { noProblems, problemsOf, type FormProblems } from './form-problems.ts';
import { messagesFor } from './language/reader.ts';
import { noticeFor } from './messages/messages.ts';
import { nextPath } from './next-path.rules.ts';
import { keepOpenerOnTheWayTo } from './page-addresses.ts';
import type { PageKit } from './page-kit.ts';
import { formDocs, pageDocs } from './page-docs.ts';
import type { PagesDeps } from './pages.types.ts';
import { SignInPage, signInFields } from './sign-in.page.tsx';

interface Drawing {
  login: string;
  next: string;
  notice?: string | undefined;
  problems: FormProblems;
}

/** `/sign-in`: email or username and password, then on to `next`. */
export function addSignIn(app: FastifyInstance, deps: PagesDeps, kit: PageKit): void {
  const show = (request: FastifyRequest, reply: FastifyReply, drawing: Drawing): Promise<FastifyReply> =>
    kit.show(request, reply, (token) => (
      <SignInPage token={token} isSignUpOpen={deps.isSignUpOpen} {...drawing} />
    ));

  app.get('/sign-in', { schema: pageDocs('Sign-in page') }, async (request, reply) => {
    const next = queryText(request, 'next');
    keepOpenerOnTheWayTo(next, reply);
    if (await kit.visitor(request)) return reply.redirect(nextPath(next), 303);
    const notice = noticeFor(messagesFor(request), queryText(request, 'done'));
    return show(request, reply, { login: '', next, notice, problems: noProblems });
  });

  app.post(
    '/sign-in',
    { schema: formDocs({ summary: 'Sign in with a form', fields: [...signInFields, 'next'] }) },
    async (request, reply) => {
      const form = readForm(request);
      const login = form.text('login');
      const next = form.text('next');
      keepOpenerOnTheWayTo(next, reply);
      try {
        await kit.requireOwnForm(request, form);
        refuseNullCharacters(form, signInFields);
        await kit.startSession(request, reply, { login, password: form.text('password') });
      } catch (error) {
        const problems = problemsOf(messagesFor(request), acceptRefusal(reply, error), signInFields);
        return show(request, reply, { login, next, problems });
      }
      return reply.redirect(nextPath(next), 303);
    },
  );
}
