import type { FastifyInstance } from 'fastify';
import { addAskingPage, type PageGround } from './ask-pages.tsx';
import { forgotPasswordPath, sentPath, verifyAgainPath } from './by-mail-addresses.ts';
import { addSentPage } from './sent-pages.tsx';

/** `/forgot-password`: asks for a link to choose a new password. */
export function addForgotPassword(app: FastifyInstance, ground: PageGround): void {
  const { recovery } = ground.deps.ownAccounts;
  const sent = sentPath(forgotPasswordPath);
  addAskingPage(app, ground, {
    path: forgotPasswordPath,
    summaries: ['Page for a forgotten password', 'Ask for a link to choose a new password with a form'],
    textsIn: ({ byMail }) => byMail.forgot,
    async ask({ request, email }) {
      await recovery.request(request.act(), email);
      return sent;
    },
  });
  addSentPage(app, {
    path: sent,
    summary: 'Page that says that a link to choose a new password is on its way',
    aboutIn: ({ byMail }) => byMail.forgot.sent,
    again: forgotPasswordPath,
  });
}

/** `/verify-email/again`: asks once more for the mail that confirms an address. */
export function addVerifyAgain(app: FastifyInstance, ground: PageGround): void {
  const { email } = ground.deps.ownAccounts;
  const isOffered = ground.deps.mailPolicy.verification !== 'off';
  const sent = sentPath(verifyAgainPath);
  addAskingPage(app, ground, {
    path: verifyAgainPath,
    summaries: ['Page to ask for another confirmation mail', 'Ask for another confirmation mail with a form'],
    textsIn: ({ byMail }) => byMail.verifyAgain,
    isOffered,
    async ask(asked) {
      await email.requestVerification(asked.request.act(), asked.email);
      return sent;
    },
  });
  addSentPage(app, {
    path: sent,
    summary: 'Page that says that another confirmation mail is on its way',
    aboutIn: ({ byMail }) => byMail.verifyAgain.sent,
    again: verifyAgainPath,
    isOffered,
  });
}
