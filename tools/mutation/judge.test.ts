import { describe, expect, test } from 'vitest';
import { judge, type Explained, type Mutant } from './judge.ts';

const survivor: Mutant = {
  ...{ room: 'tokens', file: 'a.rules.ts', lineNumber: 7, line: 'if (a >= b) return 1;', status: 'Survived' },
  ...{ mutator: 'EqualityOperator', original: 'a >= b', mutated: 'a > b' },
};
const { file, line, original, mutated } = survivor;
const explanation: Explained = { file, line, original, mutated, reason: 'They are never equal.' };

function killed(count: number, changes: Partial<Mutant> = {}): Mutant[] {
  return Array.from({ length: count }, () => ({ ...survivor, status: 'Killed', line: 'other', ...changes }));
}

describe('a run of mutants', () => {
  test('is good when all are killed, one way or the other', () => {
    const verdict = judge([...killed(8), ...killed(2, { status: 'Timeout' })], []);
    expect(verdict.objections).toEqual([]);
    expect(verdict.rooms).toEqual([
      { room: 'tokens', mutants: 10, killed: 10, survived: 0, explained: 0, score: 1 },
    ]);
  });

  test('is good with survivors that have a reason, which do not count as killed', () => {
    const verdict = judge([...killed(9), survivor], [explanation]);
    expect(verdict.objections).toEqual([]);
    expect(verdict.all).toEqual({
      room: 'all',
      mutants: 10,
      killed: 9,
      survived: 1,
      explained: 1,
      score: 0.9,
    });
  });

  test.each(['Survived', 'NoCoverage', 'RuntimeError', 'Pending', 'Ignored', 'CompileError'])(
    'is not good with one that has none: %s',
    (status) => {
      const verdict = judge([...killed(99), { ...survivor, status }], []);
      expect(verdict.objections).toEqual([`a.rules.ts:7 ${status} (EqualityOperator): a >= b → a > b`]);
      expect(verdict.unexplained).toHaveLength(1);
    },
  );

  test('is not good below nine of ten, whatever the reasons', () => {
    const verdict = judge([...killed(8), survivor], [explanation]);
    expect(verdict.objections).toEqual(['tokens: 88.9 % are killed, which is less than 90.0 %.']);
  });

  test('is not good when one room is below, however good the others are', () => {
    const verdict = judge([...killed(1_000, { room: 'access' }), ...killed(8), survivor], [explanation]);
    expect(verdict.all.score).toBeGreaterThan(0.99);
    expect(verdict.objections).toEqual([expect.stringMatching(/^tokens: 88\.9 %/)]);
  });

  test('is not good when a reason is left over: of one that is killed, or that is no more', () => {
    for (const mutants of [killed(10), [...killed(9), { ...survivor, status: 'Killed' }]]) {
      const verdict = judge(mutants, [explanation]);
      expect(verdict.stale).toEqual([explanation]);
      expect(verdict.objections).toEqual(['a.rules.ts: survives no more, or is gone: a >= b → a > b']);
    }
  });

  test('is not good when nothing was mutated', () => {
    expect(judge([], []).objections).toEqual(['Nothing was mutated.']);
  });

  test.each<[string, Partial<Mutant>]>([
    ['in another file', { file: 'b.rules.ts' }],
    ['in another line', { line: 'while (a >= b) b++;' }],
    ['of another text', { original: 'a >= c' }],
    ['to another text', { mutated: 'a < b' }],
  ])('does not take the reason of one for another %s', (_what, changes) => {
    const other = { ...survivor, ...changes };
    const verdict = judge([...killed(98), survivor, other], [explanation]);
    expect(verdict.unexplained).toEqual([other]);
  });

  test('takes a reason when its line has moved, and however the text is broken over lines', () => {
    const moved = { ...survivor, lineNumber: 70, original: 'a\n  >= b' };
    expect(judge([...killed(9), moved], [explanation]).objections).toEqual([]);
  });
});
