import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addApp, addPasskey, answerOf } from '../support/second-factor.ts';
import type { PageVisitor, Visited } from '../support/page-visitor.ts';
import { testApp, type TestApp } from '../support/test-app.ts';
import { goodPassword, signedUp, somebody } from './people.ts';

/** A little more than proofs are good for. */
const tooLongMs = 900_001;

let test: TestApp;
beforeAll(async () => {
  test = await testApp();
});
afterAll(() => test.close());

const headingOf = ({ document }: Visited): string => document.querySelector('h1')?.textContent ?? '';
const locationOf = ({ response }: Visited): unknown => response.headers.location;

async function sessionOf(visitor: PageVisitor) {
  return test.services.sessions.findBySecret(visitor.cookies.get('ostiary_session') ?? '');
}

/** Somebody whose sign-in is so long ago that sensitive acts ask again. */
async function longSignedIn() {
  const { visitor, person } = await signedUp(test, somebody());
  const found = await sessionOf(visitor);
  if (!found) throw new Error('Nobody is signed in');
  test.clock.advance(tooLongMs);
  return { visitor, person, userId: found.user.id, sessionId: found.session.id };
}

describe('a page about something sensitive', () => {
  it('asks to sign in, and asks who has been signed in for long to show once more who they are', async () => {
    const { visitor } = await longSignedIn();
    const asked = await visitor.open('/account/factors/apps/new');
    expect([asked.status, locationOf(asked)]).toEqual([
      303,
      '/confirm?next=%2Faccount%2Ffactors%2Fapps%2Fnew',
    ]);
    const page = await visitor.follow(asked);
    expect(headingOf(page)).toBe('Confirm that it is you');
    const done = await visitor.submit(page, { fields: { password: goodPassword } });
    expect([done.status, locationOf(done)]).toEqual([303, '/account/factors/apps/new']);
    expect((await visitor.follow(done)).status).toBe(200);
  });
});

describe('confirming', () => {
  it('keeps the session, with a new secret for its cookie', async () => {
    const { visitor, sessionId } = await longSignedIn();
    const before = visitor.cookies.get('ostiary_session') ?? '';
    await visitor.submit(await visitor.open('/confirm'), { fields: { password: goodPassword } });
    expect((await sessionOf(visitor))?.session.id).toBe(sessionId);
    expect(await test.services.sessions.findBySecret(before)).toBeUndefined();
  });

  it.each(['wrong-password-9', '', 'a\0b'])('shows the page again for the password %j', async (password) => {
    const { visitor } = await longSignedIn();
    const page = await visitor.open('/confirm?next=%2Fsign-out');
    const refused = await visitor.submit(page, { fields: { password } });
    expect(refused.status).toBe(400);
    expect(refused.document.querySelector('[role=alert]')).not.toBeNull();
    expect(refused.document.querySelector('input[type=password]')?.hasAttribute('value')).toBe(false);
    const done = await visitor.submit(refused, { fields: { password: goodPassword } });
    expect(locationOf(done)).toBe('/sign-out');
  });

  it('goes nowhere but to pages of ours', async () => {
    const { visitor } = await longSignedIn();
    const page = await visitor.open(`/confirm?next=${encodeURIComponent('https://evil.example/')}`);
    const done = await visitor.submit(page, { fields: { password: goodPassword } });
    expect(locationOf(done)).toBe('/');
  });

  it('is by code for who has an authenticator app: the password is no answer', async () => {
    const { visitor, userId } = await longSignedIn();
    const { code } = await addApp(test, userId);
    const page = await visitor.open('/confirm?next=%2Fsign-out');
    expect(page.document.querySelector('input[type=password]')).toBeNull();
    const byPassword = await visitor.submit(page, { fields: { password: goodPassword } });
    expect(byPassword.status).toBe(400);
    const wrong = await visitor.submit(page, { fields: { code: '000000' } });
    expect(wrong.document.getElementById('code-error')?.textContent).toContain('not right');
    const done = await visitor.submit(wrong, { fields: { code: code() } });
    expect(locationOf(done)).toBe('/sign-out');
    expect((await sessionOf(visitor))?.session).toMatchObject({ amr: ['pwd', 'otp', 'mfa'], acr: 'aal2' });
  });

  it('is by passkey for who has one', async () => {
    const { visitor, userId } = await longSignedIn();
    const { key } = await addPasskey(test, userId);
    const page = await visitor.open('/confirm?next=%2Fsign-out');
    const form = 'form[data-passkey]';
    const done = await visitor.submit(page, { form, fields: { passkey: answerOf(page.document, key) } });
    expect(locationOf(done)).toBe('/sign-out');
    expect((await sessionOf(visitor))?.session.acr).toBe('aal2');
  });

  it('is not by the passkey of somebody else', async () => {
    const { userId: eve } = await longSignedIn();
    const { key } = await addPasskey(test, eve);
    const { visitor, userId } = await longSignedIn();
    await addPasskey(test, userId);
    const page = await visitor.open('/confirm');
    const options = page.document.querySelector<HTMLElement>('form[data-passkey]')?.dataset['options'] ?? '';
    const { challenge } = JSON.parse(options) as { challenge: string };
    const passkey = JSON.stringify(key.get({ challenge }));
    const refused = await visitor.submit(page, { form: 'form[data-passkey]', fields: { passkey } });
    expect(refused.status).toBe(400);
  });

  it('is for who is signed in, by a form of ours', async () => {
    const { visitor } = await longSignedIn();
    const page = await visitor.open('/confirm');
    const fields = { password: goodPassword };
    const headers = { origin: 'https://evil.example' };
    expect((await visitor.submit(page, { fields, headers })).status).toBe(403);
    visitor.cookies.delete('ostiary_session');
    expect(locationOf(await visitor.open('/confirm?next=%2Fx'))).toBe(
      `/sign-in?next=${encodeURIComponent('/confirm?next=%2Fx')}`,
    );
  });
});
