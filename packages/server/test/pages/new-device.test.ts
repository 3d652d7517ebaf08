import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PageVisitor } from '../support/page-visitor.ts';
import { testApp, type TestApp } from '../support/test-app.ts';
import { signedUp, signInAs, type Person } from './people.ts';

const userAgent = 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0';
const headers = { 'user-agent': userAgent, 'accept-language': 'de' };

// The second address is Secure, where the cookie has another name.
describe.each(['http://localhost:8000', 'https://id.example.com'])('a browser at %s', (url) => {
  let test: TestApp;
  beforeAll(async () => {
    test = await testApp({ OSTIARY_URL: url });
  });
  afterAll(() => test.close());

  const browser = (): PageVisitor => new PageVisitor(test.app, url, headers);

  /** What was mailed to somebody of new devices. */
  async function notices({ email }: Person): Promise<string[]> {
    const mails = await test.services.mail.shown(test.services.database.db, 100);
    return mails
      .filter(({ to, template }) => to === email && template === 'new-device')
      .map(({ text }) => text);
  }

  async function signIn(visitor: PageVisitor, { username }: Person): Promise<void> {
    expect((await signInAs(visitor, username)).status).toBe(303);
  }

  async function signOut(visitor: PageVisitor): Promise<void> {
    expect((await visitor.submit(await visitor.open('/sign-out'))).status).toBe(303);
  }

  it('is known again after it was signed out, and another one is told of', async () => {
    const { visitor, person } = await signedUp(test, undefined, browser());
    await signOut(visitor);
    await signIn(visitor, person);
    expect(await notices(person)).toEqual([]);
    const other = browser();
    await signIn(other, person);
    const [notice, ...more] = await notices(person);
    expect(more).toEqual([]);
    expect(notice).toContain('Gerät: Firefox unter Linux');
    expect(notice).toContain(`${url}/account/sessions`);
    await signOut(other);
    await signIn(other, person);
    expect(await notices(person)).toHaveLength(1);
  });
});
