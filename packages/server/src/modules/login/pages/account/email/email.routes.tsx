import type { FastifyReply } from 'fastify';
import { AppError } from '#platform/errors.ts';
import { noProblems, type FormProblems } from '../../form-problems.ts';
import type { PagesDeps } from '../../pages.types.ts';
import { accountPaths, done } from '../account-addresses.ts';
import { requireNone } from '../field-error.ts';
import type { OwnPages, Visit } from '../own-pages.ts';
import { changePath, ChangeEmailPage, EmailPage, verifyPath } from './email.page.tsx';

const path = accountPaths.email;

function addChange(pages: OwnPages, { hasMail, ownAccounts }: PagesDeps): void {
  const draw = (
    { show }: Visit,
    drawing: { entered: string; problems: FormProblems },
  ): Promise<FastifyReply> => show((token) => <ChangeEmailPage token={token} {...drawing} />);

  pages.page(
    { path: changePath, summary: 'Page to change your email address', isSensitive: true },
    (visit) => {
      if (!hasMail) throw new AppError('mail.off');
      return draw(visit, { entered: '', problems: noProblems });
    },
  );

  pages.form(
    {
      path: changePath,
      summary: 'Ask with a form for another email address',
      fields: ['email'],
      isSensitive: true,
    },
    {
      async handle({ act, principal, form, messages, reply }) {
        const texts = messages.accountPages.email;
        const wanted = form.text('email').trim();
        requireNone({
          email: (wanted === '' && texts.missing) || (wanted === principal.user.email && texts.same),
        });
        await ownAccounts.email.requestChange(act, principal.user, wanted);
        return reply.redirect(done(path, 'email-change-sent'), 303);
      },
      refused: (sent, problems) => draw(sent, { entered: sent.form.text('email'), problems }),
    },
  );
}

/** `/account/email`: whether the address is confirmed, and another one instead. */
export function addEmail(pages: OwnPages, deps: PagesDeps): void {
  const draw = ({ principal, notice, show }: Visit, problems: FormProblems): Promise<FastifyReply> =>
    show((token) => (
      <EmailPage
        {...{ token, notice, problems, user: principal.user, hasMail: deps.hasMail }}
        verifies={deps.mailPolicy.verification !== 'off'}
      />
    ));

  pages.page({ path, summary: 'Your email address' }, (visit) => draw(visit, noProblems));

  pages.form(
    { path: verifyPath, summary: 'Have the link that confirms your address sent again', page: path },
    {
      async handle({ act, principal, reply }) {
        await deps.ownAccounts.email.sendVerification(act, principal.user);
        return reply.redirect(done(path, 'email-sent'), 303);
      },
      refused: draw,
    },
  );
  addChange(pages, deps);
}
