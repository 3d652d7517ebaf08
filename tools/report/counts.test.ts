import { describe, expect, test } from 'vitest';
import { countTests, summaryLine } from './counts.ts';

const file = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((one) => ({ status: one })),
});

describe('the closing line of the test command', () => {
  test('adds up the tests of every file', () => {
    const report = { testResults: [file('passed', 'passed', 'passed'), file('failed', 'passed', 'failed')] };
    expect(summaryLine(countTests(report, 1))).toBe('3 passed, 1 failed');
  });

  test('mentions skipped and planned tests only when there are any', () => {
    const report = { testResults: [file('passed', 'passed', 'skipped', 'todo')] };
    expect(summaryLine(countTests(report, 0))).toBe('1 passed, 0 failed, 2 skipped');
  });

  test('counts a file that does not load as a failure, beside its siblings', () => {
    const report = { testResults: [file('failed'), file('passed', 'passed')] };
    expect(countTests(report, 1)).toEqual({ passed: 1, failed: 1, skipped: 0 });
  });

  test('counts a failing hook of a file whose tests all passed', () => {
    expect(countTests({ testResults: [file('failed', 'passed')] }, 1).failed).toBe(1);
  });

  test('calls it a failure when no test ran', () => {
    expect(countTests({ testResults: [] }, 0).failed).toBe(1);
    expect(countTests({ testResults: [file('passed', 'skipped')] }, 0).failed).toBe(1);
  });

  test('calls it a failure when vitest left no report', () => {
    expect(countTests(undefined, 0).failed).toBe(1);
  });

  test('calls it a failure when only an error outside the tests was reported', () => {
    expect(countTests({ testResults: [file('passed', 'passed')] }, 1).failed).toBe(1);
  });
});
