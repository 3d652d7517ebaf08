import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mayChangeAccess } from './access-authority.rules.ts';
import { rankOfLevel } from './effective-access.rules.ts';
import type { JsonObject, ServiceAccess } from './grants.types.ts';

const levels = ['reader', 'editor', 'chief'];
const has = (level: string | null, data: JsonObject = {}): ServiceAccess => ({ level, data });

const access = fc.option(
  fc.record({
    level: fc.constantFrom(null, ...levels, 'unknown'),
    data: fc.dictionary(fc.constantFrom('a', 'b'), fc.constantFrom<JsonObject | number>(1, 2, { x: 1 })),
  }),
);

describe('whoever has access in a service', () => {
  test.each([
    ['give what they have', has('editor'), null, has('editor'), true],
    ['give less', has('editor'), null, has(null), true],
    ['not give more', has('editor'), null, has('chief'), false],
    ['take what they have', has('editor'), has('editor'), null, true],
    ['not take more', has('editor'), has('chief'), null, false],
    ['not lower what is more', has('editor'), has('chief'), has('reader'), false],
    ['give what has no level without having one', has(null), null, has(null), true],
    ['not give a level without having one', has(null), null, has('reader'), false],
    ['not give anything that they do not have', null, null, has(null), false],
    ['not even take it', null, has(null), null, false],
    ['give their own data', has('reader', { team: ['a'] }), null, has('reader', { team: ['a'] }), true],
    ['not give other data', has('reader', { team: ['a'] }), null, has('reader', { team: ['b'] }), false],
    ['not give data that they do not have', has('reader'), null, has('reader', { team: null }), false],
    ['leave data', has('reader'), has('reader', { team: 1 }), has(null, { team: 1 }), true],
    ['not change it', has('reader'), has('reader', { team: 1 }), has('reader', { team: 2 }), false],
    ['take data', has('reader'), has('reader', { team: 1 }), has('reader'), true],
    ['not give what only looks like data', has('reader'), null, has('reader', { toString: 1 }), false],
  ] as const)('may %s', (...[, own, before, after, may]) => {
    expect(mayChangeAccess(levels, own, { before, after })).toBe(may);
  });

  test('never passes on more than they have, by whatever steps', () => {
    const steps = fc.array(fc.tuple(access, access), { maxLength: 20 });
    fc.assert(
      fc.property(access, steps, (mine, changes) => {
        // Somebody else, who begins with nothing.
        let theirs: ServiceAccess | null = null;
        for (const [after] of changes) {
          if (mayChangeAccess(levels, mine, { before: theirs, after })) theirs = after;
        }
        if (theirs === null) return;
        const held: ServiceAccess = theirs;
        expect(mine).not.toBeNull();
        expect(rankOfLevel(levels, held.level)).toBeLessThanOrEqual(rankOfLevel(levels, mine?.level ?? null));
        for (const [name, value] of Object.entries(held.data)) expect(mine?.data[name]).toEqual(value);
      }),
    );
  });

  test('may do at least as much with a higher level', () => {
    fc.assert(
      fc.property(access, access, access, (mine, before, after) => {
        if (mine === null || !mayChangeAccess(levels, mine, { before, after })) return;
        expect(mayChangeAccess(levels, { ...mine, level: 'chief' }, { before, after })).toBe(true);
      }),
    );
  });
});
