import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { effectiveAccess, type InheritedAccess } from './effective-access.rules.ts';

const levels = ['reader', 'editor', 'owner'];
const access = fc.record({
  level: fc.constantFrom(null, 'unknown', ...levels),
  data: fc.record({ mark: fc.nat() }),
});
const inherited = fc
  .uniqueArray(
    fc.record({ holder: fc.constantFrom('group', 'role'), holderId: fc.constantFrom('1', '2', '3'), access }),
    { maxLength: 6, selector: ({ holder, holderId }) => holder + holderId },
  )
  .map((list): InheritedAccess[] => list.map((one) => ({ ...one, holder: one.holder })));

describe('the effective access', () => {
  it('is the user’s own wherever there is one', () => {
    fc.assert(
      fc.property(access, inherited, (own, others) => {
        expect(effectiveAccess(levels, own, others)).toBe(own);
      }),
    );
  });

  it('is otherwise the first in the order of level, groups before roles, id', () => {
    fc.assert(
      fc.property(inherited, (others) => {
        const sorted = others.toSorted(
          (a, b) =>
            levels.indexOf(b.access.level ?? '') - levels.indexOf(a.access.level ?? '') ||
            a.holder.localeCompare(b.holder) ||
            a.holderId.localeCompare(b.holderId),
        );
        expect(effectiveAccess(levels, null, others)).toBe(sorted[0]?.access ?? null);
      }),
    );
  });

  it('does not depend on the order in which it comes', () => {
    const shuffled = inherited.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    fc.assert(
      fc.property(shuffled, ([list, other]) => {
        expect(effectiveAccess(levels, null, other)).toBe(effectiveAccess(levels, null, list));
      }),
    );
  });
});
