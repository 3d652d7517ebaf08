import type { FastifyReply } from 'fastify';
import { isAppError } from '#platform/errors.ts';
import { noProblems, type FormProblems } from '../../form-problems.ts';
import { signInAddress } from '../../page-addresses.ts';
import type { PageKit } from '../../page-kit.ts';
import type { PagesDeps } from '../../pages.types.ts';
import { accountPaths, done } from '../account-addresses.ts';
import { requireNone } from '../field-error.ts';
import type { OwnPages, Visit } from '../own-pages.ts';
import { deletePath, keepPath } from './data-addresses.ts';
import { DeleteAccountPage } from './delete-account.page.tsx';

function loginOf({ principal }: Visit): string {
  const { email, username } = principal.user;
  return email ?? username ?? '';
}

function isSameLogin(typed: string, login: string): boolean {
  return typed.trim().toLowerCase() === login.toLowerCase();
}

/** `/account/delete`: asks back, then deletes the account when the time for second thoughts is over. */
export function addDeleteAccount(pages: OwnPages, deps: PagesDeps, kit: PageKit): void {
  const { deletion } = deps.ownAccounts;
  const draw = (
    visit: Visit,
    drawing: { entered: string; problems: FormProblems },
  ): Promise<FastifyReply> => {
    const { hasMail } = deps;
    const graceMs = deps.deletionGraceSeconds * 1000;
    const dueAt = graceMs === 0 ? null : deps.clock.nowMs() + graceMs;
    const login = loginOf(visit);
    return visit.show((token) => <DeleteAccountPage {...{ ...drawing, token, login, dueAt, hasMail }} />);
  };

  pages.page(
    { path: deletePath, summary: 'Page to delete your account', isSensitive: true },
    async (visit) => {
      const pending = await deletion.find(deps.db, visit.principal.user.id);
      if (pending) return visit.reply.redirect(accountPaths.data, 303);
      return draw(visit, { entered: '', problems: noProblems });
    },
  );

  pages.form(
    { path: deletePath, summary: 'Delete your account with a form', fields: ['login'], isSensitive: true },
    {
      async handle(sent) {
        const { act, form, messages, principal, reply } = sent;
        const isConfirmed = isSameLogin(form.text('login'), loginOf(sent));
        requireNone({ login: !isConfirmed && messages.accountPages.data.mismatch });
        const pending = await deletion.request(act, principal.user, principal.sessionId ?? undefined);
        if (pending) return reply.redirect(done(accountPaths.overview, 'deletion-requested'), 303);
        kit.forgetSession(reply);
        return reply.redirect(signInAddress({ done: 'account-deleted' }), 303);
      },
      refused: (sent, problems) => draw(sent, { entered: sent.form.text('login'), problems }),
    },
  );

  pages.form(
    { path: keepPath, summary: 'Keep your account after all, with a form', page: accountPaths.overview },
    {
      async handle({ act, principal, reply }) {
        try {
          await deletion.cancel(act, principal.user);
        } catch (error) {
          // Taken back meanwhile, in another tab or with the link of the mail.
          if (!isAppError(error, 'users.deletion_not_found')) throw error;
        }
        return reply.redirect(done(accountPaths.overview, 'deletion-cancelled'), 303);
      },
    },
  );
}
