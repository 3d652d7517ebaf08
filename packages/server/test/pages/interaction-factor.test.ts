import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PageVisitor } from '../support/page-visitor.ts';
import { addApp, addPasskey, answerOf } from '../support/second-factor.ts';
import { formTo, headingOf, interactionWorld, locationOf, resumed } from './oauth/interaction-world.ts';
import type { InteractionWorld } from './oauth/interaction-world.ts';
import { openInteraction } from './oauth/pages-app.ts';
import { ada, goodPassword } from './people.ts';

let world: InteractionWorld;
let recoveryCodes: string[];

beforeAll(async () => {
  world = await interactionWorld();
  ({ recoveryCodes } = await addApp({ ...world.test }, world.userId));
});
afterAll(() => world.test.close());

const nextCode = (): string => recoveryCodes.shift() ?? '';

/** A browser in which ada is signed in with a password alone, because her second factor came later. */
async function withPassword(): Promise<PageVisitor> {
  const { services } = world.test;
  const visitor = new PageVisitor(world.test.app);
  const started = { userId: world.userId, amr: ['pwd'], lifetimeSeconds: 3_600, isBrowser: true };
  const act = {
    actor: { type: 'anonymous', id: null },
    origin: { address: null, userAgent: null, requestId: null },
  } as const;
  const { secret } = await services.database.write((tx) => services.sessions.start(tx, act, started));
  visitor.cookies.set('ostiary_session', secret ?? '');
  return visitor;
}

describe('signing in for an application', () => {
  it('waits for the second factor, and then goes on to the application', async () => {
    const { visitor, interaction, page } = await openInteraction(world.test);
    const fields = { login: ada.username, password: goodPassword };
    const sent = await visitor.submit(page, { form: formTo(interaction, 'sign-in'), fields });
    const next = `/o/interaction/${interaction.uid}`;
    expect(locationOf(sent)).toEqual([303, `/sign-in/factor?next=${encodeURIComponent(next)}`]);
    const factor = await visitor.follow(sent);
    expect(factor.response.headers['cross-origin-opener-policy']).toBe('unsafe-none');
    expect(String(factor.response.headers['content-security-policy'])).toContain(
      "form-action 'self' https://notebook.example;",
    );
    const form = formTo(interaction, 'factor');
    const wrong = await visitor.submit(factor, { form, fields: { code: '000000' } });
    expect([wrong.status, headingOf(wrong)]).toEqual([400, 'Second factor']);
    const other = wrong.document.querySelector('main p.below a')?.getAttribute('href');
    expect(other).toBe(`${next}?account=other`);
    const done = await visitor.submit(wrong, { form, fields: { code: nextCode() } });
    expect(locationOf(done)).toEqual(resumed(interaction));
    expect(world.lastAsked()).toEqual(['finishSignIn', interaction.uid, await world.liveSession(visitor)]);
  });

  it('is finished only in the browser that the request began in', async () => {
    const { interaction } = await openInteraction(world.test);
    const visitor = new PageVisitor(world.test.app);
    const next = `/o/interaction/${interaction.uid}`;
    const page = await visitor.open(`/sign-in?next=${encodeURIComponent(next)}`);
    const fields = { login: ada.username, password: goodPassword };
    const factor = await visitor.follow(await visitor.submit(page, { fields }));
    const asked = world.test.oauth.asked.length;
    const form = formTo(interaction, 'factor');
    const done = await visitor.submit(factor, { form, fields: { code: nextCode() } });
    expect(locationOf(done)).toEqual([303, next]);
    expect(world.test.oauth.asked).toHaveLength(asked);
    expect(headingOf(await visitor.follow(done))).toBe('This request has expired');
  });
});

describe('an application that wants a second factor of who is signed in', () => {
  const wanted = { reasons: ['wanted_acr'], wantedAcr: 'aal2' } as const;
  const changes = { ...wanted, reasons: [...wanted.reasons] };

  it('gets it without a password', async () => {
    const { visitor, interaction, page } = await openInteraction(world.test, changes, await withPassword());
    expect(headingOf(page)).toBe('Confirm that it is you');
    expect(page.document.querySelector('input[type=password]')).toBeNull();
    const form = formTo(interaction, 'step-up');
    const wrong = await visitor.submit(page, { form, fields: { code: '' } });
    expect(wrong.document.getElementById('code-error')?.textContent).toContain('Enter a code');
    const done = await visitor.submit(wrong, { form, fields: { code: nextCode() } });
    expect(locationOf(done)).toEqual(resumed(interaction));
    expect(world.lastAsked()).toEqual(['finishSignIn', interaction.uid, await world.liveSession(visitor)]);
  });

  it('gets it by passkey', async () => {
    const { key } = await addPasskey({ ...world.test }, world.userId);
    const { visitor, interaction, page } = await openInteraction(world.test, changes, await withPassword());
    const form = formTo(interaction, 'step-up/passkey');
    const passkey = answerOf(page.document, key);
    const done = await visitor.submit(page, { form, fields: { passkey } });
    expect(locationOf(done)).toEqual(resumed(interaction));
  });

  it('gets nothing by a form that was not offered', async () => {
    const visitor = await withPassword();
    const { interaction, page } = await openInteraction(world.test, { reasons: ['max_age'] }, visitor);
    const token = page.document.querySelector('input[name=form_token]')?.getAttribute('value') ?? '';
    const asked = world.test.oauth.asked.length;
    for (const part of ['step-up', 'continue']) {
      const entered = new URLSearchParams({ form_token: token, code: nextCode() });
      const sent = await visitor.post(`/o/interaction/${interaction.uid}/${part}`, entered);
      expect(locationOf(sent)).toEqual([303, `/o/interaction/${interaction.uid}`]);
    }
    expect(world.test.oauth.asked).toHaveLength(asked);
  });

  it('asks who has shown both since then only whether to go on', async () => {
    const visitor = await withPassword();
    const reasons = ['max_age'];
    const { page } = await openInteraction(world.test, { reasons, beganAt: 0 }, visitor);
    expect(headingOf(page)).toBe('Continue to Notebook');
  });
});
