import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PageVisitor, type Visited } from '../../support/page-visitor.ts';
import { formToken, goodPassword } from '../people.ts';
import { headingOf, interactionWorld, type InteractionWorld } from './interaction-world.ts';
import { openInteraction, type PagesApp } from './pages-app.ts';

let world: InteractionWorld;
let test: PagesApp;
beforeAll(async () => {
  world = await interactionWorld();
  ({ test } = world);
});
afterAll(() => test.close());

describe('a form of an interaction', () => {
  const parts = ['sign-in', 'continue', 'consent', 'abort'];

  it.each(parts)('at /%s is refused from another site, even with a good token', async (part) => {
    const visitor = await world.signedIn();
    const prompt = part === 'consent' ? 'consent' : 'login';
    const { page, interaction } = await openInteraction(test, { prompt, userId: world.userId }, visitor);
    const sent = await visitor.post(
      `/o/interaction/${interaction.uid}/${part}`,
      new URLSearchParams({ form_token: formToken(page), login: 'ada', password: goodPassword }),
      { origin: 'https://evil.example' },
    );
    expect(sent.status).toBe(403);
    expect(world.lastAsked()).not.toContain(interaction.uid);
  });

  it.each(parts)('at /%s is shown again without its token', async (part) => {
    const visitor = await world.signedIn();
    const prompt = part === 'consent' ? 'consent' : 'login';
    const { interaction } = await openInteraction(test, { prompt, userId: world.userId }, visitor);
    const entered = new URLSearchParams({ login: 'ada', password: goodPassword });
    const sent = await visitor.post(`/o/interaction/${interaction.uid}/${part}`, entered);
    expect(sent.status).toBe(403);
    expect(sent.document.querySelector('[role=alert]')?.textContent).toContain('open too long');
    expect(world.lastAsked()).not.toContain(interaction.uid);
  });

  it.each([
    ['no cookie', ''],
    ['the cookie of another interaction', 'uid-other'],
  ])('and its page are of no use with %s', async (_what, cookie) => {
    const { visitor, page, interaction } = await openInteraction(test);
    if (cookie === '') visitor.cookies.delete(test.oauth.interactionCookieName);
    else visitor.cookies.set(test.oauth.interactionCookieName, cookie);
    const address = `/o/interaction/${interaction.uid}`;
    const answers = [await visitor.open(address)];
    for (const part of parts) {
      const entered = { form_token: formToken(page), login: 'ada', password: goodPassword };
      answers.push(await visitor.post(`${address}/${part}`, new URLSearchParams(entered)));
    }
    for (const answer of answers) {
      expect(answer.status).toBe(400);
      expect(answer.document.body.textContent).toContain('expired or was opened in another browser');
      expect(answer.document.querySelector('form')).toBeNull();
    }
    expect(visitor.cookies.has('ostiary_session')).toBe(false);
    expect(world.lastAsked()).not.toContain(interaction.uid);
  });

  it.each(['uid-over', '%00', '..%2F..%2Fx', 'x'.repeat(101), '%F0%9F%94%91'])(
    'leads nowhere for %s',
    async (uid) => {
      const visitor = new PageVisitor(test.app);
      visitor.cookies.set(test.oauth.interactionCookieName, uid);
      const page = await visitor.open(`/o/interaction/${uid}`);
      expect(page.status).toBe(400);
      expect(headingOf(page)).toBe('This request has expired');
    },
  );
});

describe('the headers of an interaction', () => {
  const policyOf = ({ response }: Visited): string => String(response.headers['content-security-policy']);

  it('allow the redirect to the application and its logo, and nothing else', async () => {
    const { page } = await openInteraction(test);
    expect(policyOf(page)).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https://cdn.example.com; form-action 'self' https://notebook.example; frame-ancestors 'none'; base-uri 'none'",
    );
    expect(page.response.headers['x-frame-options']).toBe('DENY');
  });

  it('are those of a form that was refused, too', async () => {
    const { visitor, page } = await openInteraction(test);
    const refused = await visitor.submit(page, { fields: { login: 'ada', password: 'wrong' } });
    expect(policyOf(refused)).toBe(policyOf(page));
  });

  it('keep pop-ups together with the page that opened them, redirects and refusals included', async () => {
    const { visitor, page } = await openInteraction(test);
    const refused = await visitor.submit(page, { fields: { form_token: '' } });
    const foreign = await visitor.submit(page, { headers: { origin: 'https://evil.example' } });
    const done = await visitor.submit(page, { fields: { login: 'ada', password: goodPassword } });
    const gone = await visitor.open('/o/interaction/uid-over');
    const statuses = [];
    for (const answer of [page, refused, foreign, done, gone]) {
      statuses.push(answer.status);
      expect(answer.response.headers['cross-origin-opener-policy']).toBe('unsafe-none');
    }
    expect(statuses).toEqual([200, 403, 403, 303, 400]);
  });

  it('do not loosen other pages', async () => {
    const visitor = new PageVisitor(test.app);
    for (const path of ['/', '/sign-in', '/sign-in?next=//evil.example/o/interaction/x', '/sign-up']) {
      const { response } = await visitor.open(path);
      expect(response.headers['cross-origin-opener-policy'], path).toBe('same-origin');
      expect(response.headers['content-security-policy'], path).toContain("form-action 'self';");
    }
  });
});
