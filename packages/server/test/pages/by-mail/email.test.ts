import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operator } from '../../support/http-client.ts';
import { PageVisitor } from '../../support/page-visitor.ts';
import type { TestApp } from '../../support/test-app.ts';
import { signedUp, somebody, type Person } from '../people.ts';
import { askByForm, headingOf, locationOf, mailApp, mailedLink, mailsTo, noticeOf, scan } from './mailbox.ts';

let test: TestApp;
beforeAll(async () => {
  test = await mailApp();
});
afterAll(() => test.close());

const dayMs = 24 * 60 * 60_000;

async function userOf({ email }: Person) {
  const user = await test.services.users.findByLogin(test.services.database.db, email);
  if (!user) throw new Error(`Nobody has ${email}`);
  return user;
}

const verificationOf = ({ email }: Person): Promise<string> =>
  mailedLink(test, { to: email, template: 'verify-email', path: '/verify-email' });

async function changeTo(person: Person, email: string): Promise<string> {
  await test.services.ownAccounts.email.requestChange(operator.act, await userOf(person), email);
  return mailedLink(test, { to: email, template: 'change-email', path: '/change-email' });
}

describe('the link of a sign-up', () => {
  it('confirms the address by its button, in the browser that signed up', async () => {
    const { person, visitor } = await signedUp(test);
    const page = await visitor.open(await verificationOf(person));
    expect(page.document.querySelector('main')?.textContent).toContain(person.email);
    expect((await userOf(person)).emailVerifiedAt).toBeNull();
    const done = await visitor.submit(page);
    expect([done.status, locationOf(done)]).toEqual([303, '/?done=email-verified']);
    expect(noticeOf(await visitor.follow(done))).toBe('Your email address is confirmed.');
    expect((await userOf(person)).emailVerifiedAt).toBe(test.clock.nowMs());
  });

  it('confirms it as well in a browser where nobody is signed in, and signs nobody in', async () => {
    const { person } = await signedUp(test);
    const visitor = new PageVisitor(test.app);
    const done = await visitor.submit(await visitor.open(await verificationOf(person)));
    expect(locationOf(done)).toBe('/sign-in?done=email-verified');
    expect(noticeOf(await visitor.follow(done))).toBe('Your email address is confirmed.');
    expect(visitor.cookies.has('ostiary_session')).toBe(false);
  });

  it('is not used up by whatever looks at the mail', async () => {
    const { person, visitor } = await signedUp(test);
    const link = await verificationOf(person);
    await scan(test, link);
    expect((await userOf(person)).emailVerifiedAt).toBeNull();
    expect((await visitor.submit(await visitor.open(link))).status).toBe(303);
  });

  it('works once, however often the button is pressed, and says what to do then', async () => {
    const { person, visitor } = await signedUp(test);
    const page = await visitor.open(await verificationOf(person));
    const answers = await Promise.all([1, 2, 3].map(() => visitor.submit(page)));
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 400, 400]);
    const late = answers.find(({ status }) => status === 400);
    expect(late?.document.body.textContent).toContain('nothing left to do');
  });

  it('has a day', async () => {
    const { person, visitor } = await signedUp(test);
    const link = await verificationOf(person);
    test.clock.advance(dayMs - 1);
    const fresh = new PageVisitor(test.app);
    const page = await fresh.open(link);
    expect(page.status).toBe(200);
    test.clock.advance(1);
    expect((await fresh.submit(page)).status).toBe(400);
    expect((await visitor.open(link)).status).toBe(400);
  });

  it('can be asked for again by whoever has not confirmed yet, and by nobody else', async () => {
    const { person } = await signedUp(test);
    const first = await verificationOf(person);
    const { answer, visitor } = await askByForm(test, '/verify-email/again', person.email);
    expect([answer.status, locationOf(answer)]).toEqual([303, '/verify-email/again/sent']);
    const second = await verificationOf(person);
    expect([(await visitor.open(first)).status, (await visitor.open(second)).status]).toEqual([400, 200]);
    await visitor.submit(await visitor.open(second));

    const before = (await mailsTo(test, person.email)).length;
    expect((await askByForm(test, '/verify-email/again', person.email)).answer.status).toBe(303);
    expect(await mailsTo(test, person.email)).toHaveLength(before);
    await askByForm(test, '/verify-email/again', 'nobody@example.com');
    expect(await mailsTo(test, 'nobody@example.com')).toEqual([]);
  });
});

describe('the link for another address', () => {
  it('shows both addresses to its owner, and changes to the new one by its button', async () => {
    const { person, visitor } = await signedUp(test);
    const { email } = somebody();
    const page = await visitor.open(await changeTo(person, email));
    const facts = [...page.document.querySelectorAll('dd')].map(({ textContent }) => textContent);
    expect(facts).toEqual([person.email, email]);
    const done = await visitor.submit(page);
    expect(locationOf(done)).toBe('/?done=email-changed');
    const user = await userOf({ ...person, email });
    expect([user.username, user.emailVerifiedAt]).toEqual([person.username, test.clock.nowMs()]);
    expect((await mailsTo(test, person.email)).map(({ template }) => template)).toContain('email-changed');
  });

  it('shows the old address to nobody else', async () => {
    const { person } = await signedUp(test);
    const { email } = somebody();
    const link = await changeTo(person, email);
    const { visitor: other } = await signedUp(test);
    for (const visitor of [other, new PageVisitor(test.app)]) {
      const page = await visitor.open(link);
      expect(page.html).toContain(email);
      expect(page.html).not.toContain(person.email);
    }
    const visitor = new PageVisitor(test.app);
    const done = await visitor.submit(await visitor.open(link));
    expect(locationOf(done)).toBe('/sign-in?done=email-changed');
  });

  it('is not used up by looking, works once, and has a day', async () => {
    const { person, visitor } = await signedUp(test);
    const { email } = somebody();
    const link = await changeTo(person, email);
    await scan(test, link);
    const page = await visitor.open(link);
    expect((await visitor.submit(page)).status).toBe(303);
    expect((await visitor.submit(page)).status).toBe(400);
    const another = somebody().email;
    const late = await changeTo({ ...person, email }, another);
    test.clock.advance(dayMs);
    expect((await visitor.open(late)).status).toBe(400);
  });

  it('changes nothing when somebody else has the address by then', async () => {
    const { person } = await signedUp(test);
    const { email } = somebody();
    const link = await changeTo(person, email);
    await signedUp(test, { ...somebody(), email });
    const visitor = new PageVisitor(test.app);
    const refused = await visitor.submit(await visitor.open(link));
    expect(refused.status).toBeGreaterThanOrEqual(400);
    expect(refused.status).toBeLessThan(500);
    expect((await userOf(person)).username).toBe(person.username);
  });
});

describe('the link that takes a deletion back', () => {
  async function cancellationOf(person: Person): Promise<string> {
    await test.services.ownAccounts.deletion.request(operator.act, await userOf(person));
    return mailedLink(test, {
      ...{ to: person.email, template: 'deletion-requested', path: '/keep-account' },
    });
  }
  const pending = async (person: Person): Promise<boolean> =>
    (await test.services.ownAccounts.deletion.find(test.services.database.db, (await userOf(person)).id)) !==
    undefined;

  it('keeps the account by its button, not by being looked at', async () => {
    const { person } = await signedUp(test);
    const link = await cancellationOf(person);
    await scan(test, link);
    expect(await pending(person)).toBe(true);
    const visitor = new PageVisitor(test.app);
    const page = await visitor.open(link);
    expect([headingOf(page), page.html.includes(person.email)]).toEqual(['Keep your account', true]);
    const done = await visitor.submit(page);
    expect(locationOf(done)).toBe('/sign-in?done=account-kept');
    expect(noticeOf(await visitor.follow(done))).toBe('Your account stays.');
    expect(await pending(person)).toBe(false);
    expect((await visitor.submit(page)).status).toBe(400);
  });
});
