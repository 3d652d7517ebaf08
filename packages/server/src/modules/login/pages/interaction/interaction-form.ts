import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Interaction } from '#modules/oauth';
import { isAppError } from '#platform/errors.ts';
import type { Principal } from '../../login.types.ts';
import { pathText, readForm, type Form } from '../form-body.ts';
import { problemsOf } from '../form-problems.ts';
import { acceptRefusal } from '../form-refusal.ts';
import { messagesFor } from '../language/reader.ts';
import { formDocs } from '../page-docs.ts';
import { keepOpener } from '../page-headers.ts';
import type { PageKit } from '../page-kit.ts';
import type { PagesDeps } from '../pages.types.ts';
import { codeField } from '../factor/proof-fields.ts';
import { signInFields } from '../sign-in.page.tsx';
import { showGone } from './gone.tsx';
import { showInteraction } from './show-interaction.tsx';

/** Of all forms, in the order in which the pages show them. */
const fields = [...signInFields, codeField];
const uidPattern = /^[\w-]{1,100}$/;

/** The interaction at the address of a request, if this is the browser that it began in. */
export async function openInteraction(
  { oauth }: PagesDeps,
  request: FastifyRequest,
): Promise<Interaction | undefined> {
  const uid = pathText(request, 'uid');
  if (!uidPattern.test(uid) || request.cookies[oauth.interactionCookieName] !== uid) return undefined;
  return oauth.findInteraction(uid);
}

export async function keepOpenerOfRequest(_request: FastifyRequest, reply: FastifyReply): Promise<void> {
  keepOpener(reply);
}

export interface Sent {
  request: FastifyRequest;
  reply: FastifyReply;
  form: Form;
  interaction: Interaction;
  visitor: Principal | null;
}

export interface InteractionForm {
  /** The last part of its path. */
  part: string;
  summary: string;
  fields: readonly string[];
  /** Returns where the browser goes. A refusal that can be mended shows the page again. */
  answer(sent: Sent): Promise<string>;
}

/** A form of the pages at `/o/interaction/:uid`. */
export function addInteractionForm(
  app: FastifyInstance,
  { deps, kit }: { deps: PagesDeps; kit: PageKit },
  { part, answer, ...docs }: InteractionForm,
): void {
  app.post(
    `/o/interaction/:uid/${part}`,
    { schema: formDocs({ ...docs, credential: 'optional' }), onRequest: keepOpenerOfRequest },
    async (request, reply) => {
      const form = readForm(request);
      const interaction = await openInteraction(deps, request);
      if (!interaction) return showGone(request, reply);
      let address: string;
      try {
        const visitor = await kit.requireOwnForm(request, form);
        address = await answer({ request, reply, form, interaction, visitor });
      } catch (error) {
        if (isAppError(error, 'oauth.interaction_gone')) {
          return showGone(request, reply, interaction.uiLocales);
        }
        const messages = messagesFor(request, interaction.uiLocales);
        const problems = problemsOf(messages, acceptRefusal(reply, error), fields);
        const wantsOther = form.text('account') === 'other';
        const drawing = { interaction, wantsOther, login: form.text('login'), problems };
        return showInteraction({ deps, kit }, { request, reply }, drawing);
      }
      return reply.header('cache-control', 'no-store').redirect(address, 303);
    },
  );
}
