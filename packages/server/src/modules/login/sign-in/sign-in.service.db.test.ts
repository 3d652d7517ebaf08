import { databases, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { User } from '#modules/users';
import {
  actOf,
  codeOf,
  createSignInFixture,
  operator,
  password,
  visitor,
  type SignInFixture,
} from './sign-in.fixture.ts';
import type { Browser, SignedIn, SignInOutcome } from './sign-in.types.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;

function signedIn(outcome: SignInOutcome): SignedIn {
  if (outcome.kind !== 'signed-in') throw new Error(`The sign-in waits: ${outcome.kind}`);
  return outcome;
}

function pendingOf(outcome: SignInOutcome): string {
  if (outcome.kind === 'signed-in') throw new Error('The sign-in does not wait');
  return outcome.pending;
}

describe.each(databases())('signing in on $name', ({ open }) => {
  let store: TestDatabase;
  let world: SignInFixture;
  let ada: User;

  async function begin(env: Record<string, string> = {}): Promise<void> {
    store = await open();
    world = await createSignInFixture(store, { OSTIARY_FACTOR_ROLES: 'owner', ...env });
    ada = await world.add({ username: 'ada', email: 'ada@example.org' });
  }
  beforeEach(() => begin());
  afterEach(() => world.close());

  const withPassword = (browser: Browser = {}, login = 'ada'): Promise<SignInOutcome> =>
    world.signIn.withPassword(visitor, { login, password }, browser);

  it('needs no more than a password of who has nothing else', async () => {
    const { user, session, secret, graceEndsAt } = signedIn(await withPassword());
    expect([user.id, session.amr, session.acr, graceEndsAt]).toEqual([ada.id, ['pwd'], 'aal1', null]);
    expect((await world.sessions.findBySecret(secret))?.session.id).toBe(session.id);
  });

  it('renews the session that the browser has of the same user, and leaves that of another alone', async () => {
    const first = signedIn(await withPassword());
    const current = { sessionId: first.session.id, userId: ada.id };
    const again = signedIn(await withPassword({ current }));
    expect(again.session.id).toBe(first.session.id);
    expect(again.secret).not.toBe(first.secret);
    const bob = await world.add({ username: 'bob' });
    const other = signedIn(await withPassword({ current }, 'bob'));
    expect([other.user.id, other.session.id === current.sessionId]).toEqual([bob.id, false]);
    expect(await world.sessions.findLive(current.sessionId)).toBeDefined();
  });

  it('waits for the second factor of who has one, and then is as strong as two', async () => {
    const { app, recoveryCodes } = await world.enrolApp(ada);
    const pending = pendingOf(await withPassword());
    expect(await world.signIn.findPending(pending)).toMatchObject({
      ...{ user: { id: ada.id }, amr: ['pwd'], methods: ['totp', 'recovery_code'] },
    });
    expect(await world.sessions.list(store.database.db, ada.id)).toEqual([]);
    const { session } = await world.signIn.goOn(visitor, pending, { code: app.code() }, {});
    expect([session.amr, session.acr]).toEqual([['pwd', 'otp', 'mfa'], 'aal2']);
    const byRecovery = pendingOf(await withPassword());
    const [code = ''] = recoveryCodes;
    expect((await world.signIn.goOn(visitor, byRecovery, { code }, {})).session.acr).toBe('aal2');
  });

  it('keeps waiting after a wrong code, and starts one session of any number of right ones', async () => {
    const { recoveryCodes } = await world.enrolApp(ada);
    const pending = pendingOf(await withPassword());
    const wrong = world.signIn.goOn(visitor, pending, { code: '000000' }, {});
    expect(await codeOf(wrong)).toBe('mfa.invalid_code');
    const tries = recoveryCodes.map((code) => world.signIn.goOn(visitor, pending, { code }, {}));
    const outcomes = await Promise.allSettled(tries);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await world.sessions.list(store.database.db, ada.id)).toHaveLength(1);
    expect(await codeOf(world.signIn.goOn(visitor, pending, { code: '000000' }, {}))).toBe(
      'login.sign_in_gone',
    );
  });

  it('waits ten minutes, and neither an unknown secret nor an empty one is a sign-in', async () => {
    const { app } = await world.enrolApp(ada);
    const pending = pendingOf(await withPassword());
    world.clock.advance(10 * minuteMs);
    expect(await world.signIn.findPending(pending)).toBeUndefined();
    for (const secret of [pending, '', 'x'.repeat(43)]) {
      const going = world.signIn.goOn(visitor, secret, { code: app.code() }, {});
      expect(await codeOf(going)).toBe('login.sign_in_gone');
    }
    const pruned = await store.database.write((tx) => world.signIn.prune(tx, world.clock.nowMs()));
    expect(pruned).toBe(1);
  });

  it('waits for nobody whose password is another one or whose account is closed', async () => {
    await world.enrolApp(ada);
    const first = pendingOf(await withPassword());
    await world.passwords.reset(operator, ada.id, 'harbour-lantern-piano');
    expect(await world.signIn.findPending(first)).toBeUndefined();
    const bob = await world.add({ username: 'bob' });
    await world.enrolApp(bob);
    const second = pendingOf(await withPassword({}, 'bob'));
    await world.users.deactivate(operator, bob.id);
    expect(await world.signIn.findPending(second)).toBeUndefined();
  });

  describe('with a trusted browser', () => {
    it('asks for no second factor, and is as strong as what was shown', async () => {
      await world.enrolApp(ada);
      const trusted = await world.mfa.trustedDevices.trust(actOf(ada), ada);
      const browser = { trustedDevice: trusted?.secret };
      const { session } = signedIn(await withPassword(browser));
      expect([session.amr, session.acr]).toEqual([['pwd'], 'aal1']);
      expect((await withPassword({ trustedDevice: 'another' })).kind).toBe('factor-wanted');
      expect(await codeOf(world.signIn.requireRecent(session))).toBe('login.step_up_required');
    });

    it('asks again when the trust has expired, or the password is another one', async () => {
      await world.enrolApp(ada);
      const trusted = await world.mfa.trustedDevices.trust(actOf(ada), ada);
      const browser = { trustedDevice: trusted?.secret };
      world.clock.advance(30 * dayMs);
      expect((await withPassword(browser)).kind).toBe('factor-wanted');
    });
  });

  describe('by passkey', () => {
    it('is as strong as two factors when the authenticator knows its user', async () => {
      const { key } = await world.enrolPasskey(ada);
      const shown = (await world.show(key, null)) as never;
      const { user, session } = signedIn(await world.signIn.withPasskey(visitor, shown, {}));
      expect([user.id, session.amr, session.acr]).toEqual([ada.id, ['hwk', 'user', 'mfa'], 'aal2']);
      expect(await codeOf(world.signIn.withPasskey(visitor, shown, {}))).toBe('mfa.passkey_refused');
    });

    it('waits for a code when it only says that somebody touched it', async () => {
      const { key, recoveryCodes } = await world.enrolPasskey(ada, { isUserVerified: false });
      const shown = (await world.show(key, null)) as never;
      const pending = pendingOf(await world.signIn.withPasskey(visitor, shown, {}));
      expect((await world.signIn.findPending(pending))?.methods).toEqual(['recovery_code']);
      const again = (await world.show(key, ada)) as never;
      const itself = world.signIn.goOn(visitor, pending, { passkey: again }, {});
      expect(await codeOf(itself)).toBe('mfa.passkey_refused');
      const [code = ''] = recoveryCodes;
      const { session } = await world.signIn.goOn(visitor, pending, { code }, {});
      expect(session.acr).toBe('aal2');
    });

    it('is a second factor after a password', async () => {
      const { key } = await world.enrolPasskey(ada, { isUserVerified: false });
      const pending = pendingOf(await withPassword());
      const passkey = (await world.show(key, ada)) as never;
      const { session } = await world.signIn.goOn(visitor, pending, { passkey }, {});
      expect([session.amr, session.acr]).toEqual([['pwd', 'hwk', 'mfa'], 'aal2']);
    });

    it('of somebody else goes on with nobody’s sign-in', async () => {
      await world.enrolApp(ada);
      const eve = await world.add({ username: 'eve' });
      const { key } = await world.enrolPasskey(eve);
      const pending = pendingOf(await withPassword());
      for (const shower of [eve, ada, null]) {
        const passkey = (await world.show(key, shower).catch(() => null)) as never;
        if (passkey === null) continue;
        const going = world.signIn.goOn(visitor, pending, { passkey }, {});
        expect(await codeOf(going)).toBe('mfa.passkey_refused');
      }
    });
  });

  it('by a link in a mail is a first factor like another', async () => {
    const { app } = await world.enrolApp(ada);
    const shown = { user: ada, amr: ['email'] };
    const pending = pendingOf(await world.signIn.withFirstFactor(visitor, shown, {}));
    const { session } = await world.signIn.goOn(visitor, pending, { code: app.code() }, {});
    expect(session.amr).toEqual(['email', 'otp', 'mfa']);
  });

  describe('with a role that asks for a second factor', () => {
    it('goes on in the grace, and afterwards sets one up first', async () => {
      const olga = await world.add({ username: 'olga' }, ['owner']);
      const { graceEndsAt } = signedIn(await withPassword({}, 'olga'));
      expect(graceEndsAt).toBe(world.clock.nowMs() + 7 * dayMs);
      world.clock.advance(7 * dayMs);
      const outcome = await withPassword({}, 'olga');
      expect(outcome.kind).toBe('enrolment-wanted');
      const pending = pendingOf(outcome);
      expect((await world.signIn.findPending(pending))?.methods).toEqual([]);
      const early = world.signIn.goOnAfterEnrolment(visitor, pending, ['otp'], {});
      expect(await codeOf(early)).toBe('mfa.enrolment_required');
      await world.enrolApp(olga);
      const { session } = await world.signIn.goOnAfterEnrolment(visitor, pending, ['otp'], {});
      expect([session.userId, session.amr]).toEqual([olga.id, ['pwd', 'otp', 'mfa']]);
      const twice = world.signIn.goOnAfterEnrolment(visitor, pending, ['otp'], {});
      expect(await codeOf(twice)).toBe('login.sign_in_gone');
    });
  });

  it('waits for the address to be confirmed where that is required of who signed up', async () => {
    await world.close();
    await begin({ OSTIARY_EMAIL_VERIFICATION: 'required', OSTIARY_MAIL: 'console' });
    await world.add({ username: 'newt', email: 'newt@example.org', isEmailClaimed: true });
    expect(await codeOf(withPassword({}, 'newt'))).toBe('passwords.invalid_credentials');
    const wrong = world.signIn.withPassword(visitor, { login: 'newt', password: 'no' }, {});
    expect(await codeOf(wrong)).toBe('passwords.invalid_credentials');
    expect((await withPassword()).kind).toBe('signed-in');
  });
});
