import { softwareAuthenticator } from '@ostiary/testkit';
import { TOTP, Secret } from 'otpauth';
import type { User } from '#modules/users';
import { PageVisitor, type Visited } from '../../support/page-visitor.ts';
import type { TestApp } from '../../support/test-app.ts';
import { signedUp, signInAs, somebody, type Person } from '../people.ts';

/** Past what a sensitive act takes for lately. */
export const longMs = 16 * 60 * 1000;

export interface Member {
  visitor: PageVisitor;
  person: Person;
  user: User;
}

/** Somebody with an account, signed in just now. */
export async function member(test: TestApp, details: Partial<Person> = {}, language = 'en'): Promise<Member> {
  const reader = new PageVisitor(test.app, undefined, { 'accept-language': language });
  const { visitor, person } = await signedUp(test, { ...somebody(), ...details }, reader);
  const user = await test.services.users.findByLogin(test.services.database.db, person.username);
  if (!user) throw new Error('The account was not made');
  return { visitor, person, user };
}

/** The same person in another browser. */
export async function elsewhere(test: TestApp, { person }: Member, userAgent = ''): Promise<PageVisitor> {
  const headers = { ...(userAgent !== '' && { 'user-agent': userAgent }) };
  const visitor = new PageVisitor(test.app, undefined, headers);
  const answer = await signInAs(visitor, person.username, person.password);
  if (answer.status !== 303) throw new Error(`Signing in answered ${String(answer.status)}`);
  return visitor;
}

/** What an authenticator app shows now. */
export function codeOf(test: TestApp, secret: string): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: test.clock.nowMs() });
}

/** Adds an authenticator app by the pages; gives its secret and the page that follows. */
export async function addApp(
  test: TestApp,
  { visitor }: Pick<Member, 'visitor'>,
  name = 'Phone',
): Promise<{ secret: string; shown: Visited }> {
  const begin = await visitor.open('/account/factors/apps/new');
  const confirm = await visitor.follow(await visitor.submit(begin, { fields: { name } }));
  const secret = (confirm.document.querySelector('.secret')?.textContent ?? '').replaceAll(' ', '');
  const shown = await visitor.submit(confirm, { fields: { code: codeOf(test, secret) } });
  return { secret, shown };
}

/** Adds a passkey called `Laptop` by the pages. */
export async function addPasskey(
  test: TestApp,
  { visitor }: Pick<Member, 'visitor'>,
  { isSynced = false }: { isSynced?: boolean } = {},
): Promise<Visited> {
  const authenticator = softwareAuthenticator({ origin: test.config.server.url, isSynced });
  const page = await visitor.open('/account/factors/passkeys/new');
  const form = page.document.querySelector('form[data-passkey=create]');
  const options: unknown = JSON.parse(form?.getAttribute('data-options') ?? '');
  const passkey = JSON.stringify(authenticator.create(options as Parameters<typeof authenticator.create>[0]));
  return visitor.submit(page, { form: 'form[data-passkey]', fields: { name: 'Laptop', passkey } });
}

/** The recovery codes that a page shows. */
export const codesIn = ({ document }: Visited): string[] =>
  [...document.querySelectorAll('.codes code')].map(({ textContent }) => textContent);

/** Where the list of factors leads for the first of them, such as to `apps/remove`. */
export const linkTo = ({ document }: Visited, page: string): string =>
  document.querySelector(`a[href^="/account/factors/${page}?id="]`)?.getAttribute('href') ?? '';

export const textOf = ({ document }: Visited): string =>
  document.querySelector('main')?.textContent?.replace(/\s+/g, ' ') ?? '';

export const headingOf = ({ document }: Visited): string => document.querySelector('h1')?.textContent ?? '';

export const noticeOf = ({ document }: Visited): string =>
  document.querySelector('[role=status]')?.textContent ?? '';

export const errorOf = ({ document }: Visited, field: string): string =>
  document.getElementById(`${field}-error`)?.textContent ?? '';

export const locationOf = ({ response }: Visited): string => String(response.headers.location ?? '');
