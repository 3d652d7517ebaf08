import type { FastifyInstance } from 'fastify';
import { queryText } from './form-body.ts';
import { SignedInHome, SignedOutHome } from './home.page.tsx';
import { renderDocument } from './layout.tsx';
import { messagesFor } from './language/reader.ts';
import { noticeFor } from './messages/messages.ts';
import { pageDocs } from './page-docs.ts';
import { sendHtml } from './page-headers.ts';
import type { PageKit } from './page-kit.ts';
import type { PagesDeps } from './pages.types.ts';

/** `/`: what this is, or who you are and what you may do. */
export function addHome(app: FastifyInstance, deps: PagesDeps, kit: PageKit): void {
  app.get('/', { schema: pageDocs('Home page', 'optional') }, async (request, reply) => {
    const principal = await kit.visitor(request);
    const messages = messagesFor(request);
    // No form, so no cookie for one either.
    if (!principal) {
      const html = renderDocument(messages, <SignedOutHome isSignUpOpen={deps.isSignUpOpen} />);
      return sendHtml(reply, { html, language: messages.language });
    }
    const notice = noticeFor(messages, queryText(request, 'done'));
    return kit.show(request, reply, (token) => (
      <SignedInHome token={token} principal={principal} notice={notice} />
    ));
  });
}
