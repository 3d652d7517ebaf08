import { describe, expect, it } from 'vitest';
import { createMirror, memoryStore } from '../../src/mirror/index.ts';
import type { TestIssuer } from '../../src/testing/index.ts';
import { anyRequest, OstiaryWorld, subjectOf, type Options, type Own } from './ostiary-world.ts';
import { until } from './waiting.ts';

const world = new OstiaryWorld();

describe('a token that was seen before', () => {
  it('is answered at once with the same subject, without any request', async () => {
    const ostiary = await world.started();
    const token = await world.issuer.tokenFor({ sub: 'u', permissions: ['a.read'] });
    await world.issuer.delivered(ostiary);
    const first = await subjectOf(ostiary, token);
    world.asked = [];
    for (let index = 0; index < 100; index++) {
      const answer = ostiary.subjectOf(` ${token}`.slice(1));
      expect(answer).toMatchObject({ outcome: 'accepted' });
      expect('subject' in answer && answer.subject).toBe(first);
    }
    expect(world.asked.filter((path) => path !== '/feed/events')).toEqual([]);
    expect(Object.isFrozen(first) && Object.isFrozen(first.permissions)).toBe(true);
  });

  it('is judged anew after every change', async () => {
    const ostiary = await world.started();
    const token = await world.issuer.tokenFor({ sub: 'u', roles: ['clerk'] });
    expect((await subjectOf(ostiary, token)).permissions).toEqual([]);
    world.issuer.putRole({ name: 'clerk', permissions: ['a.read'] });
    await world.issuer.delivered(ostiary);
    expect((await subjectOf(ostiary, token)).permissions).toEqual(['a.read']);
    world.issuer.deleteUser('u');
    await world.issuer.delivered(ostiary);
    expect(await ostiary.subjectOf(token)).toMatchObject({ outcome: 'refused', code: 'user_deleted' });
  });

  it('expires', async () => {
    const ostiary = await world.started();
    const token = await world.issuer.tokenFor({ sub: 'u' });
    await subjectOf(ostiary, token);
    world.ahead = 306_000;
    expect(await ostiary.subjectOf(token)).toMatchObject({ outcome: 'refused', code: 'token_expired' });
  });
});

describe.each([
  ['an overlay', (): Options => ({})],
  ['a mirror', (): Options => ({ mirror: createMirror({ store: memoryStore() }) })],
  ['Web Cryptography alone', (): Options => ({})],
])('with %s', (name, options) => {
  const internals = { isWithoutNative: name.startsWith('Web') };

  it.each<[string, (session: string) => void]>([
    ['session', () => world.issuer.revokeSession('sid')],
    ['token', () => world.issuer.revokeToken('jti')],
    ['grant', () => world.issuer.revokeGrant('grant')],
  ])('a revoked %s is denied, another is not', async (_what, revoke) => {
    const ostiary = await world.started(options(), internals);
    const client = { id: 'app', scope: 'a.read', grantId: 'grant' };
    const token = await world.issuer.tokenFor(
      { sub: 'u' },
      { sessionId: 'sid', client, claims: { jti: 'jti' } },
    );
    const other = await world.issuer.tokenFor('u');
    await subjectOf(ostiary, token);
    revoke('sid');
    await world.issuer.delivered(ostiary);
    expect(await ostiary.subjectOf(token)).toMatchObject({ outcome: 'refused', code: 'token_revoked' });
    await expect(ostiary.verify(token)).rejects.toMatchObject({ code: 'token_refused' });
    expect(await subjectOf(ostiary, other)).toMatchObject({ sub: 'u' });
    expect(await ostiary.verify(other)).toMatchObject({ sub: 'u' });
  });

  it('an inactive user is refused, and let in again', async () => {
    const ostiary = await world.started(options(), internals);
    const token = await world.issuer.tokenFor({ sub: 'u' });
    world.issuer.putUser({ sub: 'u', is_active: false });
    await world.issuer.delivered(ostiary);
    expect(await ostiary.subjectOf(token)).toMatchObject({ outcome: 'refused', code: 'user_inactive' });
    world.issuer.putUser({ sub: 'u' });
    await world.issuer.delivered(ostiary);
    expect((await subjectOf(ostiary, token)).mayEnter).toBe(true);
  });

  it('somebody without access is known but may not enter a service for some', async () => {
    world.issuer.putService({ entry: 'granted' });
    const ostiary = await world.started(options(), internals);
    const token = await world.issuer.tokenFor({ sub: 'u', access: { level: 'reader', data: {} } });
    await world.issuer.delivered(ostiary);
    expect(await subjectOf(ostiary, token)).toMatchObject({ mayEnter: true, access: { level: 'reader' } });
    world.issuer.putUser({ sub: 'u' });
    await world.issuer.delivered(ostiary);
    await until(async () => !(await subjectOf(ostiary, token)).mayEnter);
    expect((await subjectOf(ostiary, token)).access).toBeNull();
  });

  it('a client acts for itself', async () => {
    world.issuer.putService({ entry: 'granted' });
    const ostiary = await world.started(options(), internals);
    const token = await world.issuer.clientToken('robot', {
      scope: 'a.read',
      claims: { permissions: ['a.read'] },
    });
    expect(await subjectOf(ostiary, token)).toMatchObject({
      ...{ kind: 'client', sub: 'robot', clientId: 'robot', mayEnter: true },
      ...{ permissions: ['a.read'], scopes: ['a.read'], roles: [], access: null },
    });
  });
});

describe('what only the token says', () => {
  /** Somebody who has not changed since long before the token. */
  async function longKnown(ostiary: Own, changes: Parameters<TestIssuer['putUser']>[0]) {
    world.issuer.putUser(changes);
    await world.issuer.delivered(ostiary);
    world.ahead += 10_000;
    return world.issuer.tokenFor(changes.sub ?? '');
  }

  it('is enough while nothing changed since', async () => {
    const ostiary = await world.started();
    const token = await longKnown(ostiary, {
      sub: 'u',
      permissions: ['a.read'],
      access: { level: 'editor', data: {} },
    });
    world.asked = [];
    expect(await subjectOf(ostiary, token)).toMatchObject({
      ...{ permissions: ['a.read'], access: { level: 'editor' }, mayEnter: true, profile: {} },
    });
    expect(world.asked).not.toContain('/feed/users/u');
  });

  it('is not when a group may have given or taken something: the user is world.asked for, once', async () => {
    const ostiary = await world.started();
    world.issuer.putGroup({ name: 'desk', access: { level: 'editor', data: {} } });
    const token = await longKnown(ostiary, { sub: 'u', groups: ['desk'] });
    expect((await subjectOf(ostiary, token)).access).toMatchObject({ level: 'editor' });
    world.ahead += 10_000;
    world.issuer.putGroup({ name: 'desk', access: null });
    await world.issuer.delivered(ostiary);
    expect((await subjectOf(ostiary, token)).access).toBeNull();
    await Promise.all(Array.from({ length: 10 }, () => subjectOf(ostiary, token)));
    expect(world.asked.filter((path) => path === '/feed/users/u').length).toBeLessThanOrEqual(1);
  });

  it('is not enough for a service that wants to know its users', async () => {
    const ostiary = await world.started({ lookUpUsers: true });
    const token = await longKnown(ostiary, { sub: 'u', first_name: 'Ada', is_staff: true });
    const restarted = await world.started({ lookUpUsers: true });
    world.ahead += 400_000;
    const later = await world.issuer.tokenFor('u');
    await until(() => !restarted.status().isStale);
    expect(await subjectOf(restarted, later)).toMatchObject({ profile: { firstName: 'Ada' }, isStaff: true });
    expect(token).not.toBe(later);
  });

  it('is refused as unavailable when it is not enough and nobody answers', async () => {
    const ostiary = await world.started();
    world.issuer.putGroup({ name: 'desk', access: null });
    const token = await longKnown(ostiary, { sub: 'u' });
    world.ahead += 10_000;
    world.issuer.putGroup({ name: 'desk', access: { level: 'editor', data: {} } });
    await world.issuer.delivered(ostiary);
    world.issuer.goAway();
    expect(await ostiary.subjectOf(token)).toMatchObject({ outcome: 'refused', isUnavailable: true });
    world.issuer.comeBack();
    await until(async () => (await ostiary.subjectOf(token)).outcome === 'accepted');
  });
});

describe('a static API token', () => {
  it('is world.asked about once in a while, and forgotten when it is revoked', async () => {
    const ostiary = await world.started();
    const { id, token } = world.issuer.apiTokenFor({ sub: 'u', permissions: ['a.read'] });
    await world.issuer.delivered(ostiary);
    for (let index = 0; index < 5; index++) {
      expect(await subjectOf(ostiary, token)).toMatchObject({
        sub: 'u',
        permissions: ['a.read'],
        claims: null,
      });
    }
    expect(world.asked.filter((path) => path === '/o/introspect')).toHaveLength(1);
    world.issuer.revokeToken(id);
    await world.issuer.delivered(ostiary);
    expect(await ostiary.subjectOf(token)).toMatchObject({ outcome: 'refused' });
  });
});

describe('a token that is bound to a key', () => {
  const claims = { cnf: { jkt: 'thumb' } };

  it('is refused, unless the service can tell who holds the key', async () => {
    const ostiary = await world.started();
    const token = await world.issuer.tokenFor({ sub: 'u' }, { claims });
    expect(await ostiary.subjectOf(token, anyRequest())).toMatchObject({
      outcome: 'refused',
      code: 'token_invalid',
    });
  });

  it('is taken each time that the request proves it, and no other time', async () => {
    let isProved = true;
    const confirmBinding = (): Promise<boolean> => Promise.resolve(isProved);
    const ostiary = await world.started({ confirmBinding });
    const token = await world.issuer.tokenFor({ sub: 'u' }, { claims });
    expect(await ostiary.subjectOf(token, anyRequest())).toMatchObject({ outcome: 'accepted' });
    expect(await ostiary.subjectOf(token)).toMatchObject({ outcome: 'refused' });
    isProved = false;
    expect(await ostiary.subjectOf(token, anyRequest())).toMatchObject({ outcome: 'refused' });
  });
});
