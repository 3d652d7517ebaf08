import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  isEnrolmentDue,
  isFactorRequired,
  isSecondWanted,
  standingOf,
  type StandingInput,
} from './policy.rules.ts';

const roleNames = fc.array(fc.constantFrom('owner', 'Admin', 'read-only', 'auditor', 'Ähre'), {
  maxLength: 4,
});

const inputs: fc.Arbitrary<StandingInput> = fc.record({
  hasTotp: fc.boolean(),
  hasPasskey: fc.boolean(),
  hasVoidPasskey: fc.boolean(),
  codesLeft: fc.nat({ max: 10 }),
  isRequired: fc.boolean(),
  requiredSince: fc.option(fc.nat({ max: 10_000 }), { nil: null }),
  graceMs: fc.nat({ max: 10_000 }),
});

describe('roles that ask for a factor', () => {
  test('are found without regard to case', () => {
    expect(isFactorRequired(['read-only', 'Owner'], ['owner', 'admin'])).toBe(true);
    expect(isFactorRequired(['read-only'], ['owner', 'admin'])).toBe(false);
    expect(isFactorRequired(['owner'], [])).toBe(false);
  });

  test('ask for it if there is one, and more roles never ask for less', () => {
    fc.assert(
      fc.property(roleNames, roleNames, roleNames, (held, more, required) => {
        const isRequired = isFactorRequired(held, required);
        const lower = (names: string[]) => names.map((name) => name.toLowerCase());
        expect(isRequired).toBe(lower(held).some((name) => lower(required).includes(name)));
        if (isRequired) expect(isFactorRequired([...held, ...more], required)).toBe(true);
      }),
    );
  });
});

describe('where somebody stands', () => {
  test('a grace ends only for somebody who lacks what is asked for', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const { has, isRequired, graceEndsAt } = standingOf(input);
        const isMissing = input.isRequired && !input.hasTotp && !input.hasPasskey;
        expect(isRequired).toBe(input.isRequired);
        expect(graceEndsAt).toBe(
          isMissing && input.requiredSince !== null ? input.requiredSince + input.graceMs : null,
        );
        const isGood = input.hasTotp || input.hasPasskey;
        const takesCodes = isGood ? input.codesLeft > 0 : input.hasVoidPasskey;
        expect(has.includes('recovery_code')).toBe(takesCodes);
        expect(has.includes('totp')).toBe(input.hasTotp);
        expect(has.includes('passkey')).toBe(input.hasPasskey);
      }),
    );
  });

  test('recovery codes alone are no factor', () => {
    const none = { hasTotp: false, hasPasskey: false, hasVoidPasskey: false };
    const alone = { ...none, codesLeft: 10, isRequired: true };
    expect(standingOf({ ...alone, requiredSince: 5, graceMs: 10 })).toEqual({
      ...{ has: [], isRequired: true, graceEndsAt: 15 },
    });
  });

  test('setting up is due from the end of the grace on, and not before', () => {
    const cases = fc.record({ input: inputs, now: fc.nat({ max: 30_000 }), later: fc.nat({ max: 1_000 }) });
    fc.assert(
      fc.property(cases, ({ input, now, later }) => {
        const standing = standingOf(input);
        if (isEnrolmentDue(standing, now)) expect(isEnrolmentDue(standing, now + later)).toBe(true);
        const { graceEndsAt } = standing;
        expect(isEnrolmentDue(standing, now)).toBe(graceEndsAt !== null && now >= graceEndsAt);
      }),
    );
  });
});

describe('after a first factor', () => {
  const nothing = { hasTotp: false, hasPasskey: false, hasVoidPasskey: false, codesLeft: 0 };

  test.each([
    ['a password, who has none', nothing, ['pwd'], false],
    ['a password, who has an app', { ...nothing, hasTotp: true }, ['pwd'], true],
    ['a password, who has a passkey', { ...nothing, hasPasskey: true }, ['pwd'], true],
    ['a password, who has a passkey that is void', { ...nothing, hasVoidPasskey: true }, ['pwd'], true],
    ['a mailed link, who has a passkey', { ...nothing, hasPasskey: true }, ['email'], true],
    ['two factors, who has an app', { ...nothing, hasTotp: true }, ['pwd', 'otp', 'mfa'], false],
    ['a passkey that verified its user', { ...nothing, hasTotp: true }, ['hwk', 'user', 'mfa'], false],
    [
      'a passkey that did not, who has an app',
      { ...nothing, hasTotp: true, hasPasskey: true },
      ['swk'],
      true,
    ],
    ['a passkey that did not, with codes', { ...nothing, hasPasskey: true, codesLeft: 3 }, ['hwk'], true],
    ['a passkey that did not, and nothing else', { ...nothing, hasPasskey: true }, ['hwk'], false],
  ])('%s', (_what, ...[has, amr, isWanted]) => {
    expect(isSecondWanted(has, amr)).toBe(isWanted);
  });

  test('whoever has an app is never let in by one factor', () => {
    const single = fc.constantFrom(['pwd'], ['email'], ['hwk'], ['swk'], []);
    fc.assert(
      fc.property(single, fc.boolean(), fc.nat({ max: 10 }), (amr, hasPasskey, codesLeft) => {
        expect(isSecondWanted({ ...nothing, hasTotp: true, hasPasskey, codesLeft }, amr)).toBe(true);
      }),
    );
  });
});
