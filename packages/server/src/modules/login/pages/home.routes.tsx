import type { FastifyInstance } from 'fastify';
import { AppError, isAppError } from '#platform/errors.ts';
import { isUuid } from '#platform/ids.ts';
import { queryText, readForm } from './form-body.ts';
import { SignedInHome, SignedOutHome } from './home.page.tsx';
import { renderDocument } from './layout.tsx';
import { messagesFor } from './language/reader.ts';
import { noticeFor } from './messages/messages.ts';
import { formDocs, pageDocs } from './page-docs.ts';
import { sendHtml } from './page-headers.ts';
import type { PageKit } from './page-kit.ts';
import type { PagesDeps } from './pages.types.ts';
import { listForPage } from './session-list.rules.ts';

/** `/`: what this is, or who you are, what you may do and where you are signed in. */
export function addHome(app: FastifyInstance, deps: PagesDeps, kit: PageKit): void {
  app.get('/', { schema: pageDocs('Home page', 'optional') }, async (request, reply) => {
    const principal = await kit.visitor(request);
    const messages = messagesFor(request);
    // No form, so no cookie for one either.
    if (!principal) {
      const html = renderDocument(messages, <SignedOutHome isSignUpOpen={deps.isSignUpOpen} />);
      return sendHtml(reply, { html, language: messages.language });
    }
    const sessions = await deps.sessions.list(deps.db, principal.user.id);
    const list = listForPage(sessions, principal.sessionId, deps.clock.nowMs());
    const notice = noticeFor(messages, queryText(request, 'done'));
    return kit.show(request, reply, (token) => (
      <SignedInHome token={token} principal={principal} list={list} notice={notice} />
    ));
  });

  app.post(
    '/sessions/end',
    {
      schema: formDocs({
        summary: 'End one of your sessions with a form',
        fields: ['session'],
        credential: 'session',
      }),
    },
    async (request, reply) => {
      const form = readForm(request);
      if (!(await kit.requireOwnForm(request, form))) return reply.redirect('/sign-in', 303);
      const sessionId = form.text('session');
      if (!isUuid(sessionId)) throw new AppError('sessions.not_found');
      try {
        await deps.sessions.endOne(await request.caller(), sessionId);
      } catch (error) {
        // Ended meanwhile, on another tab or device: that is what was wanted.
        if (!isAppError(error, 'sessions.not_found')) throw error;
      }
      return reply.redirect('/?done=session-ended', 303);
    },
  );
}
