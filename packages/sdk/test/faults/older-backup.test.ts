import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../core/waiting.ts';
import { contentAt } from './content.fixture.ts';
import { World, type RegisteredService } from './world.fixture.ts';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterEach(() => world.endClients());
afterAll(() => world.close());

async function positionOf({ key }: RegisteredService): Promise<number> {
  return Number.parseInt((await contentAt(world.url, key)).cursor, 10);
}

describe('an Ostiary that is restored from an older backup', () => {
  it(
    'takes all mirrors with it, be they connected, cut off or not running, also where new events took the old places',
    { timeout: 90_000 },
    async () => {
      const service = await world.service({ entry: 'granted' });
      const [connected, cutOff, stopped] = await Promise.all([1, 2, 3].map(() => world.client(service)));
      if (!connected || !cutOff || !stopped) throw new Error('No services');
      const all = [connected, cutOff, stopped];
      const access = (id: string): string => `/services/${service.id}/access/users/${id}`;
      const [ann, ben] = await world.signedIn(2, service);
      if (!ann || !ben) throw new Error('Nobody');
      await world.do('PUT', access(ann.id), { level: 'reader' });
      const { id: group = '' } = await world.do('POST', '/groups', { name: 'Before' });

      const restore = await world.backUp();
      await Promise.all(all.map((client) => client.start()));
      // All of this never was.
      const [late] = await world.people(1);
      await world.do('PUT', access(late?.id ?? ''), { level: 'editor' });
      await world.do('PUT', access(ben.id), { level: 'editor' });
      await world.do('PUT', access(ann.id), { level: 'editor' });
      await world.do('PATCH', `/groups/${group}`, { name: 'Between' });
      await world.do('POST', '/roles', { name: 'between' });
      await Promise.all(all.map((client) => world.converged(client, service)));
      const lost = await positionOf(service);

      cutOff.wire.cut();
      await stopped.kill();
      await restore();
      await world.converged(connected, service);
      expect((await connected.dump()).users).toMatchObject([{ sub: ann.id, access: { level: 'reader' } }]);

      await ann.signOut();
      while ((await positionOf(service)) <= lost) await world.people(3);
      await world.do('PUT', access(ben.id), { level: 'reader' });
      cutOff.wire.heal();
      await stopped.start();
      expect(await stopped.verdict(ann.access)).toBe('token_revoked');
      for (const client of all) {
        await world.converged(client, service);
        await until(async () => (await client.verdict(ann.access)) === 'token_revoked');
        expect(await client.verdict(ben.access)).toBe('accepted');
        const { users, groups } = await client.dump();
        expect(users.map(({ sub }) => sub).toSorted()).toEqual([ann.id, ben.id].toSorted());
        expect(groups).toMatchObject([{ name: 'Before' }]);
      }
    },
  );
});

describe('a service that is registered anew, and goes on with the mirror that it has', () => {
  it('knows nobody any more of those who had access before', { timeout: 60_000 }, async () => {
    const before = await world.service({ entry: 'granted' });
    const [ann, ben] = await world.signedIn(2, before);
    if (!ann || !ben) throw new Error('Nobody');
    await world.do('PUT', `/services/${before.id}/access/users/${ann.id}`, { level: 'editor' });
    const client = await world.client(before);
    await client.start();
    await world.converged(client, before);
    await client.kill();

    await world.do('DELETE', `/services/${before.id}`);
    const now = await world.service({ entry: 'granted', audience: before.audience });
    await world.do('PUT', `/services/${now.id}/access/users/${ben.id}`, { level: 'reader' });
    await client.start(now.key);
    const { access } = await world.tokenFor(ann, now);
    expect(await client.decide(access)).toMatchObject({ subject: { access: null, mayEnter: false } });
    await world.converged(client, now);
  });
});
