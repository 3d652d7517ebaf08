import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../core/waiting.ts';
import {
  eachSays,
  expectHealed,
  nobodyCanSay,
  revokeSome,
  startPolicies,
  type Policies,
} from './policies.fixture.ts';
import { World } from './world.fixture.ts';

let world: World;
let policies: Policies;
beforeAll(async () => {
  world = await World.open();
});
beforeEach(async () => {
  policies = await startPolicies(world);
});
afterEach(() => world.endClients());
afterAll(() => world.close());

const bounds = { timeout: 90_000 };

describe('a service whose connection to Ostiary is cut', () => {
  it('goes on as long as its setting says, then does what that says, and catches up', bounds, async () => {
    const { all, patient, refusing, asking, stays, signedOut, deleted } = policies;
    for (const { wire } of all) wire.cut();
    await revokeSome(world, policies);
    await eachSays([refusing, asking], stays.access, nobodyCanSay);
    await eachSays([refusing, asking], signedOut.access, nobodyCanSay);
    for (const { access } of [stays, signedOut, deleted])
      expect(await patient.verdict(access)).toBe('accepted');
    expect(await patient.status()).toMatchObject({ state: 'interrupted', isStale: false });
    expect(await refusing.status()).toMatchObject({ state: 'stale', isStale: true });
    for (const { wire } of all) wire.heal();
    await expectHealed(world, policies);
  });

  it(
    'takes nobody’s word when it is started then, and is itself again once it has caught up',
    bounds,
    async () => {
      const { all, service, stays } = policies;
      await Promise.all(all.map((client) => world.converged(client, service)));
      for (const client of all) await client.kill();
      for (const { wire } of all) wire.cut();
      await revokeSome(world, policies);
      await Promise.all(all.map((client) => client.start()));
      for (const client of all) {
        expect(await client.status()).toMatchObject({ isStale: true });
        expect(await client.verdict(stays.access)).toBe(nobodyCanSay);
      }
      for (const { wire } of all) wire.heal();
      await eachSays(all, stays.access, 'accepted');
      await expectHealed(world, policies);
    },
  );

  it('learns of a new signing key as soon as it is joined again', bounds, async () => {
    const { all, service, patient, stays } = policies;
    for (const { wire } of all) wire.cut();
    await world.do('POST', '/keys/rotate', {});
    const [newcomer] = await world.signedIn(1, service);
    if (!newcomer) throw new Error('Nobody');
    // It may be good.
    expect(await patient.verdict(newcomer.access)).toBe(nobodyCanSay);
    for (const { wire } of all) wire.heal();
    await eachSays(all, newcomer.access, 'accepted');
    await eachSays(all, stays.access, 'accepted');
  });
});

describe('a service that is told of a new signing key', () => {
  it('reads it as soon as it can, when it could not at that moment', bounds, async () => {
    const { service, patient, stays } = policies;
    patient.wire.cut('feed');
    await world.do('POST', '/keys/rotate', {});
    const [newcomer] = await world.signedIn(1, service);
    if (!newcomer) throw new Error('Nobody');
    await until(async () => patient.complaints().includes('/.well-known/'));
    expect(await patient.verdict(newcomer.access)).toBe(nobodyCanSay);
    expect(await patient.verdict(stays.access)).toBe('accepted');
    expect(await patient.status()).toMatchObject({ state: 'live' });
    patient.wire.heal();
    await until(async () => (await patient.verdict(newcomer.access)) === 'accepted', 10_000);
  });
});

describe('a service whose key is revoked', () => {
  it('says so, goes on as long as its setting says, and catches up with another key', bounds, async () => {
    const { all, service, patient, refusing, asking, stays } = policies;
    const { key = '' } = await world.do('POST', `/services/${service.id}/keys`, {});
    await world.do('DELETE', `/services/${service.id}/keys/${service.keyId}`);
    for (const client of all) await until(async () => (await client.status()).state === 'key_refused');
    await eachSays([refusing, asking], stays.access, nobodyCanSay);
    expect(await patient.verdict(stays.access)).toBe('accepted');

    await Promise.all(all.map((client) => client.kill()));
    await revokeSome(world, policies);
    await Promise.all(all.map((client) => client.start(key)));
    await expectHealed(world, { ...policies, service: { ...service, key } });
  });
});
