import type { FastifyInstance } from 'fastify';
import type { PageKit } from '../page-kit.ts';
import type { PagesDeps } from '../pages.types.ts';
import { addEmailLinks } from './email-links.routes.tsx';
import { addInvitation } from './invitation.routes.tsx';
import { addMailedCode } from './mailed-code.routes.tsx';
import { addMailedLink } from './mailed-link.routes.tsx';
import { addForgotPassword, addVerifyAgain } from './recovery.routes.ts';
import { addResetPassword } from './reset-password.routes.tsx';

/** The pages that mails lead to, and those that ask for such a mail. */
export function addByMail(app: FastifyInstance, deps: PagesDeps, kit: PageKit): void {
  const ground = { deps, kit };
  addForgotPassword(app, ground);
  addResetPassword(app, deps, kit);
  addVerifyAgain(app, ground);
  addEmailLinks(app, deps, kit);
  addInvitation(app, deps, kit);
  addMailedLink(app, ground);
  addMailedCode(app, ground);
}
