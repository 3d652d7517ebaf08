import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '#platform/errors.ts';
import { captchaField } from '../captcha/captcha-field.tsx';
import { queryText, readForm, type Form } from '../form-body.ts';
import { noProblems, problemsOf, type FormProblems } from '../form-problems.ts';
import { acceptRefusal } from '../form-refusal.ts';
import { messagesFor } from '../language/reader.ts';
import type { Messages } from '../messages/messages.ts';
import { nextPath } from '../next-path.rules.ts';
import { keepOpenerOnTheWayTo } from '../page-addresses.ts';
import { formDocs, pageDocs } from '../page-docs.ts';
import type { PageKit } from '../page-kit.ts';
import type { PagesDeps } from '../pages.types.ts';
import { AskPage } from './mail-page-parts.tsx';
import { readAddress } from './typed-address.ts';

/** A page on which somebody names an address to get a mail; what follows is the same for every address. */
export interface AskingPage {
  path: string;
  /** For the reference: of the page and of its form. */
  summaries: readonly [string, string];
  textsIn(messages: Messages): { title: string; about: string; button: string };
  /** Where it is not offered there is nothing. */
  isOffered?: boolean;
  /** Whether it is a way to sign in, which leads to `next` and is nothing for who is signed in. */
  isSignIn?: boolean;
  /** Returns where to go. Errors: `mail.off`, `request.throttled`. */
  ask(asked: { request: FastifyRequest; reply: FastifyReply; email: string; next: string }): Promise<string>;
}

export interface PageGround {
  deps: PagesDeps;
  kit: PageKit;
}

interface Drawing {
  form: Form;
  next: string;
  problems: FormProblems;
}

const fields = ['email'];

export function addAskingPage(app: FastifyInstance, { deps, kit }: PageGround, page: AskingPage): void {
  const { path, summaries, isOffered = true, isSignIn = false } = page;
  const carried = isSignIn ? ['next'] : [];

  async function show(request: FastifyRequest, reply: FastifyReply, drawing: Drawing): Promise<FastifyReply> {
    const captcha = await deps.captcha.challenge();
    const texts = page.textsIn(messagesFor(request));
    const { form, next, problems } = drawing;
    const draw = (token: string) => (
      <AskPage
        {...{ action: path, token, texts, captcha, problems }}
        email={form.text('email')}
        carried={{ next }}
      />
    );
    return kit.show(request, reply, draw, { scripts: captcha !== null });
  }

  function requireOffered(): void {
    if (!isOffered) throw new AppError('request.not_found');
    if (!deps.hasMail) throw new AppError('mail.off');
  }

  app.get(
    path,
    { schema: pageDocs(summaries[0], isSignIn ? 'optional' : 'none') },
    async (request, reply) => {
      requireOffered();
      const next = isSignIn ? queryText(request, 'next') : '';
      keepOpenerOnTheWayTo(next, reply);
      if (isSignIn && (await kit.visitor(request))) return reply.redirect(nextPath(next), 303);
      return show(request, reply, { form: readForm(request), next, problems: noProblems });
    },
  );

  app.post(
    path,
    { schema: formDocs({ summary: summaries[1], fields: [...fields, ...carried, captchaField] }) },
    async (request, reply) => {
      requireOffered();
      const form = readForm(request);
      const next = isSignIn ? form.text('next') : '';
      keepOpenerOnTheWayTo(next, reply);
      try {
        await kit.requireOwnForm(request, form);
        const email = readAddress(form, messagesFor(request));
        await deps.captcha.verify(request.act(), form.text(captchaField));
        return await reply.redirect(await page.ask({ request, reply, email, next }), 303);
      } catch (error) {
        const problems = problemsOf(messagesFor(request), acceptRefusal(reply, error), fields);
        return show(request, reply, { form, next, problems });
      }
    },
  );
}
