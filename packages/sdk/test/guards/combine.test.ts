import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  all,
  allowed,
  any,
  anyone,
  authenticated,
  describe as wordsOf,
  not,
  role,
  safeMethod,
  staff,
} from '../../src/guards/index.ts';
import type { Guard, GuardContext, GuardDecision } from '../../src/types.ts';
import { asking, someone, type Newsroom } from './subjects.fixture.ts';

type Any = Guard<Newsroom>;

const writing = (changes: Partial<GuardContext<Newsroom>> = {}) => asking({ method: 'POST', ...changes });
const everybody: Any = () => allowed;
const closed: Any = () => ({ isAllowed: false, status: 403, code: 'closed', reason: 'It is closed.' });
/** The same guard, but it takes a while. */
const later =
  (guard: Any): Any =>
  async (context) =>
    guard(context);

/** What is said to nobody, who is not signed in, in a few words. */
function said(guard: Any, context = writing()): string {
  const decision = guard(context) as GuardDecision;
  const verdict = decision.isAllowed ? '200' : `${decision.status} ${decision.code}`;
  return `${verdict}, then ${decision.outlook ?? 'unsaid'}`;
}

describe('what is said to nobody, and what they may expect when they sign in', () => {
  test.each<[string, () => Any, string]>([
    ['anyone', () => anyone(), '200, then allows'],
    ['whoever is signed in', () => authenticated(), '401 not_authenticated, then allows'],
    ['some who sign in', () => staff(), '401 not_authenticated, then either'],
    ['who only reads', () => safeMethod(), '403 read_only, then refuses'],
    ['nobody at all', () => any(), '403 denied, then refuses'],
    ['everybody, by no condition', () => all(), '200, then allows'],
    ['everybody, by a guard of one’s own', () => everybody, '200, then either'],

    ['not who is signed in', () => not(authenticated()), '200, then refuses'],
    ['not some who sign in', () => not(staff()), '200, then either'],
    ['not anyone', () => not(anyone()), '403 excluded, then refuses'],
    ['not who only reads', () => not(safeMethod()), '200, then allows'],
    ['not everybody, by a guard of one’s own', () => not(everybody), '401 excluded, then either'],
    ['not not', () => not(not(authenticated())), '401 excluded, then allows'],
    ['not not some', () => not(not(staff())), '401 excluded, then either'],

    ['two of which some are', () => all(staff(), role('x')), '401 not_authenticated, then either'],
    [
      'two, of which one asks for nothing',
      () => all(anyone(), staff()),
      '401 not_authenticated, then either',
    ],
    ['two, of which all are one', () => all(authenticated(), staff()), '401 not_authenticated, then either'],
    [
      'the same the other way round',
      () => all(staff(), authenticated()),
      '401 not_authenticated, then either',
    ],
    ['two that all are', () => all(authenticated(), authenticated()), '401 not_authenticated, then allows'],
    ['two, of which nobody is one', () => all(staff(), safeMethod()), '403 read_only, then refuses'],
    ['the same in the other order', () => all(safeMethod(), staff()), '403 read_only, then refuses'],
    ['two, of which nobody is either', () => all(closed, safeMethod()), '403 closed, then refuses'],
    ['what contradicts itself', () => all(not(authenticated()), authenticated()), '403 denied, then refuses'],
    [
      'the same the other way round',
      () => all(authenticated(), not(authenticated())),
      '403 denied, then refuses',
    ],
    ['what passes, and may not later', () => all(everybody, anyone()), '200, then either'],
    ['what passes, and will not later', () => all(not(authenticated()), anyone()), '200, then refuses'],
    ['what passes by both', () => all(anyone(), not(safeMethod())), '200, then allows'],

    ['one of two that some are', () => any(staff(), role('x')), '401 not_authenticated, then either'],
    [
      'one of two, of which all are one',
      () => any(staff(), authenticated()),
      '401 not_authenticated, then allows',
    ],
    [
      'one of two, of which nobody is one',
      () => any(safeMethod(), staff()),
      '401 not_authenticated, then either',
    ],
    ['the same the other way round', () => any(staff(), safeMethod()), '401 not_authenticated, then either'],
    ['one of two, of which nobody is either', () => any(closed, safeMethod()), '403 denied, then refuses'],
    ['one of two, of which one lets in', () => any(staff(), not(authenticated())), '200, then either'],
    [
      'one of two that leave nobody out',
      () => any(not(authenticated()), authenticated()),
      '200, then allows',
    ],
    ['one of two, of which one always lets in', () => any(staff(), anyone()), '200, then allows'],
    [
      'one of two that let in, of which one will not',
      () => any(not(authenticated()), everybody),
      '200, then either',
    ],
  ])('%s', (_what, make, expected) => {
    expect(said(make())).toBe(expected);
  });

  test('of guards of one’s own that say nothing of it is anything', () => {
    expect(said(all(anyone(), () => ({ isAllowed: true })))).toBe('200, then either');
    const asked: Any = () => ({ isAllowed: false, status: 401, code: 'x', reason: 'X.' });
    expect(said(any(asked, safeMethod()))).toBe('401 x, then either');
    expect(said(all(asked, closed))).toBe('403 closed, then refuses');
  });

  test('is the first of what signing in would help', () => {
    const asked =
      (code: string): Any =>
      () => ({ isAllowed: false, status: 401, code, reason: 'X.' });
    expect(said(all(asked('a'), asked('b')))).toBe('401 a, then either');
    expect(said(all(anyone(), asked('a'), asked('b')))).toBe('401 a, then either');
  });

  test('of a guard of one’s own that says what to expect is what it says', () => {
    const guard: Any = () => ({ isAllowed: false, status: 403, code: 'x', reason: 'X.', outlook: 'allows' });
    expect(said(all(anyone(), guard))).toBe('403 x, then allows');
    expect(said(any(guard, staff()))).toBe('401 not_authenticated, then allows');
  });
});

describe('who is signed in', () => {
  const asked: string[] = [];
  const watched =
    (name: string, guard: Any): Any =>
    (context) => {
      asked.push(name);
      return guard(context);
    };

  test.each<[string, (...guards: Any[]) => Any, { settling: Any; other: Any }]>([
    ['all', all, { settling: closed, other: everybody }],
    ['any', any, { settling: everybody, other: closed }],
  ])('is asked no more than it takes by `%s`', async (_name, combine, { settling, other }) => {
    for (const wrap of [(guard: Any) => guard, later]) {
      const guards = [other, settling, other].map((guard, index) => watched(String(index), wrap(guard)));
      asked.length = 0;
      await combine(...guards)(asking({ subject: someone() }));
      expect(asked).toEqual(['0', '1']);
    }
  });

  test('is not asked for longer when nothing could change the answer to nobody either', async () => {
    asked.length = 0;
    await all(watched('a', safeMethod()), watched('b', staff()))(writing());
    await any(watched('c', anyone()), watched('d', staff()))(writing());
    expect(asked).toEqual(['a', 'c']);
    asked.length = 0;
    await all(watched('a', staff()), watched('b', safeMethod()))(writing());
    await any(watched('c', not(staff())), watched('d', authenticated()))(writing());
    expect(asked).toEqual(['a', 'b', 'c', 'd']);
  });

  test('is told at once where no guard takes its time', () => {
    const guard = all(authenticated(), any(staff(), role('x')), not(role('y')));
    expect(guard(asking({ subject: someone({ isStaff: true }) }))).not.toBeInstanceOf(Promise);
    expect(all(authenticated(), later(staff()))(asking({ subject: someone() }))).toBeInstanceOf(Promise);
    expect(not(later(staff()))(asking({ subject: someone() }))).toBeInstanceOf(Promise);
  });
});

describe('a combination of guards', () => {
  test('answers with what is there already: a decision costs no object of its own', () => {
    const context = asking({ subject: someone() });
    expect(all(anyone(), everybody)(context)).toBe(allowed);
    const refusal: GuardDecision = {
      isAllowed: false,
      status: 403,
      code: 'x',
      reason: 'X.',
      outlook: 'refuses',
    };
    expect(all(anyone(), () => refusal)(context)).toBe(refusal);
  });

  const leaves = fc.constantFrom<[string, () => Any]>(
    ...([
      ['staff', () => staff()],
      ['role', () => role('x')],
      ['authenticated', () => authenticated()],
      ['anyone', () => anyone()],
      ['reads', () => safeMethod()],
      ['closed', () => closed],
      ['open', () => everybody],
    ] satisfies [string, () => Any][]),
  );
  interface Tree {
    guard: Any;
    slow: Any;
    holds: (context: GuardContext<Newsroom>) => boolean;
  }
  const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 3 },
      leaves.map(([, make]): Tree => {
        const guard = make();
        return { guard, slow: later(guard), holds: (context) => (guard(context) as GuardDecision).isAllowed };
      }),
      fc.array(tie('tree'), { maxLength: 3 }).map((parts): Tree => ({
        guard: all(...parts.map((part) => part.guard)),
        slow: all(...parts.map((part) => part.slow)),
        holds: (context) => parts.every((part) => part.holds(context)),
      })),
      fc.array(tie('tree'), { maxLength: 3 }).map((parts): Tree => ({
        guard: any(...parts.map((part) => part.guard)),
        slow: any(...parts.map((part) => part.slow)),
        holds: (context) => parts.some((part) => part.holds(context)),
      })),
      tie('tree').map((part): Tree => ({
        guard: not(part.guard),
        slow: not(part.slow),
        holds: (context) => !part.holds(context),
      })),
    ),
  }));
  const contexts = fc
    .record({
      subject: fc.option(
        fc.record({ isStaff: fc.boolean(), roles: fc.subarray(['x']) }).map((changes) => someone(changes)),
      ),
      method: fc.constantFrom('GET', 'POST'),
    })
    .map((changes) => asking(changes));

  test('lets in whom its parts let in, and says the same where they take their time', async () => {
    await fc.assert(
      fc.asyncProperty(tree, contexts, async ({ guard, slow, holds }, context) => {
        const decision = guard(context) as GuardDecision;
        expect(decision.isAllowed).toBe(holds(context));
        // A guard that was wrapped has no words of its own.
        expect({ ...(await slow(context)), reason: '' }).toEqual({ ...decision, reason: '' });
        // Who is signed in has shown who they are: 401 would send them in circles.
        if (context.subject && !decision.isAllowed) expect(decision.status).toBe(403);
      }),
      { numRuns: 300 },
    );
  });

  test('of one is that one, and of none everybody or nobody', () => {
    const one = role('x');
    expect([all(one), any(one)]).toEqual([one, one]);
    expect(wordsOf(all())).toBe('anyone');
    expect(wordsOf(any())).toBe('no one');
    expect(all()(asking({ subject: someone() }))).toMatchObject({ isAllowed: true });
  });
});
