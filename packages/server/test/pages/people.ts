import { PageVisitor, type Visited } from '../support/page-visitor.ts';
import type { TestApp } from '../support/test-app.ts';

export const goodPassword = 'tulip-anvil-marsh-42';

export const ada = {
  email: 'ada@example.com',
  username: 'ada',
  first_name: 'Ada',
  last_name: 'Lovelace',
  password: goodPassword,
  password_again: goodPassword,
};

export type Person = typeof ada;

let people = 0;

/** Somebody who has no account yet, so that tests can share an app. */
export function somebody(): Person {
  people += 1;
  const username = `person${String(people)}`;
  return { ...ada, username, email: `${username}@example.com` };
}

/** A visitor who has just made an account, and the page they see then. */
export async function signedUp(
  { app }: Pick<TestApp, 'app'>,
  person: Person = somebody(),
  visitor = new PageVisitor(app),
): Promise<{ visitor: PageVisitor; home: Visited; person: Person }> {
  const answer = await visitor.submit(await visitor.open('/sign-up'), { fields: person });
  if (answer.status !== 303) throw new Error(`Sign-up answered ${String(answer.status)}: ${answer.html}`);
  return { visitor, home: await visitor.follow(answer), person };
}

export async function signInAs(
  visitor: PageVisitor,
  login: string,
  password = goodPassword,
): Promise<Visited> {
  return visitor.submit(await visitor.open('/sign-in'), { fields: { login, password } });
}

export function formToken({ document }: Visited): string {
  return document.querySelector('input[name=form_token]')?.getAttribute('value') ?? '';
}

export async function setUpPage(
  { app, services }: TestApp,
  visitor = new PageVisitor(app),
): Promise<{ visitor: PageVisitor; page: Visited; token: string }> {
  const token = await services.account.offerSetUp();
  if (token === null) throw new Error('There is an administrator already');
  return { visitor, page: await visitor.open(`/setup?token=${token}`), token };
}
