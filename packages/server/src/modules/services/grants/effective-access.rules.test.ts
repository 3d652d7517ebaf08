import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { effectiveAccess, mayEnter, rankOfLevel, type InheritedAccess } from './effective-access.rules.ts';
import type { ServiceAccess } from './grants.types.ts';

const levels = ['reader', 'editor', 'chief'];

const level = fc.constantFrom(null, ...levels, 'unknown');
const data = fc.dictionary(fc.constantFrom('a', 'b'), fc.integer());
const own: fc.Arbitrary<ServiceAccess> = fc.record({ level, data });

/** Any number of grants, each of another holder. */
const inherited: fc.Arbitrary<InheritedAccess[]> = fc.uniqueArray(
  fc.record({
    ...{ level, data },
    holder: fc.constantFrom('group' as const, 'role' as const),
    holderId: fc.constantFrom('1', '2', '3', '4', '5'),
  }),
  { selector: ({ holder, holderId }) => `${holder} ${holderId}`, maxLength: 8 },
);

function grant(holder: 'group' | 'role', holderId: string, given: string | null): InheritedAccess {
  return { holder, holderId, level: given, data: {} };
}

describe('what somebody has in a service', () => {
  test('is their own, whole, whatever comes by groups and roles', () => {
    fc.assert(
      fc.property(own, inherited, (mine, others) => {
        expect(effectiveAccess(levels, mine, others)).toBe(mine);
      }),
    );
  });

  test('is nothing when nobody gave anything, and else one of what was given, whole', () => {
    fc.assert(
      fc.property(inherited, (others) => {
        const found = effectiveAccess(levels, null, others);
        if (others.length === 0) expect(found).toBeNull();
        else expect(others).toContain(found);
      }),
    );
  });

  test('does not depend on the order in which it was given', () => {
    const shuffled = inherited.chain((others) =>
      fc.tuple(fc.constant(others), fc.shuffledSubarray(others, { minLength: others.length })),
    );
    fc.assert(
      fc.property(shuffled, ([others, mixed]) => {
        expect(effectiveAccess(levels, undefined, mixed)).toBe(effectiveAccess(levels, undefined, others));
      }),
    );
  });

  test('is at least as strong as everything that was given, and more given never makes it weaker', () => {
    const rank = (each: ServiceAccess | null): number => (each ? rankOfLevel(levels, each.level) : -2);
    fc.assert(
      fc.property(inherited, fc.nat(), (others, index) => {
        const all = rank(effectiveAccess(levels, null, others));
        for (const each of others) expect(rank(each)).toBeLessThanOrEqual(all);
        const fewer = others.toSpliced(index % (others.length || 1), 1);
        expect(rank(effectiveAccess(levels, null, fewer))).toBeLessThanOrEqual(all);
      }),
    );
  });

  test('is decided at a tie by a group before a role, then by the lower id', () => {
    const tied = [
      grant('role', '1', 'editor'),
      grant('group', '3', 'editor'),
      grant('group', '2', 'editor'),
      grant('group', '1', 'reader'),
    ];
    expect(effectiveAccess(levels, null, tied)).toBe(tied[2]);
    expect(effectiveAccess(levels, null, [grant('role', '2', null), grant('role', '1', null)])).toMatchObject(
      {
        holderId: '1',
      },
    );
  });

  test('counts a level that is unknown by now as none', () => {
    const unknown = grant('group', '1', 'gone');
    expect(effectiveAccess(levels, null, [unknown, grant('role', '1', 'reader')])?.level).toBe('reader');
    expect(effectiveAccess(levels, null, [grant('group', '2', null), unknown])).toBe(unknown);
    expect(rankOfLevel(levels, 'gone')).toBe(rankOfLevel(levels, null));
    expect(levels.map((each) => rankOfLevel(levels, each))).toEqual([0, 1, 2]);
  });
});

test.each([
  ['everyone', true, null, true],
  ['everyone', true, { level: null, data: {} }, true],
  ['granted', true, null, false],
  ['granted', true, { level: null, data: {} }, true],
  ['everyone', false, { level: 'chief', data: {} }, false],
  ['granted', false, { level: 'chief', data: {} }, false],
] as const)(
  'a service for %s lets in who is active (%s) and has %j: %s',
  (...[entry, isActive, access, may]) => {
    expect(mayEnter({ entry }, { isActive, access })).toBe(may);
  },
);
