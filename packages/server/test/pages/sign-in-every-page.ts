import { operator } from '../support/api-client.ts';
import { PageVisitor, type Visited } from '../support/page-visitor.ts';
import { addApp, addPasskey } from '../support/second-factor.ts';
import type { TestApp } from '../support/test-app.ts';
import { goodPassword, signInAs } from './people.ts';

const dayMs = 86_400_000;

/**
 * Every page of a sign-in beyond its first form, in every state, by name. Needs OSTIARY_FACTOR_ROLES with `owner` in
 * it.
 */
export async function everySignInPage(test: TestApp, language: string): Promise<Map<string, Visited>> {
  const pages = new Map<string, Visited>();
  const note = (name: string, visited: Visited): Visited => {
    pages.set(name, visited);
    return visited;
  };
  const reader = (): PageVisitor =>
    new PageVisitor(test.app, test.config.server.url, { 'accept-language': language });
  const add = (name: string, roles: string[] = []) => {
    const username = `${name}-${language}`;
    return test.services.account.createUser(operator, { username, password: goodPassword, roles });
  };
  const begin = async (visitor: PageVisitor, login: string): Promise<Visited> =>
    visitor.follow(await signInAs(visitor, login));

  const owner = await add('owner', ['owner']);
  note('factor due', await begin(reader(), owner.username ?? ''));
  test.clock.advance(7 * dayMs);
  const enrolling = reader();
  const choose = note('set up a factor', await begin(enrolling, owner.username ?? ''));
  const app = await enrolling.submit(choose, { form: 'form[action$="/app"]' });
  const connect = note('connect an app', await enrolling.follow(app));
  note('connect an app, refused', await enrolling.submit(connect, { fields: { code: '' } }));

  const { id: holder, username: login } = await add('holder');
  const { code } = await addApp(test, holder);
  const byCode = reader();
  const factor = note('a code', await begin(byCode, login ?? ''));
  const refused = note('a code, refused', await byCode.submit(factor, { fields: { code: '000000' } }));
  await byCode.submit(refused, { fields: { code: code() } });
  note('confirm by code', await byCode.open('/confirm'));
  await addPasskey(test, holder);
  note('a code or a passkey', await begin(reader(), login ?? ''));
  note('confirm by code or passkey', await byCode.open('/confirm'));
  const late = note('started again', await reader().open('/sign-in?done=sign-in-gone'));
  const bad = { form: 'form[data-passkey]', fields: { passkey: 'x' } };
  note('a passkey, refused', await byCodeOf(late).submit(late, bad));

  const plain = reader();
  await signInAs(plain, (await add('plain')).username ?? '');
  const confirm = note('confirm by password', await plain.open('/confirm?next=%2Fsign-out'));
  note('confirm by password, refused', await plain.submit(confirm, { fields: { password: 'x' } }));
  return pages;

  /** The browser of a page that was opened by a reader of its own. */
  function byCodeOf({ response }: Visited): PageVisitor {
    const visitor = reader();
    for (const { name, value } of response.cookies) visitor.cookies.set(name, value);
    return visitor;
  }
}
