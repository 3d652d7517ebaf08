import { sqliteDatabase, type TestDatabase } from '@ostiary/testkit';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { codeOf, createTokensFixture, tokenConfig, visitor, type TokensFixture } from '../tokens.fixture.ts';

let store: TestDatabase;
let fixture: TokensFixture;

beforeAll(async () => {
  store = await sqliteDatabase();
  fixture = await createTokensFixture(store);
});
afterAll(() => store.close());

type Step =
  | { do: 'refresh'; generationsAgo: number }
  | { do: 'refresh_twice_at_once' }
  | { do: 'forge'; position: number }
  | { do: 'wait'; ms: number }
  | { do: 'sign_out' };

const windowMs = tokenConfig.reuseWindowSeconds * 1000;
const lifeMs = tokenConfig.refreshSeconds * 1000;

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('refresh' as const), generationsAgo: fc.nat(3) }) },
  { weight: 2, arbitrary: fc.constant({ do: 'refresh_twice_at_once' as const }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('forge' as const), position: fc.nat(94) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      ms: fc.oneof(
        fc.integer({ min: -windowMs * 2, max: windowMs }),
        fc.constantFrom(0, windowMs - 1, windowMs, -lifeMs, lifeMs - 1, lifeMs),
      ),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ do: 'sign_out' as const }) },
);

/** What a family is, said as plainly as possible. */
interface Model {
  tokens: string[];
  rotatedAt: number;
  expiresAt: number;
  isEnded: boolean;
}

function newest(model: Model): string {
  return model.tokens.at(-1)!;
}

/** The code that refuses, or what is given instead: `new` or `same` as the newest. */
function expectRefresh(model: Model, generationsAgo: number, now: number): string {
  if (model.isEnded) return 'tokens.blacklisted';
  if (now >= model.expiresAt) return 'tokens.expired';
  if (generationsAgo === 0) return 'new';
  if (generationsAgo === 1 && now - model.rotatedAt < windowMs) return 'same';
  return 'tokens.blacklisted';
}

async function tryRefresh(model: Model, generationsAgo: number): Promise<void> {
  const presented = model.tokens.at(-1 - generationsAgo);
  if (presented === undefined) return;
  const now = fixture.clock.nowMs();
  const expected = expectRefresh(model, generationsAgo, now);
  if (expected !== 'new' && expected !== 'same') {
    expect(await codeOf(fixture.tokens.refresh(visitor, presented))).toBe(expected);
    if (expected === 'tokens.blacklisted') model.isEnded = true;
    return;
  }
  const { refresh } = await fixture.tokens.refresh(visitor, presented);
  if (expected === 'same') {
    expect(refresh).toBe(newest(model));
    model.rotatedAt = Math.min(model.rotatedAt, now);
  } else {
    expect(model.tokens).not.toContain(refresh);
    model.tokens.push(refresh!);
    model.rotatedAt = now;
    model.expiresAt = now + lifeMs;
  }
}

async function refreshTwiceAtOnce(model: Model): Promise<void> {
  if (expectRefresh(model, 0, fixture.clock.nowMs()) !== 'new') return;
  const presented = newest(model);
  const both = [fixture.tokens.refresh(visitor, presented), tryRefresh(model, 0)] as const;
  const [{ refresh }] = await Promise.all(both);
  expect(refresh).toBe(newest(model));
}

async function forge(model: Model, position: number): Promise<void> {
  const token = newest(model);
  const character = token[position] === 'A' ? 'B' : 'A';
  const forged = token.slice(0, position) + character + token.slice(position + 1);
  expect(await codeOf(fixture.tokens.refresh(visitor, forged))).toBe('tokens.invalid');
}

async function signOut(model: Model): Promise<void> {
  const expected = expectRefresh(model, 0, fixture.clock.nowMs());
  const code = await codeOf(fixture.tokens.blacklist(visitor, newest(model)));
  expect(code).toBe(expected === 'new' ? 'none' : expected);
  if (expected === 'new') model.isEnded = true;
}

async function take(model: Model, one: Step): Promise<void> {
  if (one.do === 'refresh') await tryRefresh(model, one.generationsAgo);
  else if (one.do === 'refresh_twice_at_once') await refreshTwiceAtOnce(model);
  else if (one.do === 'forge') await forge(model, one.position);
  else if (one.do === 'sign_out') await signOut(model);
  else fixture.clock.advance(one.ms);
}

/** Alive exactly when the model says so, without changing anything by looking. */
async function expectAgreement(model: Model): Promise<void> {
  const expected = expectRefresh(model, 0, fixture.clock.nowMs());
  expect(await codeOf(fixture.tokens.verify(newest(model)))).toBe(expected === 'new' ? 'none' : expected);
}

test('whatever happens to a family, it does what the model says', { timeout: 60_000 }, async () => {
  const user = await fixture.addUser();
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      const { refresh } = await fixture.signIn(user);
      const startedAt = fixture.clock.nowMs();
      const model: Model = {
        tokens: [refresh],
        rotatedAt: Infinity,
        expiresAt: startedAt + lifeMs,
        isEnded: false,
      };
      for (const one of steps) {
        await take(model, one);
        await expectAgreement(model);
      }
    }),
    { numRuns: 120 },
  );
});
