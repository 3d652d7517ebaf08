import type { FastifyInstance } from 'fastify';
import { readForm } from './form-body.ts';
import { formDocs, pageDocs } from './page-docs.ts';
import type { PageKit } from './page-kit.ts';
import type { PagesDeps } from './pages.types.ts';
import { SignOutPage } from './sign-out.page.tsx';

/** `/sign-out`: here or everywhere. Asking for it by GET only asks back: a link must not sign people out. */
export function addSignOut(app: FastifyInstance, deps: PagesDeps, kit: PageKit): void {
  app.get('/sign-out', { schema: pageDocs('Sign-out page', 'optional') }, async (request, reply) => {
    if (!(await kit.visitor(request))) return reply.redirect('/', 303);
    return kit.show(request, reply, (token) => <SignOutPage token={token} />);
  });

  app.post(
    '/sign-out',
    { schema: formDocs({ summary: 'Sign out with a form', fields: ['everywhere'], credential: 'optional' }) },
    async (request, reply) => {
      const form = readForm(request);
      const principal = await kit.requireOwnForm(request, form);
      const isEverywhere = form.text('everywhere') === 'yes';
      if (principal && isEverywhere) await deps.login.signOutEverywhere(request.act(), principal.user.id);
      else if (principal?.sessionId) await deps.login.signOut(request.act(), principal.sessionId);
      kit.forgetSession(reply);
      return reply.redirect(`/sign-in?done=${isEverywhere ? 'signed-out-everywhere' : 'signed-out'}`, 303);
    },
  );
}
