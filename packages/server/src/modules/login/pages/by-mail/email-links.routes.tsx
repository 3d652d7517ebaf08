import type { FastifyInstance } from 'fastify';
import type { PageKit } from '../page-kit.ts';
import type { PagesDeps } from '../pages.types.ts';
import { changeEmailPath, keepAccountPath, verifyEmailPath } from './by-mail-addresses.ts';
import type { LinkLook } from './by-mail.types.ts';
import { doneAddress } from './done.ts';
import {
  CancellationGonePage,
  ChangeEmailPage,
  ChangeGonePage,
  KeepAccountPage,
  VerificationGonePage,
  VerifyEmailPage,
} from './email-links.page.tsx';
import { addLinkPage } from './link-pages.ts';

/** Links that are one button: to confirm an address, to change it, and to take a deletion back. */
export function addEmailLinks(app: FastifyInstance, { ownAccounts }: PagesDeps, kit: PageKit): void {
  addLinkPage<LinkLook>(app, kit, {
    path: verifyEmailPath,
    summaries: ['Page to confirm an email address', 'Confirm an email address with a form'],
    fields: [],
    find: (linkToken) => ownAccounts.email.findVerification(linkToken),
    async use({ request, linkToken, principal }) {
      await ownAccounts.email.verify(request.act(), linkToken);
      return doneAddress('email-verified', principal);
    },
    draw: (state) => <VerifyEmailPage {...state} />,
    drawGone: () => <VerificationGonePage />,
  });

  addLinkPage<LinkLook>(app, kit, {
    path: changeEmailPath,
    summaries: ['Page to confirm another email address', 'Change an email address with a form'],
    fields: [],
    find: (linkToken) => ownAccounts.email.findChange(linkToken),
    async use({ request, linkToken, principal }) {
      await ownAccounts.email.confirmChange(request.act(), linkToken);
      return doneAddress('email-changed', principal);
    },
    draw: (state) => <ChangeEmailPage {...state} />,
    drawGone: () => <ChangeGonePage />,
  });

  addLinkPage<LinkLook>(app, kit, {
    path: keepAccountPath,
    summaries: ['Page to keep an account that is to be deleted', 'Keep an account with a form'],
    fields: [],
    find: (linkToken) => ownAccounts.deletion.findCancellation(linkToken),
    async use({ request, linkToken, principal }) {
      await ownAccounts.deletion.cancelByLink(request.act(), linkToken);
      return doneAddress('account-kept', principal);
    },
    draw: (state) => <KeepAccountPage {...state} />,
    drawGone: () => <CancellationGonePage />,
  });
}
