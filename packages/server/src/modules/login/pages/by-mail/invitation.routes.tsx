import type { FastifyInstance } from 'fastify';
import type { User } from '#modules/users';
import { isAppError } from '#platform/errors.ts';
import { messagesFor } from '../language/reader.ts';
import { readNewPassword } from '../new-account-form.ts';
import { signInAddress } from '../page-addresses.ts';
import type { PageKit } from '../page-kit.ts';
import type { PagesDeps } from '../pages.types.ts';
import { invitationPath } from './by-mail-addresses.ts';
import type { LinkLook } from './by-mail.types.ts';
import { InvitationGonePage, InvitationPage, invitationFields } from './invitation.page.tsx';
import { addLinkPage, type SentForm } from './link-pages.ts';

/** `/invitation?token=…`: a first password for an account that somebody else made, then signed in. */
export function addInvitation(app: FastifyInstance, deps: PagesDeps, kit: PageKit): void {
  /** The account is taken up even if this fails. The password is what will be shown from now on. */
  async function signIn({ request, reply }: SentForm, user: User): Promise<string> {
    try {
      const shown = { user, amr: ['pwd'] };
      const outcome = await deps.signIn.withFirstFactor(request.act(), shown, await kit.browserOf(request));
      return await kit.settleSignIn(request, reply, outcome, '/');
    } catch (error) {
      if (!isAppError(error)) throw error;
      return signInAddress({ done: 'account-taken-up' });
    }
  }

  addLinkPage<LinkLook>(app, kit, {
    path: invitationPath,
    summaries: ['Page to take up an account', 'Take up an account with a form'],
    fields: invitationFields,
    find: (linkToken) => deps.ownAccounts.invitations.find(linkToken),
    async use(sent) {
      const { request, form, linkToken } = sent;
      const password = readNewPassword(form, messagesFor(request));
      const user = await deps.ownAccounts.invitations.accept(request.act(), linkToken, {
        ...{ password, firstName: form.text('first_name'), lastName: form.text('last_name') },
      });
      return signIn(sent, user);
    },
    draw: (state) => <InvitationPage {...state} minPasswordLength={deps.minPasswordLength} />,
    drawGone: () => <InvitationGonePage />,
  });
}
