import type { FeedItem, FeedPage, FeedSnapshotLine, FeedUserRecord } from '@ostiary/contract';
import fc from 'fast-check';
import type { Static } from 'typebox';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { effectiveAccess as ofServer } from '../../../server/src/modules/services/index.ts';
import { effectiveAccess } from '../../src/subject/effective-access.rules.ts';
import type * as wire from '../../src/wire.ts';

describe('what the kit takes for the wire', () => {
  it('is what the server’s contract says', () => {
    expectTypeOf<Static<typeof FeedUserRecord>>().toExtend<wire.UserRecord>();
    expectTypeOf<wire.UserRecord>().toExtend<Static<typeof FeedUserRecord>>();
    expectTypeOf<FeedItem>().toExtend<wire.FeedItem>();
    expectTypeOf<wire.FeedItem>().toExtend<FeedItem>();
    expectTypeOf<FeedPage>().toExtend<wire.FeedPage>();
    expectTypeOf<wire.FeedPage>().toExtend<FeedPage>();
    expectTypeOf<FeedSnapshotLine>().toExtend<wire.SnapshotLine>();
    expectTypeOf<wire.SnapshotLine>().toExtend<FeedSnapshotLine>();
  });
});

describe('the effective access of the kit', () => {
  it('is that of the server', () => {
    const levels = ['reader', 'editor', 'owner'];
    const access = fc.record({
      level: fc.constantFrom(null, 'unknown', ...levels),
      data: fc.record({ mark: fc.nat() }),
    });
    const holder = fc.constantFrom<'group' | 'role'>('group', 'role');
    const inherited = fc.uniqueArray(
      fc.record({ holder, holderId: fc.constantFrom('1', '2', '3', '4'), access }),
      { maxLength: 8, selector: (one) => one.holder + one.holderId },
    );
    fc.assert(
      fc.property(fc.option(access), inherited, (own, others) => {
        const here = effectiveAccess(levels, own, others);
        const there = ofServer(
          levels,
          own,
          others.map(({ access: { level, data }, ...of }) => ({ ...of, level, data })),
        );
        expect(here).toEqual(there && { level: there.level, data: there.data });
      }),
    );
  });
});
