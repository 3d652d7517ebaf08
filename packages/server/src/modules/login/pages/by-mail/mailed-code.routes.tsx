import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '#platform/errors.ts';
import { queryText, readForm, refuseNullCharacters, type Form } from '../form-body.ts';
import { noProblems, problemsOf, type FormProblems } from '../form-problems.ts';
import { sayBeside } from '../account/field-error.ts';
import { acceptRefusal } from '../form-refusal.ts';
import { messagesFor } from '../language/reader.ts';
import { wordsFor } from '../messages/messages.ts';
import { keepOpenerOnTheWayTo } from '../page-addresses.ts';
import { formDocs, pageDocs } from '../page-docs.ts';
import { addAskingPage, type PageGround } from './ask-pages.tsx';
import { enterCodeAddress, enterCodePath, mailedCodeAddress, mailedCodePath } from './by-mail-addresses.ts';
import { EnterCodePage } from './mailed-code.page.tsx';

/** As long as the code that was mailed. */
const codeSeconds = 600;
const fields = ['code'];

/** The browser's half of a code: without it, six digits are good for nothing. */
function codeCookie({ cookies }: PageGround['deps']) {
  const name = cookies.isSecure ? '__Host-ostiary_code' : 'ostiary_code';
  const options = { path: '/', httpOnly: true, sameSite: 'lax', secure: cookies.isSecure } as const;
  return {
    read: (request: FastifyRequest): string | undefined => request.cookies[name],
    keep: (reply: FastifyReply, secret: string) =>
      reply.setCookie(name, secret, { ...options, maxAge: codeSeconds }),
    clear: (reply: FastifyReply) => reply.clearCookie(name, options),
  };
}

/** As people write it: six digits, perhaps with a space between. AppError `request.invalid`. */
function readCode(form: Form, missing: string): string {
  refuseNullCharacters(form, fields);
  const code = form.text('code').replace(/\s/g, '');
  if (code === '') throw new AppError('request.invalid', { fields: [{ path: 'code', message: missing }] });
  return code;
}

/** `/sign-in/code`: a first factor by mail that is entered in the browser that asked for it. */
export function addMailedCode(app: FastifyInstance, ground: PageGround): void {
  const { deps, kit } = ground;
  const { mailedSignIn } = deps.ownAccounts;
  const isOffered = deps.mailPolicy.byCode;
  const cookie = codeCookie(deps);

  addAskingPage(app, ground, {
    path: mailedCodePath,
    summaries: ['Page to ask for a code that signs in', 'Ask for a code that signs in with a form'],
    textsIn: ({ byMail }) => byMail.code,
    isOffered,
    isSignIn: true,
    async ask({ request, reply, email, next }) {
      const { request: secret } = await mailedSignIn.requestCode(request.act(), email);
      cookie.keep(reply, secret);
      return enterCodeAddress(next);
    },
  });

  const show = (
    request: FastifyRequest,
    reply: FastifyReply,
    drawing: { next: string; problems: FormProblems },
  ): Promise<FastifyReply> =>
    kit.show(request, reply, (token) => <EnterCodePage token={token} {...drawing} />);

  app.get(enterCodePath, { schema: pageDocs('Page to enter a mailed code') }, (request, reply) => {
    if (!isOffered) throw new AppError('request.not_found');
    const next = queryText(request, 'next');
    keepOpenerOnTheWayTo(next, reply);
    if (cookie.read(request) === undefined) return reply.redirect(mailedCodeAddress(next), 303);
    return show(request, reply, { next, problems: noProblems });
  });

  async function signIn(request: FastifyRequest, reply: FastifyReply, form: Form): Promise<string> {
    const messages = messagesFor(request);
    const code = readCode(form, messages.byMail.code.codeMissing);
    const act = request.act();
    const redeemed = { request: cookie.read(request) ?? '', code };
    const words = { 'login.code_invalid': wordsFor(messages, new AppError('login.code_invalid')) };
    const shown = await sayBeside('code', words, () => mailedSignIn.redeemCode(act, redeemed));
    cookie.clear(reply);
    const next = form.text('next');
    const outcome = await deps.signIn.withFirstFactor(act, shown, await kit.browserOf(request, next));
    return kit.settleSignIn(request, reply, outcome, next);
  }

  app.post(
    enterCodePath,
    { schema: formDocs({ summary: 'Sign in by a mailed code with a form', fields: [...fields, 'next'] }) },
    async (request, reply) => {
      if (!isOffered) throw new AppError('request.not_found');
      const form = readForm(request);
      const next = form.text('next');
      keepOpenerOnTheWayTo(next, reply);
      try {
        await kit.requireOwnForm(request, form);
        return await reply.redirect(await signIn(request, reply, form), 303);
      } catch (error) {
        const problems = problemsOf(messagesFor(request), acceptRefusal(reply, error), fields);
        return show(request, reply, { next, problems });
      }
    },
  );
}
