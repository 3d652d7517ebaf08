import type { FastifyInstance } from 'fastify';
import { messagesFor } from '../language/reader.ts';
import { readNewPassword } from '../new-account-form.ts';
import type { PageKit } from '../page-kit.ts';
import type { PagesDeps } from '../pages.types.ts';
import { resetPasswordPath } from './by-mail-addresses.ts';
import type { LinkLook } from './by-mail.types.ts';
import { doneAddress } from './done.ts';
import { addLinkPage } from './link-pages.ts';
import { ResetGonePage, ResetPasswordPage, resetFields } from './reset-password.page.tsx';

/**
 * `/reset-password?token=…`: a new password. Signs nobody in: who has a second factor is asked for it where
 * everybody signs in.
 */
export function addResetPassword(app: FastifyInstance, deps: PagesDeps, kit: PageKit): void {
  const { recovery } = deps.ownAccounts;
  addLinkPage<LinkLook>(app, kit, {
    path: resetPasswordPath,
    summaries: ['Page to choose a new password', 'Set a new password with a form'],
    fields: resetFields,
    find: (linkToken) => recovery.find(linkToken),
    async use({ request, form, linkToken, principal }) {
      const password = readNewPassword(form, messagesFor(request));
      const endsSessions = form.text('ends_sessions') === 'yes';
      await recovery.recover(request.act(), linkToken, { password, endsSessions });
      const session =
        principal?.sessionId == null ? undefined : await deps.sessions.findLive(principal.sessionId);
      return doneAddress('password-set', session ? principal : null);
    },
    draw: (state) => <ResetPasswordPage {...state} minPasswordLength={deps.minPasswordLength} />,
    drawGone: () => <ResetGonePage />,
  });
}
