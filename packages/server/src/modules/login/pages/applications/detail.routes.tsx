import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Application } from '#modules/applications';
import { AppError, isAppError } from '#platform/errors.ts';
import { isUuid } from '#platform/ids.ts';
import { pathText, queryText, readForm } from '../form-body.ts';
import { noProblems, problemsOf, type FormProblems } from '../form-problems.ts';
import { acceptRefusal } from '../form-refusal.ts';
import { messagesFor } from '../language/reader.ts';
import { noticeFor } from '../messages/messages.ts';
import { formDocs, pageDocs } from '../page-docs.ts';
import type { PageKit } from '../page-kit.ts';
import type { PagesDeps } from '../pages.types.ts';
import { signedInSender, signedInVisitor, type SignedInVisitor } from '../signed-in-visitor.ts';
import { applicationPath } from './application-addresses.ts';
import { ApplicationDetailPage, ShownSecretPage } from './application-detail.page.tsx';
import { ownApplication } from './own-application.ts';

const detailPath = '/o/applications/:id/';

/** The page of the application that a request is about. */
function pageOf(request: FastifyRequest): string {
  return applicationPath({ id: encodeURIComponent(pathText(request, 'id')) });
}

/** `/o/applications/:id/`: what an application is, how it is used, and its secrets. */
export function addApplicationDetail(app: FastifyInstance, deps: PagesDeps, kit: PageKit): void {
  const show = async (
    { request, reply, visitor }: { request: FastifyRequest; reply: FastifyReply; visitor: SignedInVisitor },
    application: Application,
    problems: FormProblems,
  ): Promise<FastifyReply> => {
    const secrets = await deps.applications.listSecrets(visitor.caller, application.id);
    const notice = noticeFor(messagesFor(request), queryText(request, 'done'));
    const drawing = { application, secrets, notice, problems, publicUrl: deps.publicUrl };
    return kit.show(request, reply, (token) => <ApplicationDetailPage token={token} {...drawing} />);
  };

  app.get(detailPath, { schema: pageDocs('One of your applications', 'session') }, async (request, reply) => {
    const visitor = await signedInVisitor(kit, request, reply);
    if (!visitor) return reply;
    const application = await ownApplication(deps.applications, request, visitor);
    return show({ request, reply, visitor }, application, noProblems);
  });

  app.post(
    `${detailPath}secrets/`,
    {
      schema: formDocs({
        summary: 'Make another client secret with a form',
        fields: [],
        credential: 'session',
        shows: 'A page with the secret, which is shown this one time.',
      }),
    },
    async (request, reply) => {
      const form = readForm(request);
      const visitor = await signedInSender(kit, { request, reply, form }, pageOf(request));
      if (!visitor) return reply;
      const application = await ownApplication(deps.applications, request, visitor);
      try {
        const { secret } = await deps.applications.addSecret(visitor.caller, application.id);
        return await kit.show(request, reply, () => (
          <ShownSecretPage application={application} secret={secret} publicUrl={deps.publicUrl} />
        ));
      } catch (error) {
        const problems = problemsOf(messagesFor(request), acceptRefusal(reply, error), []);
        return show({ request, reply, visitor }, application, problems);
      }
    },
  );

  app.post(
    `${detailPath}secrets/:secretId/delete/`,
    {
      schema: formDocs({ summary: 'Remove a client secret with a form', fields: [], credential: 'session' }),
    },
    async (request, reply) => {
      const form = readForm(request);
      const visitor = await signedInSender(kit, { request, reply, form }, pageOf(request));
      if (!visitor) return reply;
      const application = await ownApplication(deps.applications, request, visitor);
      const secretId = pathText(request, 'secretId');
      if (!isUuid(secretId)) throw new AppError('applications.secret_not_found');
      try {
        await deps.applications.deleteSecret(visitor.caller, application.id, secretId);
      } catch (error) {
        // Removed meanwhile, in another tab: that is what was wanted.
        if (!isAppError(error, 'applications.secret_not_found')) throw error;
      }
      return reply.redirect(applicationPath(application, '?done=secret-removed'), 303);
    },
  );
}
