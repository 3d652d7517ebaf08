import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Interaction } from '#modules/oauth';
import { PageVisitor } from '../../support/page-visitor.ts';
import { formToken, goodPassword, signedUp } from '../people.ts';
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

describe('consent', () => {
  const consent = { prompt: 'consent', reasons: ['op_scopes_missing'] } as const;
  const asConsent = (changes: Partial<Interaction> = {}): Partial<Interaction> => ({
    ...consent,
    reasons: [...consent.reasons],
    userId: world.userId,
    ...changes,
  });

  it('says who asks, for what, what was granted before, and where it leads', async () => {
    const { page } = await openInteraction(test, asConsent(), await world.signedIn());
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

  it('uses the words of the service for its scope, even of a name that is ours elsewhere', async () => {
    const none = { isGranted: false };
    const scopes = [
      { name: 'read', description: 'Read your files', service: 'Drive', ...none },
      { name: 'read', description: null, service: null, ...none },
      { name: 'unknown', description: null, service: null, ...none },
      { name: 'constructor', description: null, service: null, ...none },
    ];
    const { page } = await openInteraction(test, asConsent({ scopes }), await world.signedIn());
    const words = [...page.document.querySelectorAll('.scopes li')].map(({ textContent }) => textContent);
    expect(words).toEqual(['Read your files (Drive)', 'Read data in your name', 'unknown', 'constructor']);
  });

  it('offers Allow and Deny alike', async () => {
    const { page } = await openInteraction(test, asConsent(), await world.signedIn());
    const buttons = [...page.document.querySelectorAll('.choice button')];
    expect(buttons.map(({ textContent, className }) => [textContent, className])).toEqual([
      ['Allow', ''],
      ['Deny', ''],
    ]);
  });

  it('gives what was shown, in the name of who is signed in', async () => {
    const visitor = await world.signedIn();
    const { page, interaction } = await openInteraction(test, asConsent(), visitor);
    const done = await visitor.submit(page, { form: formTo(interaction, 'consent') });
    expect(locationOf(done)).toEqual(resumed(interaction));
    const session = await world.liveSession(visitor);
    expect(world.lastAsked()).toEqual([
      'finishConsent',
      interaction.uid,
      { ...session, scopes: ['openid', 'email', 'files.read'] },
      { type: 'user', id: world.userId },
    ]);
  });

  it('takes no word of the form for what is agreed to', async () => {
    const visitor = await world.signedIn();
    const { page, interaction } = await openInteraction(test, asConsent(), visitor);
    await visitor.submit(page, { form: formTo(interaction, 'consent'), fields: { scope: 'admin' } });
    expect(JSON.stringify(world.lastAsked())).not.toContain('admin');
  });

  it('can be refused', async () => {
    const visitor = await world.signedIn();
    const { page, interaction } = await openInteraction(test, asConsent(), visitor);
    const done = await visitor.submit(page, { form: formTo(interaction, 'abort') });
    expect(locationOf(done)).toEqual(resumed(interaction));
    expect(world.lastAsked()).toEqual(['abort', interaction.uid, { type: 'user', id: world.userId }]);
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
      expect(world.lastAsked()).not.toContain(interaction.uid);
    }
  });

  it('cannot be skipped by signing in', async () => {
    const visitor = await world.signedIn();
    const { page, interaction } = await openInteraction(test, asConsent(), visitor);
    const entered = new URLSearchParams({
      form_token: formToken(page),
      login: 'ada',
      password: goodPassword,
    });
    const address = `/o/interaction/${interaction.uid}`;
    expect(locationOf(await visitor.post(`${address}/sign-in`, entered))).toEqual([303, address]);
    expect(world.lastAsked()).not.toContain(interaction.uid);
  });

  it.each([
    ['com.example.app:', 'the app on this device that opens addresses with com.example.app:'],
    [null, 'you stay on this page'],
  ])('says where %s leads', async (returnSource, words) => {
    const { page } = await openInteraction(test, asConsent({ returnSource }), await world.signedIn());
    expect(page.document.body.textContent).toContain(words);
  });

  it('shows the code of a device, to be compared', async () => {
    const changes = asConsent({ userCode: 'BCDF-GHJK', returnSource: null });
    const { page } = await openInteraction(test, changes, await world.signedIn());
    expect(page.document.querySelector('.code')?.textContent).toBe('BCDF-GHJK');
  });

  it('says so when nothing new is asked for', async () => {
    const scopes = [{ name: 'openid', description: null, service: null, isGranted: true }];
    const { page } = await openInteraction(test, asConsent({ scopes }), await world.signedIn());
    expect(page.document.body.textContent).toContain('nothing that you have not agreed to');
  });
});
