import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Caller } from '#modules/access';
import type { Act } from '#modules/audit';
import type { Principal } from '../../login.types.ts';
import { queryText, readForm, refuseNullCharacters, type Form } from '../form-body.ts';
import { problemsOf, type FormProblems } from '../form-problems.ts';
import { acceptRefusal } from '../form-refusal.ts';
import { messagesFor } from '../language/reader.ts';
import { noticeFor, type Messages } from '../messages/messages.ts';
import { signInAddress } from '../page-addresses.ts';
import { formDocs, pageDocs } from '../page-docs.ts';
import type { PageNeeds } from '../page-headers.ts';
import type { PageKit } from '../page-kit.ts';

/** Somebody at a page about their own account. */
export interface Visit {
  request: FastifyRequest;
  reply: FastifyReply;
  principal: Principal;
  caller: Caller;
  act: Act;
  messages: Messages;
  /** Of what was done before, if the address says so. */
  notice: string | undefined;
  /** Draws a page; the function is given the token for its forms. */
  show(draw: (token: string) => JSX.Element, needs?: PageNeeds): Promise<FastifyReply>;
}

export interface Sent extends Visit {
  form: Form;
}

interface PageOptions {
  path: string;
  summary: string;
  /** Whether they must have shown lately who they are. */
  isSensitive?: boolean;
}

interface FormOptions extends PageOptions {
  /** Of the form, in the order in which the page shows them. */
  fields?: readonly string[];
  /** What is answered at once instead of leading to the next page. */
  shows?: string;
  /** Where people go on after they were asked to sign in, or to show who they are; else the form's own address. */
  page?: string;
}

export interface FormHandler {
  handle(sent: Sent): Promise<FastifyReply>;
  /** Shows the form again after a refusal that its sender can mend; without it, that has a page of its own. */
  refused?(sent: Sent, problems: FormProblems): Promise<FastifyReply>;
}

/** Account pages and their forms: for whoever is signed in, about nobody but them. */
export interface OwnPages {
  page(options: PageOptions, draw: (visit: Visit) => Promise<FastifyReply>): void;
  form(options: FormOptions, handler: FormHandler): void;
}

export function createOwnPages(app: FastifyInstance, kit: PageKit): OwnPages {
  const visitOf = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { page, isSensitive = false }: { page: string; isSensitive?: boolean | undefined },
  ): Promise<Visit | undefined> => {
    const principal = await kit.visitor(request);
    if (!principal) {
      void reply.redirect(signInAddress({ next: page }), 303);
      return undefined;
    }
    if (isSensitive && !(await kit.recentVisitor(request, reply, page))) return undefined;
    const messages = messagesFor(request);
    return {
      ...{ request, reply, principal, messages },
      caller: await request.caller(),
      act: request.act(),
      notice: noticeFor(messages, queryText(request, 'done')),
      show: (draw, needs) => kit.show(request, reply, draw, needs),
    };
  };

  return {
    page({ path, summary, isSensitive }, draw) {
      app.get(path, { schema: pageDocs(summary, 'session') }, async (request, reply) => {
        const visit = await visitOf(request, reply, { page: request.url, isSensitive });
        return visit ? draw(visit) : reply;
      });
    },
    form({ path, summary, fields = [], shows, page, isSensitive }, { handle, refused }) {
      const schema = formDocs({
        summary,
        fields,
        credential: 'session',
        ...(shows !== undefined && { shows }),
      });
      app.post(path, { schema }, async (request, reply) => {
        const form = readForm(request);
        if (await kit.visitor(request)) await kit.requireOwnForm(request, form);
        const visit = await visitOf(request, reply, { page: page ?? request.url, isSensitive });
        if (!visit) return reply;
        const sent = { ...visit, form };
        try {
          refuseNullCharacters(sent.form, fields);
          return await handle(sent);
        } catch (error) {
          if (!refused) throw error;
          return refused(sent, problemsOf(sent.messages, acceptRefusal(reply, error), fields));
        }
      });
    },
  };
}
