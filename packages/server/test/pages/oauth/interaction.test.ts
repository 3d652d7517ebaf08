import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Interaction } from '#modules/oauth';
import { PageVisitor, type Visited } from '../../support/page-visitor.ts';
import { ada, formToken, goodPassword, signedUp, type Person } from '../people.ts';
import { openInteraction, pagesApp, type PagesApp } from './pages-app.ts';

let test: PagesApp;
let person: Person;
let userId: string;
beforeAll(async () => {
  test = await pagesApp();
  ({ person } = await signedUp(test, ada));
  userId = (await test.services.users.findByLogin(test.services.database.db, 'ada'))?.id ?? '';
});
afterAll(() => test.close());

const headingOf = ({ document }: Visited): string => document.querySelector('h1')?.textContent ?? '';
const formTo = (interaction: Interaction, part: string): string =>
  `form[action="/o/interaction/${interaction.uid}/${part}"]`;
const locationOf = ({ response }: Visited): [number, unknown] => [
  response.statusCode,
  response.headers.location,
];
const resumed = (interaction: Interaction): [number, string] => [
  303,
  `https://issuer.example/o/authorize/${interaction.uid}`,
];
const last = (): unknown => test.oauth.asked.at(-1);

async function liveSession(visitor: PageVisitor): Promise<{ sessionId: string; userId: string } | undefined> {
  const secret = visitor.cookies.get('ostiary_session');
  const found = await test.services.sessions.findBySecret(secret ?? '');
  return found && { sessionId: found.session.id, userId: found.user.id };
}

async function signedIn(): Promise<PageVisitor> {
  const visitor = new PageVisitor(test.app);
  const fields = { login: person.username, password: goodPassword };
  await visitor.submit(await visitor.open('/sign-in'), { fields });
  return visitor;
}

describe('somebody who is not signed in', () => {
  it('sees who asks, signs in, and is sent back to the engine with the new session', async () => {
    const { visitor, interaction, page } = await openInteraction(test);
    expect(headingOf(page)).toBe('Sign in to Notebook');
    expect(page.document.querySelector('.card img')?.getAttribute('src')).toBe(
      'https://cdn.example.com/logo.png',
    );
    const done = await visitor.submit(page, { fields: { login: 'ada', password: goodPassword } });
    expect(locationOf(done)).toEqual(resumed(interaction));
    expect(last()).toEqual(['finishSignIn', interaction.uid, await liveSession(visitor)]);
  });

  it('finds the login hint filled in', async () => {
    const { page } = await openInteraction(test, { loginHint: 'ada@example.com' });
    expect(page.document.getElementById('login')?.getAttribute('value')).toBe('ada@example.com');
  });

  it('is asked to sign in when the client asked for a choice of accounts', async () => {
    const { page, interaction } = await openInteraction(test, {
      prompt: 'select_account',
      reasons: ['select_account_prompt'],
    });
    expect(page.document.querySelector(formTo(interaction, 'sign-in'))).not.toBeNull();
    expect(page.document.querySelector(formTo(interaction, 'continue'))).toBeNull();
  });

  it('is shown the form again after a wrong password, with who asks and what was typed', async () => {
    const { visitor, page, interaction } = await openInteraction(test);
    const asked = test.oauth.asked.length;
    const refused = await visitor.submit(page, { fields: { login: 'ada', password: 'wrong' } });
    expect(refused.status).toBe(400);
    expect(headingOf(refused)).toBe('Sign in to Notebook');
    expect(refused.document.querySelector('[role=alert]')?.textContent).toContain('is not right');
    expect(refused.document.getElementById('login')?.getAttribute('value')).toBe('ada');
    expect(test.oauth.asked).toHaveLength(asked);
    const again = await visitor.submit(refused, { fields: { login: 'ada', password: goodPassword } });
    expect(locationOf(again)).toEqual(resumed(interaction));
  });

  it('cannot go on or agree without signing in', async () => {
    const { visitor, page, interaction } = await openInteraction(test);
    const asked = test.oauth.asked.length;
    for (const part of ['continue', 'consent']) {
      const address = `/o/interaction/${interaction.uid}`;
      const sent = await visitor.post(
        `${address}/${part}`,
        new URLSearchParams({ form_token: formToken(page) }),
      );
      expect(locationOf(sent)).toEqual([303, address]);
    }
    expect(test.oauth.asked).toHaveLength(asked);
  });

  it('can make an account on the way and comes back', async () => {
    const { visitor, page, interaction } = await openInteraction(test);
    const link = page.document.querySelector('a[href^="/sign-up"]')?.getAttribute('href') ?? '';
    const signUp = await visitor.open(link);
    expect(signUp.response.headers['cross-origin-opener-policy']).toBe('unsafe-none');
    const fields = { ...ada, email: 'on-the-way@example.com', username: 'on-the-way' };
    const made = await visitor.submit(signUp, { fields });
    expect(locationOf(made)).toEqual([303, `/o/interaction/${interaction.uid}`]);
    expect(made.response.headers['cross-origin-opener-policy']).toBe('unsafe-none');
    expect(headingOf(await visitor.follow(made))).toBe('Continue to Notebook');
  });

  it('can refuse, which is said of nobody in particular', async () => {
    const { visitor, page, interaction } = await openInteraction(test);
    const refused = await visitor.submit(page, { form: formTo(interaction, 'abort') });
    expect(locationOf(refused)).toEqual(resumed(interaction));
    expect(last()).toEqual(['abort', interaction.uid, { type: 'anonymous', id: null }]);
  });
});

describe('somebody who is signed in', () => {
  it.each([
    ['login', ['no_session']],
    ['select_account', ['select_account_prompt']],
  ] as const)('can go on with this account for %s because of %j', async (prompt, reasons) => {
    const visitor = await signedIn();
    const session = await liveSession(visitor);
    const { page, interaction } = await openInteraction(test, { prompt, reasons: [...reasons] }, visitor);
    expect(page.document.body.textContent).toContain('Continue as Ada Lovelace');
    const done = await visitor.submit(page, { form: formTo(interaction, 'continue') });
    expect(locationOf(done)).toEqual(resumed(interaction));
    expect(last()).toEqual(['finishSignIn', interaction.uid, session]);
  });

  it('can use another account instead, which ends this session', async () => {
    const { person: eve } = await signedUp(test);
    const visitor = await signedIn();
    const before = await liveSession(visitor);
    const { page, interaction } = await openInteraction(test, { loginHint: eve.username }, visitor);
    const other = page.document.querySelector('a[href$="?account=other"]')?.getAttribute('href') ?? '';
    const form = await visitor.open(other);
    const wrong = await visitor.submit(form, { fields: { password: 'wrong' } });
    expect(wrong.document.querySelector('[role=alert]')).not.toBeNull();
    const done = await visitor.submit(wrong, { fields: { password: eve.password } });
    expect(locationOf(done)).toEqual(resumed(interaction));
    const after = await liveSession(visitor);
    expect(after?.userId).not.toBe(before?.userId);
    expect(last()).toEqual(['finishSignIn', interaction.uid, after]);
    const ended = await test.services.sessions.findWithUser(before?.sessionId ?? '', userId);
    expect(ended?.session).toBeUndefined();
  });

  it.each(['login_prompt', 'max_age', 'essential_acr', 'essential_acrs', 'a reason of tomorrow'])(
    'must prove it again because of %s, and keeps the session',
    async (reason) => {
      const visitor = await signedIn();
      const before = await liveSession(visitor);
      const { page, interaction } = await openInteraction(test, { reasons: [reason, 'no_session'] }, visitor);
      expect(headingOf(page)).toBe('Confirm that it is you');
      const login = page.document.getElementById('login');
      expect(login?.getAttribute('value')).toBe('ada@example.com');
      expect(login?.hasAttribute('readonly')).toBe(true);
      expect(page.document.querySelector(formTo(interaction, 'continue'))).toBeNull();

      const address = `/o/interaction/${interaction.uid}`;
      const token = new URLSearchParams({ form_token: formToken(page) });
      expect(locationOf(await visitor.post(`${address}/continue`, token))).toEqual([303, address]);
      expect(last()).not.toContain(interaction.uid);

      const done = await visitor.submit(page, { fields: { password: goodPassword } });
      expect(locationOf(done)).toEqual(resumed(interaction));
      expect(last()).toEqual(['finishSignIn', interaction.uid, before]);
      expect(await liveSession(visitor)).toEqual(before);
    },
  );

  it.each(['login_prompt', 'max_age'])('is not let off %s by a choice of accounts', async (reason) => {
    const changes = { prompt: 'select_account', reasons: ['select_account_prompt', reason] } as const;
    const { page } = await openInteraction(
      test,
      { ...changes, reasons: [...changes.reasons] },
      await signedIn(),
    );
    expect(headingOf(page)).toBe('Confirm that it is you');
  });

  it.each(['id_token_hint', 'claims_id_token_sub_value'])(
    'is asked for another account because of %s',
    async (reason) => {
      const { page } = await openInteraction(test, { reasons: [reason] }, await signedIn());
      expect(page.document.querySelector('[role=status]')?.textContent).toContain('another account');
      expect(page.document.getElementById('login')?.hasAttribute('readonly')).toBe(false);
    },
  );
});

describe('consent', () => {
  const consent = { prompt: 'consent', reasons: ['op_scopes_missing'] } as const;
  const asConsent = (changes: Partial<Interaction> = {}): Partial<Interaction> => ({
    ...consent,
    reasons: [...consent.reasons],
    userId,
    ...changes,
  });

  it('says who asks, for what, what was granted before, and where it leads', async () => {
    const { page } = await openInteraction(test, asConsent(), await signedIn());
    expect(headingOf(page)).toBe('Allow Notebook?');
    const lists = [...page.document.querySelectorAll('.scopes')].map((list) =>
      [...list.querySelectorAll('li')].map(({ textContent }) => textContent),
    );
    expect(lists).toEqual([['Know that it is you', 'Read your files (Drive)'], ['See your email address']]);
    const links = [...page.document.querySelectorAll('.card a')].map((a) => a.getAttribute('href'));
    expect(links).toEqual([
      'https://notebook.example/',
      'https://notebook.example/privacy',
      'https://notebook.example/terms',
    ]);
    expect(page.document.body.textContent).toContain('sent to https://notebook.example.');
  });

  it('offers Allow and Deny alike', async () => {
    const { page } = await openInteraction(test, asConsent(), await signedIn());
    const buttons = [...page.document.querySelectorAll('.choice button')];
    expect(buttons.map(({ textContent, className }) => [textContent, className])).toEqual([
      ['Allow', ''],
      ['Deny', ''],
    ]);
  });

  it('gives what was shown, in the name of who is signed in', async () => {
    const visitor = await signedIn();
    const { page, interaction } = await openInteraction(test, asConsent(), visitor);
    const done = await visitor.submit(page, { form: formTo(interaction, 'consent') });
    expect(locationOf(done)).toEqual(resumed(interaction));
    const session = await liveSession(visitor);
    expect(last()).toEqual([
      'finishConsent',
      interaction.uid,
      { ...session, scopes: ['openid', 'email', 'files.read'] },
      { type: 'user', id: userId },
    ]);
  });

  it('takes no word of the form for what is agreed to', async () => {
    const visitor = await signedIn();
    const { page, interaction } = await openInteraction(test, asConsent(), visitor);
    await visitor.submit(page, { form: formTo(interaction, 'consent'), fields: { scope: 'admin' } });
    expect(JSON.stringify(last())).not.toContain('admin');
  });

  it('can be refused', async () => {
    const visitor = await signedIn();
    const { page, interaction } = await openInteraction(test, asConsent(), visitor);
    const done = await visitor.submit(page, { form: formTo(interaction, 'abort') });
    expect(locationOf(done)).toEqual(resumed(interaction));
    expect(last()).toEqual(['abort', interaction.uid, { type: 'user', id: userId }]);
  });

  it('is not given by somebody else than who was asked, nor by nobody', async () => {
    const { visitor: eve } = await signedUp(test);
    for (const visitor of [eve, new PageVisitor(test.app)]) {
      const home = await visitor.open('/sign-up');
      const { page, interaction } = await openInteraction(test, asConsent(), visitor);
      expect(headingOf(page)).toBe('This request has expired');
      expect(page.document.querySelector('form')).toBeNull();
      const token = formToken(home.status === 200 ? home : await visitor.open('/'));
      const address = `/o/interaction/${interaction.uid}`;
      const sent = await visitor.post(`${address}/consent`, new URLSearchParams({ form_token: token }));
      expect(locationOf(sent)).toEqual([303, address]);
      expect(last()).not.toContain(interaction.uid);
    }
  });

  it('cannot be skipped by signing in', async () => {
    const visitor = await signedIn();
    const { page, interaction } = await openInteraction(test, asConsent(), visitor);
    const entered = new URLSearchParams({
      form_token: formToken(page),
      login: 'ada',
      password: goodPassword,
    });
    const address = `/o/interaction/${interaction.uid}`;
    expect(locationOf(await visitor.post(`${address}/sign-in`, entered))).toEqual([303, address]);
    expect(last()).not.toContain(interaction.uid);
  });

  it.each([
    ['com.example.app:', 'the app on this device that opens addresses with com.example.app:'],
    [null, 'you stay on this page'],
  ])('says where %s leads', async (returnSource, words) => {
    const { page } = await openInteraction(test, asConsent({ returnSource }), await signedIn());
    expect(page.document.body.textContent).toContain(words);
  });

  it('shows the code of a device, to be compared', async () => {
    const changes = asConsent({ userCode: 'BCDF-GHJK', returnSource: null });
    const { page } = await openInteraction(test, changes, await signedIn());
    expect(page.document.querySelector('.code')?.textContent).toBe('BCDF-GHJK');
  });

  it('says so when nothing new is asked for', async () => {
    const scopes = [{ name: 'openid', description: null, service: null, isGranted: true }];
    const { page } = await openInteraction(test, asConsent({ scopes }), await signedIn());
    expect(page.document.body.textContent).toContain('nothing that you have not agreed to');
  });
});

describe('a form of an interaction', () => {
  const parts = ['sign-in', 'continue', 'consent', 'abort'];

  it.each(parts)('at /%s is refused from another site, even with a good token', async (part) => {
    const visitor = await signedIn();
    const prompt = part === 'consent' ? 'consent' : 'login';
    const { page, interaction } = await openInteraction(test, { prompt, userId }, visitor);
    const sent = await visitor.post(
      `/o/interaction/${interaction.uid}/${part}`,
      new URLSearchParams({ form_token: formToken(page), login: 'ada', password: goodPassword }),
      { origin: 'https://evil.example' },
    );
    expect(sent.status).toBe(403);
    expect(last()).not.toContain(interaction.uid);
  });

  it.each(parts)('at /%s is shown again without its token', async (part) => {
    const visitor = await signedIn();
    const prompt = part === 'consent' ? 'consent' : 'login';
    const { interaction } = await openInteraction(test, { prompt, userId }, visitor);
    const entered = new URLSearchParams({ login: 'ada', password: goodPassword });
    const sent = await visitor.post(`/o/interaction/${interaction.uid}/${part}`, entered);
    expect(sent.status).toBe(403);
    expect(sent.document.querySelector('[role=alert]')?.textContent).toContain('open too long');
    expect(last()).not.toContain(interaction.uid);
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
    expect(last()).not.toContain(interaction.uid);
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
      "default-src 'none'; style-src 'self'; img-src 'self' https://cdn.example.com; form-action 'self' https://notebook.example; frame-ancestors 'none'; base-uri 'none'",
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
