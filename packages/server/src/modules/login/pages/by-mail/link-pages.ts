import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { JSX } from 'hono/jsx/jsx-runtime';
import { AppError, isAppError } from '#platform/errors.ts';
import type { Principal } from '../../login.types.ts';
import { queryText, readForm, refuseNullCharacters, type Form } from '../form-body.ts';
import { noProblems, problemsOf, type FormProblems } from '../form-problems.ts';
import { acceptRefusal } from '../form-refusal.ts';
import { messagesFor } from '../language/reader.ts';
import { formDocs, pageDocs } from '../page-docs.ts';
import { hideAddress } from '../page-headers.ts';
import type { PageKit } from '../page-kit.ts';

export interface LinkState<Look> {
  look: Look;
  /** For the form. */
  token: string;
  linkToken: string;
  form: Form;
  problems: FormProblems;
  principal: Principal | null;
}

/** A form that came with a link. */
export interface SentForm {
  request: FastifyRequest;
  reply: FastifyReply;
  form: Form;
  linkToken: string;
  principal: Principal | null;
}

/** A page that a mail leads to. Looking at it, however often, changes nothing; its form uses the link up. */
export interface LinkPage<Look> {
  path: string;
  /** For the reference: of the page and of its form. */
  summaries: readonly [string, string];
  /** Names of what people enter. */
  fields: readonly string[];
  /** Where it is not offered there is nothing. */
  isOffered?: boolean;
  find(linkToken: string): Promise<Look | undefined>;
  /** Returns where to go. Errors: `login.link_invalid`, and what the form can mend. */
  use(sent: SentForm): Promise<string>;
  draw(state: LinkState<Look>): JSX.Element;
  drawGone(request: FastifyRequest): JSX.Element;
}

export function addLinkPage<Look>(app: FastifyInstance, kit: PageKit, page: LinkPage<Look>): void {
  const { path, fields, isOffered = true } = page;

  function showGone(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    reply.code(new AppError('login.link_invalid').status);
    return kit.show(request, reply, () => page.drawGone(request));
  }

  async function show(sent: Omit<SentForm, 'principal'>, problems: FormProblems): Promise<FastifyReply> {
    const { request, reply, form, linkToken } = sent;
    const look = await page.find(linkToken);
    if (!look) return showGone(request, reply);
    const principal = await kit.visitor(request);
    return kit.show(request, reply, (token) =>
      page.draw({ look, token, linkToken, form, problems, principal }),
    );
  }

  app.get(path, { schema: pageDocs(page.summaries[0], 'optional') }, (request, reply) => {
    if (!isOffered) throw new AppError('request.not_found');
    hideAddress(reply);
    const linkToken = queryText(request, 'token');
    return show({ request, reply, form: readForm(request), linkToken }, noProblems);
  });

  app.post(
    path,
    {
      schema: formDocs({ summary: page.summaries[1], fields: ['token', ...fields], credential: 'optional' }),
    },
    async (request, reply) => {
      if (!isOffered) throw new AppError('request.not_found');
      const form = readForm(request);
      const linkToken = form.text('token');
      const sent = { request, reply, form, linkToken };
      try {
        const principal = await kit.requireOwnForm(request, form);
        refuseNullCharacters(form, fields);
        return await reply.redirect(await page.use({ ...sent, principal }), 303);
      } catch (error) {
        if (isAppError(error, 'login.link_invalid')) return showGone(request, reply);
        return show(sent, problemsOf(messagesFor(request), acceptRefusal(reply, error), fields));
      }
    },
  );
}
