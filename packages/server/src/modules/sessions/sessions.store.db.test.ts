import { databases, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createSessionsFixture, operator, visitor, type SessionsFixture } from './sessions.fixture.ts';

describe.each(databases())('sessions on $name', ({ open }) => {
  let store: TestDatabase;
  let fixture: SessionsFixture;

  beforeEach(async () => {
    store = await open();
    fixture = createSessionsFixture(store);
  });
  afterEach(() => store.close());

  const end = (id: string) =>
    store.database.write((tx) => fixture.sessions.end(tx, visitor, id, 'signed_out'));
  const ended = async () => (await fixture.events()).filter((event) => event.type === 'session.ended');

  test('a cookie finds its live session and user', async () => {
    const user = await fixture.addUser({ username: 'ann', email: 'ann@example.com', firstName: 'Ann' });
    const { session, secret } = await fixture.start(user.id);
    const found = await fixture.sessions.findBySecret(secret!);
    expect(found?.session).toEqual(session);
    expect(found?.session).toMatchObject({
      amr: ['pwd'],
      address: '198.51.100.7',
      userAgent: 'test browser',
    });
    expect(found?.user).toEqual({ ...user, lastSignInAt: session.createdAt });
    expect(await fixture.sessions.findBySecret('another secret')).toBeUndefined();
    expect(await fixture.sessions.findBySecret('')).toBeUndefined();
  });

  test('signing in is noted on the user and audited as theirs', async () => {
    const user = await fixture.addUser();
    await fixture.start(user.id);
    expect(await fixture.actions()).toEqual(['user.create', 'session.sign_in']);
    const entry = await store.database.db
      .selectFrom('audit_entries')
      .select(['actor_type', 'actor_id', 'target_id'])
      .where('action', '=', 'session.sign_in')
      .executeTakeFirstOrThrow();
    expect(entry).toEqual({ actor_type: 'user', actor_id: user.id, target_id: user.id });
  });

  test('a session without a browser has no secret', async () => {
    const user = await fixture.addUser();
    const [one, other] = [
      await fixture.start(user.id, { isBrowser: false }),
      await fixture.start(user.id, { isBrowser: false }),
    ];
    expect([one.secret, other.secret]).toEqual([null, null]);
  });

  test('nobody signs in to an account that was closed meanwhile', async () => {
    const user = await fixture.addUser({ username: 'gone', isActive: false });
    await expect(fixture.start(user.id)).rejects.toMatchObject({ code: 'passwords.invalid_credentials' });
    await expect(fixture.start('01900000-0000-7000-8000-000000000009')).rejects.toMatchObject({
      code: 'passwords.invalid_credentials',
    });
    expect(await fixture.sessions.list(store.database.db, user.id)).toEqual([]);
  });

  test('closing an account while its user signs in leaves no live session', async () => {
    for (let round = 0; round < 8; round++) {
      const user = await fixture.addUser();
      const deactivation = fixture.users.deactivate(operator, user.id);
      const signIns = Array.from({ length: 4 }, () => fixture.start(user.id).catch(() => undefined));
      await Promise.all([deactivation, ...signIns]);
      expect(await fixture.sessions.list(store.database.db, user.id)).toEqual([]);
    }
  });

  test('a session is over when it expires', async () => {
    const user = await fixture.addUser();
    const { session, secret } = await fixture.start(user.id, { lifetimeSeconds: 100 });
    fixture.clock.advance(99_999);
    expect(await fixture.sessions.findBySecret(secret!)).toBeDefined();
    expect((await fixture.sessions.findWithUser(session.id, user.id))?.session).toBeDefined();
    fixture.clock.advance(1);
    expect(await fixture.sessions.findBySecret(secret!)).toBeUndefined();
    expect((await fixture.sessions.findWithUser(session.id, user.id))?.session).toBeUndefined();
    expect(await fixture.sessions.list(store.database.db, user.id)).toEqual([]);
  });

  test('a cookie that nobody used for too long finds nothing, while tokens of its session go on', async () => {
    const idle = createSessionsFixture(store, { idleSeconds: 600 });
    const user = await idle.addUser();
    const { session, secret } = await idle.start(user.id, { lifetimeSeconds: 100_000 });
    for (let use = 0; use < 3; use++) {
      idle.clock.advance(599_999);
      expect(await idle.sessions.findBySecret(secret!)).toBeDefined();
      const seen = async () => (await idle.sessions.findLive(session.id))?.session.lastSeenAt;
      await vi.waitFor(async () => expect(await seen()).toBe(idle.clock.nowMs()));
    }
    idle.clock.advance(600_000);
    expect(await idle.sessions.findBySecret(secret!)).toBeUndefined();
    // Asking is no use of it.
    expect(await idle.sessions.findBySecret(secret!)).toBeUndefined();
    expect(await idle.sessions.findLive(session.id)).toBeDefined();
  });

  test('a user is found with that session only if it is theirs', async () => {
    const [ann, ben] = [await fixture.addUser(), await fixture.addUser()];
    const { session } = await fixture.start(ann.id);
    expect(await fixture.sessions.findWithUser(session.id, ann.id)).toMatchObject({
      user: { id: ann.id },
      session,
    });
    expect(await fixture.sessions.findWithUser(session.id, ben.id)).toMatchObject({
      user: { id: ben.id },
      session: undefined,
    });
    expect(await fixture.sessions.findWithUser(session.id, session.id)).toBeUndefined();
  });

  test('extending never shortens and never revives', async () => {
    const user = await fixture.addUser();
    const { session } = await fixture.start(user.id);
    const extend = (expiresAt: number) =>
      store.database.write((tx) => fixture.sessions.extend(tx, session.id, expiresAt, fixture.clock.nowMs()));
    const expiry = async () => (await fixture.sessions.findWithUser(session.id, user.id))?.session?.expiresAt;
    await extend(session.expiresAt + 5);
    await extend(session.expiresAt - 5);
    expect(await expiry()).toBe(session.expiresAt + 5);
    await end(session.id);
    await extend(session.expiresAt + 50);
    expect(await expiry()).toBeUndefined();
  });

  test('of many that end a session at once, one does', async () => {
    const user = await fixture.addUser();
    const { session, secret } = await fixture.start(user.id);
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => end(session.id)));
    expect(outcomes.filter(Boolean)).toHaveLength(1);
    expect(fixture.endedFamilies).toEqual([{ sessionIds: [session.id], reason: 'signed_out' }]);
    expect(await ended()).toEqual([
      { type: 'session.ended', subjectId: session.id, data: { user_id: user.id, reason: 'signed_out' } },
    ]);
    expect(await fixture.actions()).toEqual(['user.create', 'session.sign_in', 'session.end']);
    expect(await fixture.sessions.findBySecret(secret!)).toBeUndefined();
  });

  test('ending all keeps the one that asks, tells of each and audits once', async () => {
    const [ann, ben] = [await fixture.addUser(), await fixture.addUser()];
    const kept = await fixture.start(ann.id);
    const others = [await fixture.start(ann.id), await fixture.start(ann.id)];
    const expired = await fixture.start(ann.id, { lifetimeSeconds: 0 });
    const foreign = await fixture.start(ben.id);
    const endAll = () =>
      store.database.write((tx) =>
        fixture.sessions.endAll(tx, visitor, ann.id, 'everywhere', kept.session.id),
      );
    expect(await endAll()).toBe(2);
    expect(await endAll()).toBe(0);
    const ids = others.map((one) => one.session.id).sort();
    expect(fixture.endedFamilies).toEqual([{ sessionIds: ids, reason: 'everywhere' }]);
    expect((await ended()).map((event) => event.subjectId)).toEqual(ids);
    expect(ids).not.toContain(expired.session.id);
    expect((await fixture.actions()).filter((action) => action === 'session.end_all')).toHaveLength(1);
    expect(await fixture.sessions.findBySecret(kept.secret!)).toBeDefined();
    expect(await fixture.sessions.findBySecret(foreign.secret!)).toBeDefined();
  });

  test('last use is written in the background, at most once a minute', async () => {
    const user = await fixture.addUser();
    const { session, secret } = await fixture.start(user.id);
    const seenAt = async () =>
      (await fixture.sessions.findWithUser(session.id, user.id))?.session?.lastSeenAt;
    fixture.clock.advance(59_999);
    await fixture.sessions.findBySecret(secret!);
    await store.database.write(() => Promise.resolve());
    expect(await seenAt()).toBe(session.createdAt);
    fixture.clock.advance(1);
    await Promise.all(Array.from({ length: 5 }, () => fixture.sessions.findBySecret(secret!)));
    await vi.waitFor(async () => expect(await seenAt()).toBe(session.createdAt + 60_000));
    expect(fixture.backgroundErrors).toEqual([]);
  });

  test('are listed newest first, page by page', async () => {
    const user = await fixture.addUser();
    const ids: string[] = [];
    for (let index = 0; index < 5; index++) ids.unshift((await fixture.start(user.id)).session.id);
    await end(ids[1]!);
    const list = (page?: { before?: string; limit?: number }) =>
      fixture.sessions.list(store.database.db, user.id, page);
    const live = ids.filter((id) => id !== ids[1]);
    expect((await list()).map((one) => one.id)).toEqual(live);
    expect((await list({ limit: 2 })).map((one) => one.id)).toEqual(live.slice(0, 2));
    expect((await list({ limit: 2, before: live[1]! })).map((one) => one.id)).toEqual(live.slice(2));
  });

  test('own sessions may be ended, and those of somebody with less', async () => {
    await fixture.access.ensureBuiltinRoles();
    const [ann, root, owner] = [
      await fixture.addUser(),
      await fixture.addUser({ username: 'root', isSuperuser: true }),
      await fixture.addUser(),
    ];
    await fixture.access.grantRole(operator, { userId: owner.id }, 'owner');
    const [annCaller, rootCaller] = [await fixture.callerOf(ann), await fixture.callerOf(root)];
    const one = async (userId: string) => (await fixture.start(userId)).session.id;

    await fixture.sessions.endOne(annCaller, await one(ann.id));
    await fixture.sessions.endOne(rootCaller, await one(ann.id));
    await fixture.sessions.endOne(operator, await one(root.id));
    const denied = { code: 'access.denied' };
    await expect(fixture.sessions.endOne(annCaller, await one(root.id))).rejects.toMatchObject(denied);
    await expect(
      fixture.sessions.endOne(annCaller, '01900000-0000-7000-8000-000000000009'),
    ).rejects.toMatchObject(denied);
    await expect(
      fixture.sessions.endOne(await fixture.callerOf(owner), await one(root.id)),
    ).rejects.toMatchObject(denied);
    const missing = { code: 'sessions.not_found' };
    for (const id of ['01900000-0000-7000-8000-000000000009', 'no id', '\0', '']) {
      await expect(fixture.sessions.endOne(rootCaller, id)).rejects.toMatchObject(missing);
    }
    const gone = await one(ann.id);
    await fixture.sessions.endOne(annCaller, gone);
    await expect(fixture.sessions.endOne(annCaller, gone)).rejects.toMatchObject(missing);
    await expect(fixture.sessions.endOne({ act: visitor, subject: null }, gone)).rejects.toMatchObject({
      code: 'access.unauthenticated',
    });
  });

  test('what expired more than thirty days ago is pruned', async () => {
    const user = await fixture.addUser();
    const { session } = await fixture.start(user.id);
    const prune = () => store.database.write((tx) => fixture.sessions.prune(tx, fixture.clock.nowMs()));
    fixture.clock.set(session.expiresAt + 30 * 86_400_000);
    expect(await prune()).toBe(0);
    fixture.clock.advance(1);
    expect(await prune()).toBe(1);
  });
});
