import { databases, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { User } from '#modules/users';
import { isAppError } from '#platform/errors.ts';
import { actOf, appWith, codeOf, createMfaFixture, visitor, type MfaFixture } from '../mfa.fixture.ts';

/** More than any of these tests tries: so that only single use decides. */
const unlimited = { failuresAllowed: 1_000 };

/** How often each answer came. */
async function tally(answers: Promise<string>[]): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const answer of await Promise.all(answers)) counts[answer] = (counts[answer] ?? 0) + 1;
  return counts;
}

function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

async function waitOf(promise: Promise<unknown>): Promise<number | undefined> {
  try {
    await promise;
  } catch (error) {
    return isAppError(error) ? error.retryAfterSeconds : undefined;
  }
  return undefined;
}

describe.each(databases())('on $name', ({ open }) => {
  let store: TestDatabase;
  let fixture: MfaFixture;
  let user: User;

  beforeEach(async () => {
    store = await open();
    fixture = createMfaFixture(store);
    user = await fixture.addUser();
  });
  afterEach(() => store.close());

  test('of 50 uses of one code at once, exactly one is good', async () => {
    const [one, other] = [fixture.another(unlimited), fixture.another(unlimited)];
    const { app } = await fixture.enrol(user);
    const code = app.code();
    const uses = times(50, (index) => codeOf((index % 2 === 0 ? one : other).proveCode(visitor, user, code)));
    expect(await tally(uses)).toEqual({ none: 1, 'mfa.invalid_code': 49 });
  });

  test('of 50 uses of one recovery code at once, exactly one is good', async () => {
    const [one, other] = [fixture.another(unlimited), fixture.another(unlimited)];
    const { recoveryCodes } = await fixture.enrol(user);
    const code = recoveryCodes?.[3] ?? '';
    fixture.mails.length = 0;
    const uses = times(50, (index) => codeOf((index % 2 === 0 ? one : other).proveCode(visitor, user, code)));
    expect(await tally(uses)).toEqual({ none: 1, 'mfa.invalid_code': 49 });
    expect(await fixture.mfa.recoveryCodes.left(store.database.db, user.id)).toBe(9);
    expect(fixture.mails).toHaveLength(1);
  });

  test('of 20 confirmations of one app at once, exactly one gives recovery codes', async () => {
    const mfa = fixture.another(unlimited);
    const { id, secret } = await mfa.totp.begin(actOf(user), user, 'Phone');
    const code = appWith(secret, fixture.clock).code();
    const uses = times(20, () => codeOf(mfa.totp.confirm(actOf(user), user, { id, code })));
    const counts = await tally(uses);
    expect(counts['none']).toBe(1);
    expect(await mfa.recoveryCodes.left(store.database.db, user.id)).toBe(10);
  });

  test('guessing in parallel, in two processes, gets no more tries than guessing one by one', async () => {
    const other = fixture.another();
    const { app } = await fixture.enrol(user);
    const guesses = times(50, (index) =>
      codeOf((index % 2 === 0 ? fixture.mfa : other).proveCode(visitor, user, '000000')),
    );
    expect(await tally(guesses)).toEqual({ 'mfa.invalid_code': 5, 'request.throttled': 45 });
    // The right code as well: nobody can find out whether it is.
    expect(await waitOf(other.proveCode(visitor, user, app.code()))).toBe(1);
    fixture.clock.advance(1_000);
    expect(await codeOf(other.proveCode(visitor, user, '000000'))).toBe('mfa.invalid_code');
    expect(await waitOf(fixture.mfa.proveCode(visitor, user, '000000'))).toBe(2);
    const refusals = await fixture.entries('factor.refuse');
    expect(refusals.map(({ details }) => details['blocked'] ?? false).sort()).toEqual([
      ...[false, false, false, false, true, true],
    ]);
  });

  test('a right code forgets the failures before it; each kind counts by itself', async () => {
    const { app, recoveryCodes } = await fixture.enrol(user);
    const prove = (code: string) => codeOf(fixture.mfa.proveCode(visitor, user, code));
    for (let index = 0; index < 5; index++) await prove('000000');
    expect(await prove(app.code())).toBe('request.throttled');
    expect(await prove(recoveryCodes?.[0] ?? '')).toBe('none');
    expect(await prove(app.code())).toBe('request.throttled');
    fixture.clock.advance(1_000);
    expect(await prove(app.code())).toBe('none');
    for (let index = 0; index < 5; index++) await prove('0000-0000-0000');
    expect(await prove(recoveryCodes?.[1] ?? '')).toBe('request.throttled');
    fixture.clock.advance(30_000);
    for (let index = 0; index < 4; index++) expect(await prove('000000')).toBe('mfa.invalid_code');
    expect(await prove(app.code())).toBe('none');
  });

  test('confirming an app of one’s own gives no more guesses at another', async () => {
    await fixture.enrol(user);
    const prove = () => codeOf(fixture.mfa.proveCode(visitor, user, '000000'));
    for (let index = 0; index < 4; index++) await prove();
    const { clock } = fixture;
    await fixture.enrol(user);
    clock.advance(-60_000);
    expect([await prove(), await prove()]).toEqual(['mfa.invalid_code', 'request.throttled']);
  });

  test('of two apps that are removed at once, the one that a role asks for stays', async () => {
    await fixture.access.ensureBuiltinRoles();
    const mfa = fixture.another({ requiredRoles: ['admin'] });
    const holders = await Promise.all(times(6, () => fixture.addUser(undefined, ['admin'])));
    const removals: (() => Promise<string>)[] = [];
    for (const holder of holders) {
      for (const { id } of [await fixture.enrol(holder), await fixture.enrol(holder)]) {
        removals.push(() => codeOf(mfa.totp.remove(actOf(holder), holder, id)));
      }
    }
    expect(await tally(removals.map((remove) => remove()))).toEqual({ none: 6, 'mfa.last_factor': 6 });
    for (const { id } of holders) expect(await mfa.totp.list(store.database.db, id)).toHaveLength(1);
  });

  test('two apps that are confirmed at once make one set of recovery codes', async () => {
    const begun = [
      await fixture.mfa.totp.begin(actOf(user), user, 'One'),
      await fixture.mfa.totp.begin(actOf(user), user, 'Other'),
    ];
    const sets = await Promise.all(
      begun.map(async ({ id, secret }) => {
        const code = appWith(secret, fixture.clock).code();
        return (await fixture.mfa.totp.confirm(actOf(user), user, { id, code })).recoveryCodes?.length ?? 0;
      }),
    );
    expect(sets.sort()).toEqual([0, 10]);
    expect(await fixture.mfa.recoveryCodes.left(store.database.db, user.id)).toBe(10);
  });
});
