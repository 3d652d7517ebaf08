import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eachSays, expectHealed, nobodyCanSay, revokeSome, startPolicies } from './policies.fixture.ts';
import { World } from './world.fixture.ts';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

// Both have to wait for long, and not for each other.
const bounds = { timeout: 90_000 };

describe('a service to which nothing comes through any more, without a word', () => {
  it.concurrent(
    'notices, does what its setting says, and catches up on new connections',
    bounds,
    async () => {
      const policies = await startPolicies(world);
      const { all, patient, refusing, asking, stays, signedOut, deleted } = policies;
      for (const { wire } of all) wire.fallSilent();
      await revokeSome(world, policies);
      // Whoever is asked does not answer for a while, so all at once.
      await Promise.all([
        eachSays([refusing, asking], stays.access, nobodyCanSay),
        eachSays([refusing, asking], signedOut.access, nobodyCanSay),
      ]);
      for (const { access } of [stays, signedOut, deleted])
        expect(await patient.verdict(access)).toBe('accepted');
      expect(await patient.status()).toMatchObject({ state: 'interrupted', isStale: false });
      expect(await refusing.status()).toMatchObject({ state: 'stale', isStale: true });
      for (const { wire } of all) wire.heal();
      await expectHealed(world, policies);
    },
  );
});

describe('a service whose feed alone has gone silent', () => {
  it.concurrent('asks about every token, or refuses them all, as its setting says', bounds, async () => {
    const policies = await startPolicies(world);
    const { all, patient, refusing, asking, stays, signedOut, deleted } = policies;
    for (const { wire } of all) wire.fallSilent('feed');
    await revokeSome(world, policies);
    await eachSays([refusing], signedOut.access, nobodyCanSay);
    await eachSays([asking], signedOut.access, 'token_revoked');
    await eachSays([asking], deleted.access, 'token_revoked');
    expect(await asking.verdict(stays.access)).toBe('accepted');
    expect(await refusing.verdict(stays.access)).toBe(nobodyCanSay);
    expect(await patient.verdict(stays.access)).toBe('accepted');
    for (const { wire } of all) wire.heal();
    await expectHealed(world, policies);
  });
});
