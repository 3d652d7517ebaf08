import { describe, expect, it } from 'vitest';
import { attentionsOf, type Situation } from './attention.rules.ts';

const calm: Situation = {
  user: { email: 'ada@example.com', emailVerifiedAt: 1 },
  verifiesEmail: true,
  standing: { has: ['totp', 'recovery_code'], isRequired: false, graceEndsAt: null },
  codesLeft: 10,
  dueAt: undefined,
};

const kinds = (changes: Partial<Situation>): string[] =>
  attentionsOf({ ...calm, ...changes }).map(({ kind }) => kind);

describe('what needs attention', () => {
  it('is nothing when all is well', () => {
    expect(attentionsOf(calm)).toEqual([]);
  });

  it('is an address that is not confirmed, where addresses are', () => {
    const user = { email: 'ada@example.com', emailVerifiedAt: null };
    expect(attentionsOf({ ...calm, user })).toEqual([{ kind: 'unverified', email: 'ada@example.com' }]);
    expect(kinds({ user, verifiesEmail: false })).toEqual([]);
    expect(kinds({ user: { email: null, emailVerifiedAt: null } })).toEqual([]);
  });

  it.each([
    [10, []],
    [4, []],
    [3, ['few-codes']],
    [0, ['few-codes']],
  ])('with %i recovery codes left is %j', (codesLeft, expected) => {
    expect(kinds({ codesLeft })).toEqual(expected);
    expect(kinds({ codesLeft, standing: { has: [], isRequired: false, graceEndsAt: null } })).toEqual([]);
  });

  it('is a factor that is missing, until its grace ends', () => {
    const standing = { has: [], isRequired: true, graceEndsAt: 5 };
    expect(attentionsOf({ ...calm, standing })).toEqual([{ kind: 'factor-missing', until: 5 }]);
  });

  it('is a deletion before all else', () => {
    const user = { email: 'ada@example.com', emailVerifiedAt: null };
    expect(kinds({ user, dueAt: 7, codesLeft: 0 })).toEqual(['deletion', 'unverified', 'few-codes']);
  });
});
