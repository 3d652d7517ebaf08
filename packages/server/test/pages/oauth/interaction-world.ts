import type { Interaction } from '#modules/oauth';
import { PageVisitor, type Visited } from '../../support/page-visitor.ts';
import { ada, goodPassword, signedUp } from '../people.ts';
import type { Asked } from './fake-oauth.ts';
import { pagesApp, type PagesApp } from './pages-app.ts';

export const headingOf = ({ document }: Visited): string => document.querySelector('h1')?.textContent ?? '';

export const formTo = (interaction: Interaction, part: string): string =>
  `form[action="/o/interaction/${interaction.uid}/${part}"]`;

export const locationOf = ({ response }: Visited): [number, unknown] => [
  response.statusCode,
  response.headers.location,
];

/** Status and address of an answer that leads back to the engine. */
export const resumed = (interaction: Interaction): [number, string] => [
  303,
  `https://issuer.example/o/authorize/${interaction.uid}`,
];

export interface InteractionWorld {
  test: PagesApp;
  /** Of ada, who has an account. */
  userId: string;
  /** A browser in which ada is signed in. */
  signedIn(): Promise<PageVisitor>;
  liveSession(visitor: PageVisitor): Promise<{ sessionId: string; userId: string } | undefined>;
  /** What the pages asked of the engine last. */
  lastAsked(): Asked;
}

export async function interactionWorld(): Promise<InteractionWorld> {
  const test = await pagesApp();
  const { services } = test;
  await signedUp(test, ada);
  return {
    test,
    userId: (await services.users.findByLogin(services.database.db, ada.username))?.id ?? '',
    async signedIn() {
      const visitor = new PageVisitor(test.app);
      const fields = { login: ada.username, password: goodPassword };
      await visitor.submit(await visitor.open('/sign-in'), { fields });
      return visitor;
    },
    async liveSession(visitor) {
      const found = await services.sessions.findBySecret(visitor.cookies.get('ostiary_session') ?? '');
      return found && { sessionId: found.session.id, userId: found.user.id };
    },
    lastAsked: () => test.oauth.asked.at(-1) ?? ['nothing'],
  };
}
