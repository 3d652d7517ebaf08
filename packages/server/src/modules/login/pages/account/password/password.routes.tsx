import type { FastifyReply } from 'fastify';
import { noProblems, type FormProblems } from '../../form-problems.ts';
import type { PagesDeps } from '../../pages.types.ts';
import { accountPaths, done } from '../account-addresses.ts';
import { requireNone, sayBeside } from '../field-error.ts';
import type { OwnPages, Sent, Visit } from '../own-pages.ts';
import { PasswordPage, passwordFields } from './password.page.tsx';

const path = accountPaths.password;

function loginOf({ principal }: Visit): string {
  const { email, username } = principal.user;
  return email ?? username ?? '';
}

/** What is missing or not the same twice. AppError `request.invalid`. */
function requireEntered({ form, messages }: Sent): void {
  const texts = messages.accountPages.password;
  const next = form.text('new_password');
  requireNone({
    password: form.text('password') === '' && texts.presentMissing,
    new_password: next === '' && texts.nextMissing,
    new_password_again: next !== '' && form.text('new_password_again') !== next && texts.mismatch,
  });
}

/** `/account/password`: a new one for the present one. */
export function addPassword(pages: OwnPages, deps: PagesDeps): void {
  const draw = (visit: Visit, problems: FormProblems): Promise<FastifyReply> =>
    visit.show((token) => (
      <PasswordPage
        {...{ token, problems, notice: visit.notice, login: loginOf(visit), hasMail: deps.hasMail }}
        minLength={deps.minPasswordLength}
      />
    ));

  pages.page({ path, summary: 'Page to change your password' }, (visit) => draw(visit, noProblems));

  pages.form(
    { path, summary: 'Change your password with a form', fields: passwordFields },
    {
      async handle(sent) {
        const { form, principal, messages } = sent;
        requireEntered(sent);
        const { wrong } = messages.accountPages.password;
        await sayBeside('password', { 'passwords.invalid_credentials': wrong }, () =>
          deps.passwords.change(sent.act, {
            login: loginOf(sent),
            password: form.text('password'),
            newPassword: form.text('new_password'),
            ...(principal.sessionId !== null && { keepSessionId: principal.sessionId }),
          }),
        );
        return sent.reply.redirect(done(path, 'password-changed'), 303);
      },
      refused: draw,
    },
  );
}
