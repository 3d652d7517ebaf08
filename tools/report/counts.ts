export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/** The parts of vitest's JSON report that are counted. */
export interface TestReport {
  testResults: {
    status: string;
    assertionResults: { status: string }[];
  }[];
}

/**
 * Counts tests. What is wrong without being a failed test counts as one failure each: a file that did not
 * load, no report, no test at all, and an error outside every test.
 */
export function countTests(report: TestReport | undefined, exitCode: number): Counts {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const file of report?.testResults ?? []) {
    const statuses = file.assertionResults.map((test) => test.status);
    for (const status of statuses) {
      if (status === 'passed') counts.passed++;
      else if (status === 'failed') counts.failed++;
      else counts.skipped++;
    }
    if (file.status === 'failed' && !statuses.includes('failed')) counts.failed++;
  }
  const isNothingWrong = exitCode === 0 && counts.passed > 0;
  if (!isNothingWrong && counts.failed === 0) counts.failed = 1;
  return counts;
}

/** `12 passed, 0 failed`, and `, 1 skipped` when some were. */
export function summaryLine({ passed, failed, skipped }: Counts): string {
  const skippedPart = skipped > 0 ? `, ${skipped} skipped` : '';
  return `${passed} passed, ${failed} failed${skippedPart}`;
}
