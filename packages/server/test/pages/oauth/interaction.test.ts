import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ada, formToken, goodPassword, signedUp } from '../people.ts';
import {
  formTo,
  headingOf,
  interactionWorld,
  locationOf,
  resumed,
  type InteractionWorld,
} from './interaction-world.ts';
import { openInteraction, type PagesApp } from './pages-app.ts';

let world: InteractionWorld;
let test: PagesApp;
beforeAll(async () => {
  world = await interactionWorld();
  ({ test } = world);
});
afterAll(() => test.close());

describe('somebody who is not signed in', () => {
  it('sees who asks, signs in, and is sent back to the engine with the new session', async () => {
    const { visitor, interaction, page } = await openInteraction(test);
    expect(headingOf(page)).toBe('Sign in to Notebook');
    expect(page.document.querySelector('.card img')?.getAttribute('src')).toBe(
      'https://cdn.example.com/logo.png',
    );
    const done = await visitor.submit(page, { fields: { login: 'ada', password: goodPassword } });
    expect(locationOf(done)).toEqual(resumed(interaction));
    expect(world.lastAsked()).toEqual(['finishSignIn', interaction.uid, await world.liveSession(visitor)]);
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
    expect(world.lastAsked()).toEqual(['abort', interaction.uid, { type: 'anonymous', id: null }]);
  });
});

describe('somebody who is signed in', () => {
  it.each([
    ['login', ['no_session']],
    ['select_account', ['select_account_prompt']],
  ] as const)('can go on with this account for %s because of %j', async (prompt, reasons) => {
    const visitor = await world.signedIn();
    const session = await world.liveSession(visitor);
    const { page, interaction } = await openInteraction(test, { prompt, reasons: [...reasons] }, visitor);
    expect(page.document.body.textContent).toContain('Continue as Ada Lovelace');
    const done = await visitor.submit(page, { form: formTo(interaction, 'continue') });
    expect(locationOf(done)).toEqual(resumed(interaction));
    expect(world.lastAsked()).toEqual(['finishSignIn', interaction.uid, session]);
  });

  it('can use another account instead, which ends this session', async () => {
    const { person: eve } = await signedUp(test);
    const visitor = await world.signedIn();
    const before = await world.liveSession(visitor);
    const { page, interaction } = await openInteraction(test, { loginHint: eve.username }, visitor);
    const other = page.document.querySelector('a[href$="?account=other"]')?.getAttribute('href') ?? '';
    const form = await visitor.open(other);
    const wrong = await visitor.submit(form, { fields: { password: 'wrong' } });
    expect(wrong.document.querySelector('[role=alert]')).not.toBeNull();
    const done = await visitor.submit(wrong, { fields: { password: eve.password } });
    expect(locationOf(done)).toEqual(resumed(interaction));
    const after = await world.liveSession(visitor);
    expect(after?.userId).not.toBe(before?.userId);
    expect(world.lastAsked()).toEqual(['finishSignIn', interaction.uid, after]);
    const ended = await test.services.sessions.findWithUser(before?.sessionId ?? '', world.userId);
    expect(ended?.session).toBeUndefined();
  });

  it.each(['login_prompt', 'max_age', 'essential_acr', 'essential_acrs', 'a reason of tomorrow'])(
    'must prove it again because of %s, and keeps the session',
    async (reason) => {
      const visitor = await world.signedIn();
      const before = await world.liveSession(visitor);
      const { page, interaction } = await openInteraction(test, { reasons: [reason, 'no_session'] }, visitor);
      expect(headingOf(page)).toBe('Confirm that it is you');
      const login = page.document.getElementById('login');
      expect(login?.getAttribute('value')).toBe('ada@example.com');
      expect(login?.hasAttribute('readonly')).toBe(true);
      expect(page.document.querySelector(formTo(interaction, 'continue'))).toBeNull();

      const address = `/o/interaction/${interaction.uid}`;
      const token = new URLSearchParams({ form_token: formToken(page) });
      expect(locationOf(await visitor.post(`${address}/continue`, token))).toEqual([303, address]);
      expect(world.lastAsked()).not.toContain(interaction.uid);

      const done = await visitor.submit(page, { fields: { password: goodPassword } });
      expect(locationOf(done)).toEqual(resumed(interaction));
      expect(world.lastAsked()).toEqual(['finishSignIn', interaction.uid, before]);
      expect(await world.liveSession(visitor)).toEqual(before);
    },
  );

  it.each(['login_prompt', 'max_age'])('is not let off %s by a choice of accounts', async (reason) => {
    const changes = { prompt: 'select_account', reasons: ['select_account_prompt', reason] } as const;
    const { page } = await openInteraction(
      test,
      { ...changes, reasons: [...changes.reasons] },
      await world.signedIn(),
    );
    expect(headingOf(page)).toBe('Confirm that it is you');
  });

  it.each(['id_token_hint', 'claims_id_token_sub_value'])(
    'is asked for another account because of %s',
    async (reason) => {
      const { page } = await openInteraction(test, { reasons: [reason] }, await world.signedIn());
      expect(page.document.querySelector('[role=status]')?.textContent).toContain('another account');
      expect(page.document.getElementById('login')?.hasAttribute('readonly')).toBe(false);
    },
  );
});
