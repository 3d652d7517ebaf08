import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Expectation } from '#modules/access';
import type { Application } from '#modules/applications';
import { pathText, readForm, type Form } from '../form-body.ts';
import { noProblems, problemsOf, type FormProblems } from '../form-problems.ts';
import { acceptRefusal } from '../form-refusal.ts';
import { messagesFor } from '../language/reader.ts';
import { formDocs, pageDocs } from '../page-docs.ts';
import type { PageKit } from '../page-kit.ts';
import type { PagesDeps } from '../pages.types.ts';
import { signedInSender, signedInVisitor } from '../signed-in-visitor.ts';
import { applicationPath, applicationsPath } from './application-addresses.ts';
import { DeleteApplicationPage } from './application-detail.page.tsx';
import { UpdateApplicationPage } from './application-form.page.tsx';
import {
  applicationFields,
  enteredIn,
  enteredOf,
  readChanges,
  type EnteredApplication,
} from './application-form.rules.ts';
import { ownApplication } from './own-application.ts';

const updatePath = '/o/applications/:id/update/';
const deletePath = '/o/applications/:id/delete/';

/** A form without a version is of a script that changes whatever there is. */
function expectationOf(form: Form): Expectation {
  const version = Number(form.text('version'));
  return Number.isSafeInteger(version) && version > 0 ? { expectedVersion: version } : {};
}

function pageOf(request: FastifyRequest, part: string): string {
  return applicationPath({ id: encodeURIComponent(pathText(request, 'id')) }, part);
}

interface Drawing {
  application: Application;
  entered: EnteredApplication;
  version: string;
  problems: FormProblems;
}

function addUpdate(app: FastifyInstance, deps: PagesDeps, kit: PageKit): void {
  const show = (request: FastifyRequest, reply: FastifyReply, drawing: Drawing): Promise<FastifyReply> =>
    kit.show(request, reply, (token) => <UpdateApplicationPage token={token} {...drawing} />);

  app.get(
    updatePath,
    { schema: pageDocs('Page to change one of your applications', 'session') },
    async (request, reply) => {
      const visitor = await signedInVisitor(kit, request, reply);
      if (!visitor) return reply;
      const application = await ownApplication(deps.applications, request, visitor);
      const entered = enteredOf(application);
      const version = String(application.version);
      return show(request, reply, { application, entered, version, problems: noProblems });
    },
  );

  app.post(
    updatePath,
    {
      schema: formDocs({
        summary: 'Change one of your applications with a form',
        fields: [...applicationFields, 'version'],
        credential: 'session',
      }),
    },
    async (request, reply) => {
      const form = readForm(request);
      const visitor = await signedInSender(kit, { request, reply, form }, pageOf(request, 'update/'));
      if (!visitor) return reply;
      const application = await ownApplication(deps.applications, request, visitor);
      const messages = messagesFor(request);
      const entered = enteredIn(form);
      try {
        const changes = readChanges(entered, application, messages);
        await deps.applications.update(visitor.caller, application.id, {
          ...changes,
          ...expectationOf(form),
        });
      } catch (error) {
        const problems = problemsOf(messages, acceptRefusal(reply, error), applicationFields);
        return show(request, reply, { application, entered, version: form.text('version'), problems });
      }
      return reply.redirect(applicationPath(application, '?done=application-saved'), 303);
    },
  );
}

function addDelete(app: FastifyInstance, deps: PagesDeps, kit: PageKit): void {
  app.get(
    deletePath,
    { schema: pageDocs('Page to delete one of your applications', 'session') },
    async (request, reply) => {
      const visitor = await signedInVisitor(kit, request, reply);
      if (!visitor) return reply;
      const application = await ownApplication(deps.applications, request, visitor);
      return kit.show(request, reply, (token) => (
        <DeleteApplicationPage application={application} token={token} />
      ));
    },
  );

  app.post(
    deletePath,
    {
      schema: formDocs({
        summary: 'Delete one of your applications with a form',
        fields: [],
        credential: 'session',
      }),
    },
    async (request, reply) => {
      const form = readForm(request);
      const visitor = await signedInSender(kit, { request, reply, form }, pageOf(request, 'delete/'));
      if (!visitor) return reply;
      const application = await ownApplication(deps.applications, request, visitor);
      await deps.applications.delete(visitor.caller, application.id);
      return reply.redirect(`${applicationsPath}?done=application-deleted`, 303);
    },
  );
}

export function addApplicationChanges(app: FastifyInstance, deps: PagesDeps, kit: PageKit): void {
  addUpdate(app, deps, kit);
  addDelete(app, deps, kit);
}
