import { operator } from '../../support/http-client.ts';
import { PageVisitor, type Visited } from '../../support/page-visitor.ts';
import type { TestApp } from '../../support/test-app.ts';
import { somebody } from '../people.ts';
import { askByForm, mailApp, mailedLink } from './mailbox.ts';

const asking = ['/forgot-password', '/sign-in/link', '/sign-in/code', '/verify-email/again'];
const sent = [
  ...['/forgot-password/sent', '/sign-in/link/sent', '/verify-email/again/sent', '/sign-up/check-mail'],
];

/** An app that offers every one of these pages. */
export function everyMailPageApp(): Promise<TestApp> {
  return mailApp({
    ...{ OSTIARY_SIGN_IN_LINK: 'on', OSTIARY_SIGN_IN_CODE: 'on' },
    OSTIARY_EMAIL_VERIFICATION: 'required',
  });
}

/** A page of a link, with that of its form when it is refused, where anything is entered. */
interface LinkPage {
  path: string;
  template: string;
  email: string;
  entered?: Record<string, string>;
}

async function mailLinks(test: TestApp): Promise<LinkPage[]> {
  const { ownAccounts, users, account, database } = test.services;
  const addUser = async (): Promise<string> => {
    const { email, username } = somebody();
    await account.createUser(operator, { email, username });
    return email;
  };
  const wrong = { password: 'short', password_again: 'other', first_name: 'A' };
  const [reset, link, kept, changed] = [await addUser(), await addUser(), await addUser(), await addUser()];
  const userOf = async (email: string) => {
    const user = await users.findByLogin(database.db, email);
    if (!user) throw new Error(`Nobody has ${email}`);
    return user;
  };
  await askByForm(test, '/forgot-password', reset);
  await askByForm(test, '/sign-in/link', link);
  await ownAccounts.deletion.request(operator.act, await userOf(kept));
  const next = somebody().email;
  await ownAccounts.email.requestChange(operator.act, await userOf(changed), next);
  const invited = somebody().email;
  await ownAccounts.invitations.invite(operator, { email: invited });
  const fresh = somebody();
  const visitor = new PageVisitor(test.app);
  await visitor.submit(await visitor.open('/sign-up'), { fields: fresh });
  return [
    { path: '/reset-password', template: 'reset-password', email: reset, entered: wrong },
    { path: '/sign-in/link/open', template: 'sign-in-link', email: link },
    { path: '/keep-account', template: 'deletion-requested', email: kept },
    { path: '/change-email', template: 'change-email', email: next },
    { path: '/invitation', template: 'invitation', email: invited, entered: wrong },
    { path: '/verify-email', template: 'verify-email', email: fresh.email },
  ];
}

/** Every page that mails lead to or that asks for one, in every state that people meet, by name. */
export async function everyMailPage(test: TestApp, language: string): Promise<Map<string, Visited>> {
  const pages = new Map<string, Visited>();
  const visitor = new PageVisitor(test.app, undefined, { 'accept-language': language });
  for (const path of asking) {
    const page = await visitor.open(path);
    pages.set(path, page);
    pages.set(`${path}, refused`, await visitor.submit(page, { fields: { email: 'nobody' } }));
  }
  for (const path of sent) pages.set(path, await visitor.open(path));
  await askByForm(test, '/sign-in/code', { email: somebody().email, visitor });
  const code = await visitor.open('/sign-in/code/enter');
  pages.set('code', code);
  pages.set('code, refused', await visitor.submit(code, { fields: { code: '000000' } }));
  for (const { path, template, email, entered } of await mailLinks(test)) {
    const page = await visitor.open(await mailedLink(test, { to: email, template, path }));
    pages.set(path, page);
    pages.set(`${path}, gone`, await visitor.open(`${path}?token=none`));
    if (entered) pages.set(`${path}, refused`, await visitor.submit(page, { fields: entered }));
  }
  return pages;
}
