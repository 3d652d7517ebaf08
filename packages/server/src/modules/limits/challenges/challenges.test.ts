import { fakeClock } from '@ostiary/testkit';
import { describe, expect, test } from 'vitest';
import { createSealer } from '#platform/sealing.ts';
import { createChallenges } from './challenges.ts';

const clock = fakeClock();
const challenges = createChallenges({
  clock,
  sealer: createSealer('a master key of at least 32 characters'),
});
const use = { purpose: 'door', of: 'ann' };

describe('a challenge', () => {
  test('says by itself how long it is good, and is another one each time', () => {
    const [one, other] = [challenges.create(use, 1000), challenges.create(use, 1000)];
    const [read, otherRead] = [challenges.read(use, one), challenges.read(use, other)];
    expect(read?.expiresAt).toBe(clock.nowMs() + 1000);
    expect(read?.nonceHash).toMatch(/^[\w-]{43}$/);
    expect(read?.nonceHash).not.toBe(otherRead?.nonceHash);
    expect(one).toMatch(/^[\w-]{72}$/);
  });

  test('is good for nothing and nobody else', () => {
    const challenge = challenges.create(use, 1000);
    expect(challenges.read({ purpose: 'gate', of: 'ann' }, challenge)).toBeUndefined();
    expect(challenges.read({ purpose: 'door', of: 'bob' }, challenge)).toBeUndefined();
    expect(challenges.read({ purpose: 'doorann', of: '' }, challenge)).toBeUndefined();
    const split = challenges.create({ purpose: 'a","b', of: 'c' }, 1000);
    expect(challenges.read({ purpose: 'a', of: 'b","c' }, split)).toBeUndefined();
  });

  test('that was changed in any bit, or written otherwise, is not ours', () => {
    const challenge = challenges.create(use, 1000);
    const bytes = Buffer.from(challenge, 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = Buffer.from(bytes);
      changed[bit >> 3]! ^= 1 << (bit % 8);
      expect(challenges.read(use, changed.toString('base64url'))).toBeUndefined();
    }
    // All of these mean the same bytes to Node.
    for (const text of [`${challenge}=`, ` ${challenge}`, `${challenge}\n`, bytes.toString('base64')]) {
      const isSame = text === challenge;
      expect(challenges.read(use, text) !== undefined).toBe(isSame);
    }
    for (const text of ['', challenge.slice(1), `${challenge}AAAA`]) {
      expect(challenges.read(use, text)).toBeUndefined();
    }
  });
});
