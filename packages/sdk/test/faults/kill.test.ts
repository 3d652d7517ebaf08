import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../core/waiting.ts';
import { startBurst } from './burst.fixture.ts';
import { World } from './world.fixture.ts';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterEach(() => world.endClients());
afterAll(() => world.close());

const bounds = { timeout: 90_000 };

describe('a server that is killed in the middle of a burst', () => {
  it(
    'has an equal mirror after its restart, and what it had acknowledged to be revoked is denied',
    bounds,
    async () => {
      const service = await world.service();
      const client = await world.client(service);
      const [signedOut, suspended, stays, later] = await world.signedIn(4, service);
      if (!signedOut || !suspended || !stays || !later) throw new Error('Nobody');
      await client.start();
      for (const { access } of [signedOut, suspended, stays, later])
        expect(await client.verdict(access)).toBe('accepted');

      const burst = startBurst(world, await world.people(8));
      await burst.reached(20);
      await Promise.all([
        signedOut.signOut(),
        world.do('PATCH', `/users/${suspended.id}`, { is_active: false }),
      ]);
      await burst.reached(burst.acknowledged() + 3);
      await world.kill();
      await burst.stop();
      // What is known stays good for a while.
      expect(await client.verdict(stays.access)).toBe('accepted');
      await world.restart();
      await later.signOut();
      await until(async () => (await client.verdict(later.access)) === 'token_revoked');
      await world.converged(client, service);
      expect(await client.verdict(signedOut.access)).toBe('token_revoked');
      expect(await client.verdict(suspended.access)).toMatch(/^(user_inactive|token_revoked)$/);
      expect(await client.verdict(stays.access)).toBe('accepted');
    },
  );
});

describe('a service that is killed', () => {
  it('in the middle of its first snapshot begins it again, and ends up equal', bounds, async () => {
    const service = await world.service();
    await world.people(100);
    const client = await world.client(service);
    const held = client.wire.holdSnapshotAfter(20_000);
    await client.launch();
    await held;
    // Some of it is written by now, and it is not taken for all of it.
    await until(async () => (await client.dump()).users.length > 0);
    await client.kill();
    await client.start();
    await world.converged(client, service);
  });

  it('in the middle of a snapshot that replaces what it has ends up equal', bounds, async () => {
    const service = await world.service();
    const people = await world.people(60);
    const client = await world.client(service);
    await client.start();
    await world.converged(client, service);

    const held = client.wire.holdSnapshotAfter(15_000);
    // Other fields: everybody looks different.
    await world.do('PATCH', `/services/${service.id}`, { fields: ['username'] });
    await held;
    await client.kill();
    for (const { id } of people.slice(0, 20)) await world.do('DELETE', `/users/${id}`);
    await client.start();
    await world.converged(client, service);
    expect((await client.dump()).users.every((user) => !('email' in user))).toBe(true);
  });

  it('in a burst ends up equal, and refuses at once what was revoked while it was down', bounds, async () => {
    const service = await world.service();
    const client = await world.client(service);
    const [signedOut, deleted, suspended, stays] = await world.signedIn(4, service);
    if (!signedOut || !deleted || !suspended || !stays) throw new Error('Nobody');
    const all = [signedOut, deleted, suspended, stays];
    await client.start();
    for (const { access } of all) expect(await client.verdict(access)).toBe('accepted');

    const burst = startBurst(world, await world.people(8));
    await burst.reached(30);
    await client.kill();
    await signedOut.signOut();
    await world.do('DELETE', `/users/${deleted.id}`);
    await world.do('PATCH', `/users/${suspended.id}`, { is_active: false });
    await client.start();
    // It is ready: nothing has to be waited for.
    expect(await Promise.all(all.map(({ access }) => client.verdict(access)))).toEqual([
      'token_revoked',
      expect.stringMatching(/^(user_deleted|token_revoked)$/),
      expect.stringMatching(/^(user_inactive|token_revoked)$/),
      'accepted',
    ]);
    await burst.stop();
    await world.converged(client, service);
  });
});
