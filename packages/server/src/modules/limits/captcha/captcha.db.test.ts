import { createHash } from 'node:crypto';
import { databases, fakeClock, type FakeClock, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Act } from '#modules/audit';
import { isAppError } from '#platform/errors.ts';
import { createSealer } from '#platform/sealing.ts';
import { createCaptcha } from './captcha.ts';
import type { Captcha } from './captcha.types.ts';
import { leadingZeroBits } from './proof-of-work.rules.ts';

const act: Act = {
  actor: { type: 'anonymous', id: null },
  origin: { address: '198.51.100.7', userAgent: 'test', requestId: 'request-1' },
};

async function solve(captcha: Captcha, bits = 0): Promise<string> {
  const asked = await captcha.challenge();
  if (asked === null) throw new TypeError('Nothing is asked');
  for (let counter = 0; ; counter++) {
    const answer = `${asked.challenge}.${counter}`;
    if (leadingZeroBits(createHash('sha256').update(answer).digest()) >= Math.max(bits, asked.bits))
      return answer;
  }
}

async function isAccepted(captcha: Captcha, answer: string): Promise<boolean> {
  try {
    await captcha.verify(act, answer);
    return true;
  } catch (error) {
    if (isAppError(error, 'request.captcha_failed')) return false;
    throw error;
  }
}

describe.each(databases())('the proof of work on $name', ({ open }) => {
  let store: TestDatabase;
  let clock: FakeClock;
  let captcha: Captcha;
  const make = (bits: number, kind: 'off' | 'proof-of-work' = 'proof-of-work'): Captcha => {
    const sealer = createSealer('a master key of at least thirty-two characters');
    return createCaptcha({ database: store.database, clock, sealer, config: { kind, bits } });
  };
  beforeEach(async () => {
    store = await open();
    clock = fakeClock();
    captcha = make(8);
  });
  afterEach(() => store.close());

  test('is accepted once, of 50 uses at the same time as well, by two processes', async () => {
    const answer = await solve(captcha);
    const another = make(8);
    const uses = Array.from({ length: 50 }, (_, index) =>
      isAccepted(index % 2 === 0 ? captcha : another, answer),
    );
    expect((await Promise.all(uses)).filter(Boolean)).toHaveLength(1);
  });

  test('is another one each time', async () => {
    expect(await isAccepted(captcha, await solve(captcha))).toBe(true);
    expect(await isAccepted(captcha, await solve(captcha))).toBe(true);
  });

  test('is good for ten minutes', async () => {
    const [inTime, late] = [await solve(captcha), await solve(captcha)];
    clock.advance(10 * 60_000 - 1);
    expect(await isAccepted(captcha, inTime)).toBe(true);
    clock.advance(1);
    expect(await isAccepted(captcha, late)).toBe(false);
  });

  test('is not good for what costs more, nor what somebody else asked', async () => {
    expect(await isAccepted(make(9), await solve(captcha, 9))).toBe(false);
    const sealer = createSealer('another master key of thirty-two characters');
    const other = createCaptcha({
      ...{ database: store.database, clock, sealer, config: { kind: 'proof-of-work', bits: 8 } },
    });
    expect(await isAccepted(captcha, await solve(other))).toBe(false);
    for (const answer of ['', 'x.1', `${(await captcha.challenge())?.challenge}.`]) {
      expect(await isAccepted(captcha, answer)).toBe(false);
    }
  });

  test('is not asked for where it is off', async () => {
    const off = make(8, 'off');
    expect(await off.challenge()).toBeNull();
    expect(await isAccepted(off, '')).toBe(true);
  });
});
