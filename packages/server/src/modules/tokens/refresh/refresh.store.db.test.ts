import { databases, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createSealer } from '#platform/sealing.ts';
import {
  claimsOf,
  codeOf,
  createTokensFixture,
  operator,
  visitor,
  type TokensFixture,
} from '../tokens.fixture.ts';
import { decodeRefreshToken } from './refresh-token.ts';

const sealer = createSealer('a master key of at least thirty-two characters');

describe.each(databases())('refreshing on $name', ({ open }) => {
  let store: TestDatabase;
  let fixture: TokensFixture;

  beforeEach(async () => {
    store = await open();
    fixture = await createTokensFixture(store);
  });
  afterEach(() => store.close());

  const refresh = (token: string) => fixture.tokens.refresh(visitor, token);
  const families = () => store.database.db.selectFrom('refresh_families').selectAll().execute();

  test('64 refreshes at once of one token get one successor, and nobody is logged out', async () => {
    const { refresh: token } = await fixture.signIn(await fixture.addUser());
    const answers = await Promise.all(Array.from({ length: 64 }, () => refresh(token)));
    const successors = new Set(answers.map((answer) => answer.refresh));
    expect(successors.size).toBe(1);
    const [row] = await families();
    expect(row).toMatchObject({ generation: 1, ended_at: null });
    for (const { access } of answers) await fixture.tokens.verify(access);
    expect(new Set(answers.map((answer) => claimsOf(answer.access)['jti'])).size).toBe(64);
    const [successor] = successors;
    expect((await refresh(successor!)).refresh).toBeDefined();
  });

  test('two processes that refresh one token at once give the same successor', async () => {
    const other = fixture.another();
    const { refresh: token } = await fixture.signIn(await fixture.addUser());
    const services = [fixture.tokens, other.tokens, fixture.tokens, other.tokens];
    const answers = await Promise.all(services.map((tokens) => tokens.refresh(visitor, token)));
    expect(new Set(answers.map((answer) => answer.refresh)).size).toBe(1);
  });

  test('a replay after the window ends the family and its session, is audited and told', async () => {
    const user = await fixture.addUser();
    const { refresh: stolen } = await fixture.signIn(user);
    const { refresh: good, access } = await refresh(stolen);
    fixture.clock.advance(10_000);
    expect(await codeOf(refresh(stolen))).toBe('tokens.blacklisted');

    expect(await codeOf(refresh(good!))).toBe('tokens.blacklisted');
    expect(await codeOf(refresh(stolen))).toBe('tokens.blacklisted');
    expect(await codeOf(fixture.tokens.verify(access))).toBe('tokens.invalid');
    const sessionId = claimsOf(access)['sid'];
    expect(await fixture.events('session.ended')).toEqual([
      {
        type: 'session.ended',
        subjectId: sessionId,
        data: { user_id: user.id, reason: 'refresh_token_replayed' },
      },
    ]);
    const entries = await fixture.entries('token.refresh_replayed');
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({
      outcome: 'failure',
      origin: visitor.origin,
      target: { type: 'user', id: user.id },
      details: {
        session_id: sessionId,
        presented_generation: 0,
        current_generation: 1,
        is_session_ended: true,
      },
    });
  });

  test('of many replays at once one is audited', async () => {
    const { refresh: stolen } = await fixture.signIn(await fixture.addUser());
    await refresh(stolen);
    fixture.clock.advance(60_000);
    const codes = await Promise.all(Array.from({ length: 16 }, () => codeOf(refresh(stolen))));
    expect(new Set(codes)).toEqual(new Set(['tokens.blacklisted']));
    expect(await fixture.entries('token.refresh_replayed')).toHaveLength(1);
    expect(await fixture.events('session.ended')).toHaveLength(1);
  });

  test('a replay only refuses when so configured', async () => {
    const { tokens } = fixture.another({ onReplay: 'refuse' });
    const { refresh: stolen } = await fixture.signIn(await fixture.addUser());
    const { refresh: good } = await tokens.refresh(visitor, stolen);
    fixture.clock.advance(10_000);
    expect(await codeOf(tokens.refresh(visitor, stolen))).toBe('tokens.blacklisted');
    expect((await tokens.refresh(visitor, good!)).refresh).toBeDefined();
    expect(await fixture.entries('token.refresh_replayed')).toHaveLength(1);
    expect(await fixture.events('session.ended')).toEqual([]);
  });

  test('a clock that is set back neither signs out nor keeps the window open', async () => {
    const { refresh: first } = await fixture.signIn(await fixture.addUser());
    const { refresh: second } = await refresh(first);
    fixture.clock.advance(-3_600_000);
    expect((await refresh(first)).refresh).toBe(second);
    fixture.clock.advance(10_000);
    expect(await codeOf(refresh(first))).toBe('tokens.blacklisted');
    expect(await fixture.entries('token.refresh_replayed')).toHaveLength(1);
  });

  test('the session lives on as long as its tokens are refreshed', async () => {
    const user = await fixture.addUser();
    let { refresh: token, access } = await fixture.signIn(user);
    for (let day = 0; day < 4; day++) {
      fixture.clock.advance(86_399_000);
      const answer = await refresh(token);
      token = answer.refresh!;
      access = answer.access;
      await fixture.tokens.verify(access);
    }
    fixture.clock.advance(299_000);
    await fixture.tokens.verify(access);
    fixture.clock.advance(86_400_000);
    expect(await codeOf(refresh(token))).toBe('tokens.expired');
  });

  test('however often it is used, a token that rotates ends at its greatest age', async () => {
    const { tokens } = fixture.another({ refreshMaxAgeSeconds: 2.5 * 86_400 });
    const user = await fixture.addUser();
    let { refresh: token } = await fixture.signIn(user);
    for (let half = 0; half < 4; half++) {
      fixture.clock.advance(43_200_000);
      token = (await tokens.refresh(visitor, token)).refresh!;
    }
    fixture.clock.advance(43_199_000);
    token = (await tokens.refresh(visitor, token)).refresh!;
    fixture.clock.advance(1_000);
    expect(await codeOf(tokens.refresh(visitor, token))).toBe('tokens.expired');
  });

  test('without rotation the same token stays good, and none is given', async () => {
    const { tokens } = fixture.another({ isRotating: false });
    const { refresh: token } = await fixture.signIn(await fixture.addUser());
    for (let round = 0; round < 3; round++) {
      fixture.clock.advance(60_000);
      const answer = await tokens.refresh(visitor, token);
      expect(Object.keys(answer)).toEqual(['access']);
      await tokens.verify(answer.access);
    }
    expect((await families())[0]).toMatchObject({ generation: 0 });
  });

  test('the newest token blacklists, once', async () => {
    const user = await fixture.addUser();
    const { refresh: token, access } = await fixture.signIn(user);
    const codes = await Promise.all(
      Array.from({ length: 8 }, () => codeOf(fixture.tokens.blacklist(visitor, token))),
    );
    expect(codes.filter((code) => code === 'none')).toHaveLength(1);
    expect(codes.filter((code) => code === 'tokens.blacklisted')).toHaveLength(7);
    expect(await codeOf(refresh(token))).toBe('tokens.blacklisted');
    expect(await codeOf(fixture.tokens.verify(token))).toBe('tokens.blacklisted');
    expect(await codeOf(fixture.tokens.verify(access))).toBe('tokens.invalid');
    expect(await codeOf(fixture.tokens.authenticate(access))).toBe('tokens.invalid');
    const [entry] = await fixture.entries('session.end');
    expect(entry).toMatchObject({ actor: { type: 'user', id: user.id }, details: { reason: 'signed_out' } });
  });

  test('a sign-out at the same time as a refresh leaves nothing alive', async () => {
    for (let round = 0; round < 10; round++) {
      const { refresh: token } = await fixture.signIn(await fixture.addUser());
      const [answer] = await Promise.all([
        refresh(token).catch(() => undefined),
        fixture.tokens.blacklist(visitor, token).catch(() => fixture.tokens.blacklist(visitor, token)),
      ]);
      expect(await codeOf(refresh(answer?.refresh ?? token))).toBe('tokens.blacklisted');
      if (answer) expect(await codeOf(fixture.tokens.verify(answer.access))).toBe('tokens.invalid');
    }
  });

  test('an inactive or deleted user gets nothing', async () => {
    const user = await fixture.addUser();
    const pair = await fixture.signIn(user);
    await fixture.users.deactivate(operator, user.id);
    expect(await codeOf(refresh(pair.refresh))).toBe('tokens.no_active_account');
    expect(await codeOf(fixture.tokens.blacklist(visitor, pair.refresh))).toBe('tokens.no_active_account');
    expect(await codeOf(fixture.tokens.verify(pair.refresh))).toBe('tokens.no_active_account');
    expect(await codeOf(fixture.tokens.verify(pair.access))).toBe('tokens.no_active_account');
    expect(await codeOf(fixture.tokens.authenticate(pair.access))).toBe('tokens.user_inactive');

    await fixture.users.reactivate(operator, user.id);
    expect(await codeOf(refresh(pair.refresh))).toBe('tokens.blacklisted');
    expect(await codeOf(fixture.tokens.authenticate(pair.access))).toBe('tokens.invalid');

    await fixture.users.delete(operator, user.id);
    expect(await codeOf(refresh(pair.refresh))).toBe('tokens.no_active_account');
    expect(await codeOf(fixture.tokens.verify(pair.access))).toBe('tokens.no_active_account');
    expect(await codeOf(fixture.tokens.authenticate(pair.access))).toBe('tokens.user_not_found');
  });

  test('ended and expired families are kept for thirty days more', async () => {
    const { refresh: token } = await fixture.signIn(await fixture.addUser());
    const prune = () => store.database.write((tx) => fixture.tokens.prune(tx, fixture.clock.nowMs()));
    fixture.clock.advance(86_400_000 + 30 * 86_400_000);
    expect(await prune()).toBe(0);
    expect(await codeOf(refresh(token))).toBe('tokens.expired');
    fixture.clock.advance(1);
    expect(await prune()).toBe(1);
    expect(await codeOf(refresh(token))).toBe('tokens.blacklisted');
  });

  test('a token from after the moment to which the database was restored is invalid', async () => {
    const { refresh: token } = await fixture.signIn(await fixture.addUser());
    const { refresh: next } = await refresh(token);
    expect(decodeRefreshToken(sealer, next!)?.generation).toBe(1);
    await store.database.write((tx) => tx.updateTable('refresh_families').set({ generation: 0 }).execute());
    expect(await codeOf(refresh(next!))).toBe('tokens.invalid');
    expect(await fixture.entries('token.refresh_replayed')).toEqual([]);
  });
});
