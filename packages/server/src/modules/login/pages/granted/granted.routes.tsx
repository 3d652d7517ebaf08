import type { FastifyInstance } from 'fastify';
import { AppError } from '#platform/errors.ts';
import { accountPaths } from '../account/account-addresses.ts';
import { pathText, queryText, readForm } from '../form-body.ts';
import { messagesFor } from '../language/reader.ts';
import { noticeFor } from '../messages/messages.ts';
import { formDocs, pageDocs } from '../page-docs.ts';
import type { PageKit } from '../page-kit.ts';
import type { PagesDeps } from '../pages.types.ts';
import { signedInSender, signedInVisitor } from '../signed-in-visitor.ts';
import { GrantedPage, grantedPath } from './granted.page.tsx';

/** RFC 6749 appendix A.1: visible ASCII. */
const clientIdPattern = /^[\x20-\x7e]{1,2000}$/;

/** `/o/authorized_tokens/` (contracts/django-oauth-toolkit.md): what a user let applications do. */
export function addGranted(app: FastifyInstance, deps: PagesDeps, kit: PageKit): void {
  // One page at two addresses: that of the contract, and that among the account pages.
  for (const path of [grantedPath, accountPaths.applications]) {
    app.get(
      path,
      { schema: pageDocs('The applications that may use your account', 'session') },
      async (request, reply) => {
        const visitor = await signedInVisitor(kit, request, reply);
        if (!visitor) return reply;
        const granted = await deps.oauth.listGranted(deps.db, visitor.userId);
        const notice = noticeFor(messagesFor(request), queryText(request, 'done'));
        return kit.show(request, reply, (token) => (
          <GrantedPage granted={granted} token={token} notice={notice} />
        ));
      },
    );
  }

  app.post(
    `${grantedPath}:clientId/delete/`,
    {
      schema: formDocs({
        summary: 'Take back with a form what an application may do',
        fields: [],
        credential: 'session',
      }),
    },
    async (request, reply) => {
      const form = readForm(request);
      const visitor = await signedInSender(kit, { request, reply, form }, grantedPath);
      if (!visitor) return reply;
      const clientId = pathText(request, 'clientId');
      if (!clientIdPattern.test(clientId)) throw new AppError('applications.not_found');
      // Taken back meanwhile, in another tab: that is what was wanted.
      await deps.oauth.revokeGranted(request.act(), visitor.userId, clientId);
      return reply.redirect(`${grantedPath}?done=access-taken-back`, 303);
    },
  );
}
