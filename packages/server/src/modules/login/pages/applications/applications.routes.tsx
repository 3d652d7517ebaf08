import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '#platform/errors.ts';
import { queryText, readForm } from '../form-body.ts';
import { noProblems, problemsOf, type FormProblems } from '../form-problems.ts';
import { acceptRefusal } from '../form-refusal.ts';
import { messagesFor } from '../language/reader.ts';
import { noticeFor } from '../messages/messages.ts';
import { formDocs, pageDocs } from '../page-docs.ts';
import type { PageKit } from '../page-kit.ts';
import type { PagesDeps } from '../pages.types.ts';
import { signedInSender, signedInVisitor } from '../signed-in-visitor.ts';
import { applicationPath, applicationsPath } from './application-addresses.ts';
import { ShownSecretPage } from './application-detail.page.tsx';
import { RegisterApplicationPage } from './application-form.page.tsx';
import {
  applicationFields,
  enteredIn,
  nothingEntered,
  readNewApplication,
  type EnteredApplication,
} from './application-form.rules.ts';
import { ApplicationListPage } from './application-list.page.tsx';
import { addApplicationChanges } from './changes.routes.tsx';
import { addApplicationDetail } from './detail.routes.tsx';

const pageSize = 20;
const registerPath = `${applicationsPath}register/`;

function addList(app: FastifyInstance, deps: PagesDeps, kit: PageKit): void {
  app.get(applicationsPath, { schema: pageDocs('Your applications', 'session') }, async (request, reply) => {
    const visitor = await signedInVisitor(kit, request, reply);
    if (!visitor) return reply;
    const after = queryText(request, 'after');
    const { items, next } = await deps.applications.list(visitor.caller, {
      limit: pageSize,
      order: 'name',
      ownerId: visitor.userId,
      ...(after !== '' && { after }),
    });
    const notice = noticeFor(messagesFor(request), queryText(request, 'done'));
    const mayRegister = deps.applications.mayRegister(visitor.caller);
    return kit.show(request, reply, () => (
      <ApplicationListPage applications={items} next={next} notice={notice} mayRegister={mayRegister} />
    ));
  });
}

function addRegistration(app: FastifyInstance, deps: PagesDeps, kit: PageKit): void {
  const show = (
    request: FastifyRequest,
    reply: FastifyReply,
    drawing: { entered: EnteredApplication; problems: FormProblems },
  ): Promise<FastifyReply> =>
    kit.show(request, reply, (token) => <RegisterApplicationPage token={token} {...drawing} />);

  app.get(
    registerPath,
    { schema: pageDocs('Page to register an application', 'session') },
    async (request, reply) => {
      const visitor = await signedInVisitor(kit, request, reply);
      if (!visitor) return reply;
      if (!deps.applications.mayRegister(visitor.caller)) throw new AppError('access.denied');
      return show(request, reply, { entered: nothingEntered, problems: noProblems });
    },
  );

  app.post(
    registerPath,
    {
      schema: formDocs({
        summary: 'Register an application with a form',
        fields: applicationFields,
        credential: 'session',
        shows: 'A page with the client secret, which is shown this one time.',
      }),
    },
    async (request, reply) => {
      const form = readForm(request);
      const entered = enteredIn(form);
      const messages = messagesFor(request);
      try {
        const visitor = await signedInSender(kit, { request, reply, form }, registerPath);
        if (!visitor) return reply;
        const { application, secret } = await deps.applications.create(visitor.caller, {
          ...readNewApplication(entered, messages),
          // Otherwise that of somebody who manages all applications would belong to nobody.
          ownerId: visitor.userId,
        });
        if (secret === null) return await reply.redirect(applicationPath(application), 303);
        return await kit.show(request, reply, () => (
          <ShownSecretPage application={application} secret={secret} publicUrl={deps.publicUrl} />
        ));
      } catch (error) {
        const problems = problemsOf(messages, acceptRefusal(reply, error), applicationFields);
        return show(request, reply, { entered, problems });
      }
    },
  );
}

/** `/o/applications/` (contracts/django-oauth-toolkit.md): developers register and change their own. */
export function addApplications(app: FastifyInstance, deps: PagesDeps, kit: PageKit): void {
  addList(app, deps, kit);
  addRegistration(app, deps, kit);
  addApplicationDetail(app, deps, kit);
  addApplicationChanges(app, deps, kit);
}
