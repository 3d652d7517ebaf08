import { describe, expect, it } from 'vitest';
import type { Fetch } from '../../src/types.ts';
import { OstiaryWorld, pathOf, subjectOf } from './ostiary-world.ts';
import { until } from './waiting.ts';

const world = new OstiaryWorld();

describe('a feed that is silent for too long', () => {
  async function silent(whenSilent: 'introspect' | 'refuse') {
    const ostiary = await world.started({ feed: { maxSilenceSeconds: 60, whenSilent } });
    const token = await world.issuer.tokenFor(
      { sub: 'u', permissions: ['a.read'] },
      { sessionId: 'sid', lifetimeSeconds: 3_600 },
    );
    await world.issuer.delivered(ostiary);
    await subjectOf(ostiary, token);
    world.issuer.goAway();
    await until(() => ostiary.status().state === 'interrupted');
    // Fresh enough for world.now.
    expect(ostiary.subjectOf(token)).toMatchObject({ outcome: 'accepted' });
    world.ahead += 61_000;
    expect(ostiary.status()).toMatchObject({ state: 'stale', isStale: true });
    return { ostiary, token };
  }

  it('refuses every token where that was chosen', async () => {
    const { ostiary, token } = await silent('refuse');
    expect(await ostiary.subjectOf(token)).toMatchObject({ code: 'feed_stale', isUnavailable: true });
    world.issuer.comeBack();
    await until(async () => (await ostiary.subjectOf(token)).outcome === 'accepted');
  });

  it('asks about every token otherwise, and refuses when nobody answers', async () => {
    const { ostiary, token } = await silent('introspect');
    expect(await ostiary.subjectOf(token)).toMatchObject({ code: 'feed_stale', isUnavailable: true });
    await expect(ostiary.verify(token)).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('is no reason to refuse what Ostiary itself says is good', async () => {
    // The feed alone is away.
    let isFeedAway = false;
    const fetch: Fetch = async (input, init) => {
      if (isFeedAway && pathOf(input).startsWith('/feed/')) throw new TypeError('fetch failed');
      return world.fetch(input, init);
    };
    const ostiary = await world.started({ fetch, feed: { maxSilenceSeconds: 60 } });
    const options = { sessionId: 'sid', lifetimeSeconds: 3_600 };
    const token = await world.issuer.tokenFor({ sub: 'u', permissions: ['a.read'] }, options);
    await world.issuer.delivered(ostiary);
    isFeedAway = true;
    world.issuer.goAway();
    world.issuer.comeBack();
    await until(() => ostiary.status().state === 'interrupted');
    world.ahead += 61_000;
    expect(await subjectOf(ostiary, token)).toMatchObject({
      sub: 'u',
      permissions: ['a.read'],
      mayEnter: true,
    });
    expect(world.asked).toContain('/o/introspect');
    world.issuer.revokeSession('sid');
    world.ahead += 6_000;
    expect(await ostiary.subjectOf(token)).toMatchObject({ code: 'token_revoked' });
  });

  it('does not look fresher when the clock is set back', async () => {
    const { ostiary, token } = await silent('refuse');
    world.ahead -= 120_000;
    expect(await ostiary.subjectOf(token)).toMatchObject({ code: 'feed_stale' });
  });

  it('leaves users of the service’s own sessions to what Ostiary says, or refuses them, too', async () => {
    const refusing = await silent('refuse');
    expect(await refusing.ostiary.subjectOfUser('u', 'session')).toMatchObject({ isUnavailable: true });
    world.issuer.comeBack();
    await until(() => !refusing.ostiary.status().isStale);
    expect(await refusing.ostiary.subjectOfUser('u', 'session')).toMatchObject({
      subject: { sub: 'u', method: 'session', mayEnter: true },
    });
    const asking = await silent('introspect');
    expect(await asking.ostiary.subjectOfUser('u', 'session')).toMatchObject({ isUnavailable: true });
  });
});
