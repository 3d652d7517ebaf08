import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Principal } from '../../login.types.ts';
import { codeField, judgedCode, proofForms, readCode, type ShownProof } from '../factor/proof-fields.ts';
import { wantedProof } from '../factor/proof-forms.tsx';
import { queryText, readForm, refuseNullCharacters, type Form } from '../form-body.ts';
import { noProblems, problemsOf, type FormProblems } from '../form-problems.ts';
import { acceptRefusal } from '../form-refusal.ts';
import { messagesFor } from '../language/reader.ts';
import type { Messages } from '../messages/messages.ts';
import { nextPath } from '../next-path.rules.ts';
import { confirmAddress, signInAddress } from '../page-addresses.ts';
import { formDocs, pageDocs } from '../page-docs.ts';
import { sessionOf, type PageKit } from '../page-kit.ts';
import type { PagesDeps } from '../pages.types.ts';
import { ConfirmPage, confirmPath } from './confirm.page.tsx';

const passwordField = 'password';
const fields = [passwordField, codeField];

/** Of the first form, which asks for a password or for a code. */
function passwordOrCode(form: Form, messages: Messages): ShownProof | { password: string } {
  if (!form.has(passwordField)) return readCode(form, messages);
  refuseNullCharacters(form, [passwordField]);
  return { password: form.text(passwordField) };
}

/** `/confirm`: somebody who is signed in shows once more who they are, then on to `next`. */
export function addConfirm(app: FastifyInstance, deps: PagesDeps, kit: PageKit): void {
  const { mfa, signIn } = deps;

  async function show(
    { request, reply, principal }: { request: FastifyRequest; reply: FastifyReply; principal: Principal },
    { next, problems }: { next: string; problems: FormProblems },
  ): Promise<FastifyReply> {
    const { user } = principal;
    const { has } = await mfa.standing(user);
    const proof = has.length === 0 ? null : await wantedProof(mfa, user, has);
    const login = user.email ?? user.username ?? '';
    const drawing = { login, next, proof, problems, hasMail: deps.hasMail };
    return kit.show(request, reply, (token) => <ConfirmPage token={token} {...drawing} />, {
      scripts: proof?.passkey != null,
    });
  }

  app.get(
    confirmPath,
    { schema: pageDocs('Page to show once more who you are', 'session') },
    async (request, reply) => {
      const next = queryText(request, 'next');
      const principal = await kit.visitor(request);
      if (!principal) return reply.redirect(signInAddress({ next: confirmAddress(next) }), 303);
      return show({ request, reply, principal }, { next, problems: noProblems });
    },
  );

  const readers = proofForms.map((form) =>
    form.end === '' ? { ...form, what: 'a password or a code', fields, read: passwordOrCode } : form,
  );
  for (const { end, what, fields: named, read } of readers) {
    const docs = { summary: `Show once more who you are by ${what}`, fields: [...named, 'next'] };
    app.post(
      confirmPath + end,
      { schema: formDocs({ ...docs, credential: 'session' }) },
      async (request, reply) => {
        const form = readForm(request);
        const next = form.text('next');
        const principal = await kit.requireOwnForm(request, form);
        const session = sessionOf(principal);
        if (!principal || !session) return reply.redirect(signInAddress({ next: confirmAddress(next) }), 303);
        const messages = messagesFor(request);
        try {
          const shown = read(form, messages);
          const { secret } = await judgedCode(messages, () => signIn.stepUp(request.act(), session, shown));
          if (secret !== null) kit.cookies.renew(reply, secret);
        } catch (error) {
          const problems = problemsOf(messages, acceptRefusal(reply, error), fields);
          return show({ request, reply, principal }, { next, problems });
        }
        return reply.redirect(nextPath(next), 303);
      },
    );
  }
}
