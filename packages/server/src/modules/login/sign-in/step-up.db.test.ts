import { databases, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Session } from '#modules/sessions';
import type { User } from '#modules/users';
import {
  actOf,
  codeOf,
  createSignInFixture,
  password,
  visitor,
  type SignInFixture,
} from './sign-in.fixture.ts';

describe.each(databases())('showing once more who one is, on $name', ({ open }) => {
  let store: TestDatabase;
  let world: SignInFixture;
  let ada: User;

  beforeEach(async () => {
    store = await open();
    world = await createSignInFixture(store);
    ada = await world.add({ username: 'ada' });
  });
  afterEach(() => world.close());

  async function begin(): Promise<{ session: Session; secret: string }> {
    const outcome = await world.signIn.withPassword(visitor, { login: 'ada', password }, {});
    if (outcome.kind !== 'signed-in') throw new Error('The sign-in waits');
    return outcome;
  }

  const isRecent = async (session: Session): Promise<boolean> => {
    const code = await codeOf(world.signIn.requireRecent(session));
    if (code !== 'none') expect(code).toBe('login.step_up_required');
    return code === 'none';
  };

  const current = (session: Session) => ({ sessionId: session.id, userId: session.userId });

  it('is not asked for in the first minutes, and is by password for who has nothing else', async () => {
    const { session, secret } = await begin();
    world.clock.advance(900_000);
    expect(await isRecent(session)).toBe(true);
    world.clock.advance(1);
    expect(await isRecent(session)).toBe(false);
    const act = actOf(ada);
    expect(await codeOf(world.signIn.stepUp(act, current(session), { password: 'wrong' }))).toBe(
      'passwords.invalid_credentials',
    );
    const proved = await world.signIn.stepUp(act, current(session), { password });
    expect(proved.session).toMatchObject({ id: session.id, amr: ['pwd'], acr: 'aal1' });
    expect(await isRecent(proved.session)).toBe(true);
    expect(proved.secret).not.toBeNull();
    expect(await world.sessions.findBySecret(secret)).toBeUndefined();
    expect((await world.sessions.findBySecret(proved.secret ?? ''))?.session.id).toBe(session.id);
    expect((await world.actions()).at(-1)).toBe('session.step_up success');
  });

  it('is by the second factor for who has one: the password is no answer', async () => {
    const { session } = await begin();
    const { app, recoveryCodes } = await world.enrolApp(ada);
    expect(await isRecent(session)).toBe(false);
    const act = actOf(ada);
    expect(await codeOf(world.signIn.stepUp(act, current(session), { password }))).toBe('mfa.required');
    expect(await codeOf(world.signIn.stepUp(act, current(session), { code: '000000' }))).toBe(
      'mfa.invalid_code',
    );
    const proved = await world.signIn.stepUp(act, current(session), { code: app.code() });
    expect([proved.session.amr, proved.session.acr]).toEqual([['pwd', 'otp', 'mfa'], 'aal2']);
    expect(await isRecent(proved.session)).toBe(true);
    world.clock.advance(900_001);
    expect(await isRecent(proved.session)).toBe(false);
    const [code = ''] = recoveryCodes;
    const again = await world.signIn.stepUp(act, current(session), { code });
    expect(await isRecent(again.session)).toBe(true);
  });

  it('is by passkey, which is enough by itself when it knows its user', async () => {
    const { session } = await begin();
    const { key } = await world.enrolPasskey(ada);
    const passkey = (await world.show(key, ada)) as never;
    const proved = await world.signIn.stepUp(actOf(ada), current(session), { passkey });
    expect(proved.session.acr).toBe('aal2');
  });

  it('is not by the passkey alone that the session was begun with, when that asks for nothing', async () => {
    const { key } = await world.enrolPasskey(ada, { isUserVerified: false });
    const started = { userId: ada.id, amr: ['hwk'], lifetimeSeconds: 3_600, isBrowser: true };
    const { session } = await store.database.write((tx) => world.sessions.start(tx, visitor, started));
    const passkey = (await world.show(key, ada)) as never;
    const code = await codeOf(world.signIn.stepUp(actOf(ada), current(session), { passkey }));
    expect(code).toBe('mfa.required');
  });

  it('is for a live session of one’s own', async () => {
    const { session } = await begin();
    const eve = await world.add({ username: 'eve' });
    const foreign = { sessionId: session.id, userId: eve.id };
    expect(await codeOf(world.signIn.stepUp(actOf(eve), foreign, { password }))).toBe('sessions.not_found');
    await store.database.write((tx) => world.sessions.end(tx, visitor, session.id, 'signed_out'));
    const ended = world.signIn.stepUp(actOf(ada), current(session), { password });
    expect(await codeOf(ended)).toBe('sessions.not_found');
    expect(await world.signIn.noteEnrolment(actOf(ada), current(session), ['otp'])).toBeUndefined();
  });

  it('is not asked for after a factor was set up in the session', async () => {
    const { session } = await begin();
    await world.enrolApp(ada);
    const noted = await world.signIn.noteEnrolment(actOf(ada), current(session), ['otp']);
    expect([noted?.session.acr, noted && (await isRecent(noted.session))]).toEqual(['aal2', true]);
  });

  it('of a session without a cookie gives no secret', async () => {
    const started = { userId: ada.id, amr: ['pwd'], lifetimeSeconds: 3_600, isBrowser: false };
    const { session } = await store.database.write((tx) => world.sessions.start(tx, visitor, started));
    const { secret } = await world.signIn.stepUp(actOf(ada), current(session), { password });
    expect(secret).toBeNull();
  });
});
