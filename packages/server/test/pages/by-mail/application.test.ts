import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PageVisitor, type Visited } from '../../support/page-visitor.ts';
import { openInteraction, pagesApp, type PagesApp } from '../oauth/pages-app.ts';
import { signedUp, somebody } from '../people.ts';
import { strictPolicy } from '../well-made.ts';
import { askByForm, locationOf, mailedLink, mailOf } from './mailbox.ts';

let test: PagesApp;
beforeAll(async () => {
  test = await pagesApp({
    ...{ OSTIARY_MAIL: 'console', OSTIARY_SIGN_IN_LINK: 'on', OSTIARY_SIGN_IN_CODE: 'on' },
  });
});
afterAll(() => test.close());

/** Every page but the application's own leads there first: their forms go nowhere else. */
const policyOf = ({ response }: Visited): unknown => response.headers['content-security-policy'];

/** What somebody who has come back presses, and where that leads. */
async function goOn(visitor: PageVisitor, done: Visited, next: string): Promise<string> {
  expect(locationOf(done)).toBe(next);
  return locationOf(
    await visitor.submit(await visitor.follow(done), { form: `form[action="${next}/continue"]` }),
  );
}

/** Somebody without a session whom an application has sent, and the page that mails lead back to. */
async function sentHere() {
  const { person } = await signedUp(test);
  const { visitor, interaction } = await openInteraction(test);
  const next = `/o/interaction/${interaction.uid}`;
  return { person, visitor, uid: interaction.uid, next, query: `?next=${encodeURIComponent(next)}` };
}

const linkFor = (email: string): Promise<string> =>
  mailedLink(test, { to: email, template: 'sign-in-link', path: '/sign-in/link/open' });

describe('on the way to an application', () => {
  it('a mailed link answers it, in the browser that came from there', async () => {
    const { person, visitor, uid, next, query } = await sentHere();
    await askByForm(test, `/sign-in/link${query}`, { email: person.email, visitor });
    const page = await visitor.open(await linkFor(person.email));
    expect(policyOf(page)).toBe(strictPolicy);
    const done = await visitor.submit(page);
    expect(await goOn(visitor, done, next)).toBe(`https://issuer.example/o/authorize/${uid}`);
  });

  it('in another browser it signs in and leads to its page, which is not for that browser', async () => {
    const { person, visitor, next, query } = await sentHere();
    await askByForm(test, `/sign-in/link${query}`, { email: person.email, visitor });
    const asked = test.oauth.asked.length;
    const phone = new PageVisitor(test.app);
    const done = await phone.submit(await phone.open(await linkFor(person.email)));
    expect(locationOf(done)).toBe(next);
    expect((await phone.follow(done)).status).toBe(400);
    expect(test.oauth.asked).toHaveLength(asked);
  });

  it('a mailed code answers it', async () => {
    const { person, visitor, uid, next, query } = await sentHere();
    const typed = { email: person.email, visitor };
    const { answer } = await askByForm(test, `/sign-in/code${query}`, typed);
    const page = await visitor.follow(answer);
    expect(policyOf(page)).toBe(strictPolicy);
    const { text } = await mailOf(test, person.email, 'sign-in-code');
    const done = await visitor.submit(page, { fields: { code: /\b\d{6}\b/.exec(text)?.[0] ?? '' } });
    expect(await goOn(visitor, done, next)).toBe(`https://issuer.example/o/authorize/${uid}`);
  });

  it.each([
    ['signing up', '/sign-up', somebody()],
    ['signing in', '/sign-in', undefined],
  ])('%s answers it', async (_what, path, newcomer) => {
    const { person, visitor, uid, next, query } = await sentHere();
    const page = await visitor.open(`${path}${query}`);
    const fields = newcomer ?? { login: person.email, password: person.password };
    const done = await visitor.submit(page, { fields });
    expect(await goOn(visitor, done, next)).toBe(`https://issuer.example/o/authorize/${uid}`);
  });
});
