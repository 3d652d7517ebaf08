import { databases, type TestDatabase } from '@ostiary/testkit';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { RandomChanges } from './changes.fixture.ts';
import type { ClientService } from './client.fixture.ts';
import { seeded } from './disorder.fixture.ts';
import { World, type RegisteredService } from './world.fixture.ts';

const steps = 60;
const changesAtOnce = 3;
const bounds = { timeout: 180_000 };

interface Follower {
  client: ClientService;
  service: RegisteredService;
  isRunning: boolean;
}

/** For each service one that is told in order, and one that is told in any. */
async function startFollowers(
  world: World,
  services: RegisteredService[],
  seed: number,
): Promise<Follower[]> {
  const followers: Follower[] = [];
  for (const [index, service] of services.entries()) {
    for (const options of [{}, { disorderSeed: seed + index }]) {
      const client = await world.client(service, options);
      await client.start();
      followers.push({ client, service, isRunning: true });
    }
  }
  return followers;
}

/** Most of the time none. */
async function someFault(world: World, followers: readonly Follower[], chance: () => number): Promise<void> {
  const follower = followers[Math.floor(chance() * followers.length)];
  if (!follower) throw new Error('Nobody follows');
  const { client } = follower;
  const what = chance();
  if (what < 0.08) client.wire.cut();
  else if (what < 0.12) client.wire.fallSilent('feed');
  else if (what < 0.3) client.wire.heal();
  else if (what < 0.42) {
    if (follower.isRunning) await client.kill();
    else await client.launch();
    follower.isRunning = !follower.isRunning;
  } else if (what < 0.46) await world.restart();
}

/** What the server says about a token, and what the service says about it. */
async function judge(world: World, { client, service }: Follower, access: string) {
  const said = await world.introspect(access, service);
  const answer = await client.decide(access);
  if (answer.outcome !== 'accepted') {
    const isUnavailable = answer.outcome === 'refused' && answer.isUnavailable === true;
    return {
      there: { isGood: said['active'], isUnavailable: false },
      here: { isGood: false, isUnavailable },
    };
  }
  const { mayEnter, roles, permissions, level, access: given } = answer.subject;
  const there = { isGood: said['active'], mayEnter: said['may_enter'] };
  const here = { isGood: true, mayEnter };
  // Of somebody whom the service may not see it knows no more than the token.
  if (!mayEnter) return { there, here };
  const { level: toldLevel = null, service_access: told = null } = said;
  return {
    there: {
      ...there,
      roles: said['roles'],
      permissions: said['permissions'],
      level: toldLevel,
      given: told,
    },
    here: { ...here, roles, permissions, level, given },
  };
}
/** As soon as both are the same, or after a time as they are. */
async function settled<T extends { here: unknown; there: unknown }>(look: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + 15_000;
  for (;;) {
    const found = await look();
    if (isDeepStrictEqual(found.here, found.there) || Date.now() > deadline) return found;
    await sleep(100);
  }
}

async function expectAgreement(
  world: World,
  followers: readonly Follower[],
  { tokens }: RandomChanges,
): Promise<void> {
  for (const { client, isRunning } of followers) {
    client.wire.heal();
    if (!isRunning) await client.start();
  }
  for (const { client, service } of followers) await world.converged(client, service);
  for (const follower of followers) {
    for (const { access } of tokens.filter(({ service }) => service === follower.service)) {
      // Keys that could not be read are read a moment after the feed has come back.
      const { here, there } = await settled(() => judge(world, follower, access));
      expect(here).toEqual(there);
    }
  }
}

describe.each(databases())(
  'an Ostiary on $name and the services that follow it',
  ({ name, open: openDatabase }) => {
    let world: World | undefined;
    let database: TestDatabase | undefined;
    afterEach(async () => {
      await world?.close();
      await database?.close();
    });

    async function open(): Promise<World> {
      database = name === 'postgres' ? await openDatabase() : undefined;
      return (world = await World.open(database ? { DATABASE_URL: database.url } : {}));
    }

    it('agree in the end, whatever has been changed and whatever has failed', bounds, async () => {
      const seed = Number(process.env['FAULTS_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
      console.log(`FAULTS_SEED=${seed}`);
      const chance = seeded(seed);
      const ostiary = await open();
      const services = [
        await ostiary.service({ entry: 'granted', fields: ['username'] }),
        await ostiary.service({ fields: ['username', 'first_name', 'created_at'] }),
      ];
      const changes = new RandomChanges(ostiary, services, chance);
      await changes.begin();
      const followers = await startFollowers(ostiary, services, seed);
      for (let step = 0; step < steps; step++) {
        const changing = Array.from({ length: changesAtOnce }, () => changes.change());
        await Promise.all([someFault(ostiary, followers, chance), ...changing]);
      }
      await expectAgreement(ostiary, followers, changes);
    });
  },
);
