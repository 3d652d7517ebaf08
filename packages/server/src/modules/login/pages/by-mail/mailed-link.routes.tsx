import type { FastifyInstance } from 'fastify';
import { nextPath } from '../next-path.rules.ts';
import { addAskingPage, type PageGround } from './ask-pages.tsx';
import { mailedLinkPath, openLinkPath, sentPath } from './by-mail-addresses.ts';
import type { LinkLook } from './by-mail.types.ts';
import { addLinkPage } from './link-pages.ts';
import { LinkGonePage, OpenLinkPage } from './mailed-link.page.tsx';
import { addSentPage } from './sent-pages.tsx';

/** `/sign-in/link`: a first factor by mail. Whoever has a second one is asked for it afterwards. */
export function addMailedLink(app: FastifyInstance, ground: PageGround): void {
  const { deps, kit } = ground;
  const { mailedSignIn } = deps.ownAccounts;
  const isOffered = deps.mailPolicy.byLink;
  const sent = sentPath(mailedLinkPath);
  addAskingPage(app, ground, {
    path: mailedLinkPath,
    summaries: ['Page to ask for a link that signs in', 'Ask for a link that signs in with a form'],
    textsIn: ({ byMail }) => byMail.link,
    isOffered,
    isSignIn: true,
    async ask({ request, email, next }) {
      await mailedSignIn.requestLink(request.act(), email, nextPath(next));
      return sent;
    },
  });
  addSentPage(app, {
    path: sent,
    summary: 'Page that says that a link that signs in is on its way',
    aboutIn: ({ byMail }) => byMail.link.sent,
    again: mailedLinkPath,
    isOffered,
  });
  addLinkPage<LinkLook>(app, kit, {
    path: openLinkPath,
    summaries: ['Page of a link that signs in', 'Sign in by a mailed link with a form'],
    fields: [],
    isOffered,
    find: (linkToken) => mailedSignIn.findLink(linkToken),
    async use({ request, reply, linkToken }) {
      const act = request.act();
      const { next, ...shown } = await mailedSignIn.redeemLink(act, linkToken);
      const outcome = await deps.signIn.withFirstFactor(act, shown, await kit.browserOf(request, next));
      return kit.settleSignIn(request, reply, outcome, next);
    },
    draw: (state) => <OpenLinkPage {...state} />,
    drawGone: () => <LinkGonePage />,
  });
}
