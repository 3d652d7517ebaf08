import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changedFields, mergeUser } from './user-changes.rules.ts';
import type { NewUser, User } from './users.types.ts';
import { mustVerifyFirst } from './verification.rules.ts';

const bare: User = {
  id: '01890000-0000-7000-8000-000000000001',
  ...{ externalId: null, email: 'ann@example.com', emailVerifiedAt: null, isEmailClaimed: false },
  ...{ username: 'ann', firstName: '', lastName: '', phone: null },
  ...{ isActive: true, isStaff: false, isSuperuser: false },
  ...{ createdAt: 1, updatedAt: 1, lastSignInAt: null, version: 1 },
};
const verified = { ...bare, emailVerifiedAt: 5 };
const claimed = { ...bare, isEmailClaimed: true };
const now = 100;

function standing(before: User, changes: NewUser) {
  const { emailVerifiedAt, isEmailClaimed } = mergeUser(before, changes, now);
  return { emailVerifiedAt, isEmailClaimed };
}

const none = { emailVerifiedAt: null, isEmailClaimed: false };

describe('whose an address is', () => {
  const proved = { ...none, emailVerifiedAt: 5 };
  const provedNow = { ...none, emailVerifiedAt: now };
  const onlyClaimed = { ...none, isEmailClaimed: true };
  const eve = { email: 'eve@example.com' };
  const cases: { name: string; of: User; changes: NewUser; is: typeof onlyClaimed | typeof proved }[] = [
    { name: 'stays while something else changes', of: verified, changes: { firstName: 'Ann' }, is: proved },
    { name: 'stays claimed so', of: claimed, changes: { phone: '1' }, is: onlyClaimed },
    {
      name: 'stays when written differently',
      of: verified,
      changes: { email: 'ANN@example.com' },
      is: proved,
    },
    { name: 'stays claimed then', of: claimed, changes: { email: 'ＡNN@example.com' }, is: onlyClaimed },
    { name: 'is not known of another one', of: verified, changes: eve, is: none },
    { name: 'is no claim of one that others gave', of: claimed, changes: eve, is: none },
    { name: 'comes with another', of: verified, changes: { ...eve, isEmailVerified: true }, is: provedNow },
    { name: 'is known since the first proof', of: verified, changes: { isEmailVerified: true }, is: proved },
    { name: 'is proved of what was claimed', of: claimed, changes: { isEmailVerified: true }, is: provedNow },
    { name: 'can be unsaid', of: verified, changes: { isEmailVerified: false }, is: none },
    { name: 'stays claimed when unsaid', of: claimed, changes: { isEmailVerified: false }, is: onlyClaimed },
    {
      name: 'is nothing without one',
      of: verified,
      changes: { email: null, isEmailVerified: true },
      is: none,
    },
    { name: 'is no claim without one', of: claimed, changes: { email: null }, is: none },
  ];

  test.each(cases)('$name', ({ of, changes, is }) => {
    expect(standing(of, changes)).toEqual(is);
  });

  test('is either proved or claimed, never both', () => {
    const change = fc.record(
      {
        email: fc.constantFrom('ann@example.com', 'ANN@example.com', 'eve@example.com', null),
        isEmailVerified: fc.boolean(),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.constantFrom(bare, verified, claimed), fc.array(change), (start, changes) => {
        const end = changes.reduce((user, one) => mergeUser(user, one, now), start);
        expect(end.emailVerifiedAt !== null && end.isEmailClaimed).toBe(false);
        if (end.email === null) expect(end).toMatchObject(none);
      }),
    );
  });
});

describe('what is told to have changed', () => {
  test('is every field that differs, by its name on the wire', () => {
    const all: NewUser = {
      ...{ externalId: 'x', email: 'eve@example.com', username: 'eve', firstName: 'E', lastName: 'V' },
      ...{ phone: '1', isActive: false, isStaff: true, isSuperuser: true, isEmailVerified: true },
    };
    expect(changedFields(bare, mergeUser(bare, all, now)).sort()).toEqual([
      ...['email', 'email_verified', 'external_id', 'first_name', 'is_active', 'is_staff', 'is_superuser'],
      ...['last_name', 'phone', 'username'],
    ]);
  });

  test('is a proof that came or went, not when it was', () => {
    expect(changedFields(bare, mergeUser(bare, { isEmailVerified: true }, now))).toEqual(['email_verified']);
    expect(changedFields(verified, mergeUser(verified, { isEmailVerified: false }, now))).toEqual([
      'email_verified',
    ]);
    expect(changedFields(verified, { ...verified, emailVerifiedAt: 6 })).toEqual([]);
    const moved = mergeUser(verified, { email: 'eve@example.com', isEmailVerified: true }, now);
    expect(changedFields(verified, moved)).toEqual(['email']);
  });
});

test('only those who signed up themselves must show their address first, and only where that is required', () => {
  expect(mustVerifyFirst(claimed, 'required')).toBe(true);
  expect(mustVerifyFirst(bare, 'required')).toBe(false);
  expect(mustVerifyFirst(verified, 'required')).toBe(false);
  expect(mustVerifyFirst(claimed, 'optional')).toBe(false);
  expect(mustVerifyFirst(claimed, 'off')).toBe(false);
});
