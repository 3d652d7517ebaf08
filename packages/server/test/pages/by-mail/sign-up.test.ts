import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addPerson } from '../../support/http-client.ts';
import { PageVisitor, type Visited } from '../../support/page-visitor.ts';
import type { TestApp } from '../../support/test-app.ts';
import { ada, setUpPage, signedUp, signInAs, somebody, type Person } from '../people.ts';
import { headingOf, locationOf, mailApp, mailedLink, mailsTo } from './mailbox.ts';

let test: TestApp;
beforeAll(async () => {
  test = await mailApp({ OSTIARY_EMAIL_VERIFICATION: 'required' });
});
afterAll(() => test.close());

async function signUp(person: Person): Promise<{ visitor: PageVisitor; answer: Visited }> {
  const visitor = new PageVisitor(test.app);
  return { visitor, answer: await visitor.submit(await visitor.open('/sign-up'), { fields: person }) };
}

const templatesTo = async (address: string): Promise<string[]> =>
  (await mailsTo(test, address)).map(({ template }) => template);

describe('signing up where addresses are confirmed first', () => {
  it('leads to the mail, which leads to the account', async () => {
    const person = somebody();
    const { visitor, answer } = await signUp(person);
    expect([answer.status, locationOf(answer)]).toEqual([303, '/sign-up/check-mail']);
    expect(visitor.cookies.has('ostiary_session')).toBe(false);
    expect(headingOf(await visitor.follow(answer))).toBe('Check your mail');

    const refused = await signInAs(new PageVisitor(test.app), person.email, person.password);
    expect(refused.status).toBeGreaterThanOrEqual(400);
    expect(refused.document.querySelector('a[href="/verify-email/again"]')).not.toBeNull();

    const to = { to: person.email, template: 'verify-email', path: '/verify-email' };
    const elsewhere = new PageVisitor(test.app);
    const done = await elsewhere.submit(await elsewhere.open(await mailedLink(test, to)));
    expect(locationOf(done)).toBe('/sign-in?done=email-verified');
    expect((await signInAs(visitor, person.email, person.password)).status).toBe(303);
  });

  it('is the same for an address that has an account, whose owner is told', async () => {
    const known = somebody();
    await addPerson(test.services, { email: known.email, username: known.username });
    const attempts = [known.email, known.email.toUpperCase(), somebody().email];
    const answers: unknown[] = [];
    for (const email of attempts) {
      const { visitor, answer } = await signUp({ ...somebody(), email });
      const cookies = answer.response.cookies.map(({ name }) => name);
      answers.push([answer.status, locationOf(answer), cookies, headingOf(await visitor.follow(answer))]);
    }
    expect(answers).toEqual(attempts.map(() => answers[2]));
    expect(await templatesTo(known.email)).toEqual(['account-exists', 'account-exists']);
  });

  it('says of a name that it is taken, with whatever address', async () => {
    const known = somebody();
    await addPerson(test.services, { email: known.email, username: known.username });
    for (const email of [known.email, somebody().email]) {
      const { answer } = await signUp({ ...somebody(), email, username: known.username });
      expect([answer.status, answer.document.querySelector('#username-error') === null], email).toEqual([
        409,
        false,
      ]);
    }
  });

  it('lets the first administrator in, whom the link of a new server has shown already', async () => {
    const fresh = await mailApp({ OSTIARY_EMAIL_VERIFICATION: 'required' });
    try {
      const { visitor, page } = await setUpPage(fresh);
      const home = await visitor.follow(await visitor.submit(page, { fields: ada }));
      expect(headingOf(home)).toBe('Your account');
    } finally {
      await fresh.close();
    }
  });
});

describe('signing up where addresses need not be confirmed', () => {
  it.each([
    ['optional', ['verify-email']],
    ['off', []],
  ])('with %s signs in at once, and mails %j', async (policy, templates) => {
    const app = await mailApp({ OSTIARY_EMAIL_VERIFICATION: policy });
    try {
      const { home, person } = await signedUp(app);
      expect(headingOf(home)).toBe('Your account');
      expect((await mailsTo(app, person.email)).map(({ template }) => template)).toEqual(templates);
      expect((await new PageVisitor(app.app).open('/sign-up/check-mail')).status).toBe(404);
      const again = await new PageVisitor(app.app).open('/verify-email/again');
      expect(again.status).toBe(policy === 'off' ? 404 : 200);
    } finally {
      await app.close();
    }
  });
});
