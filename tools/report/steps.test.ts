import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { runProgram, runSteps } from './steps.ts';

const printed: string[] = [];

beforeEach(() => {
  vi.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line));
});

afterEach(() => {
  printed.length = 0;
  vi.restoreAllMocks();
});

test('a failing step does not stop the others, and shows what it said', async () => {
  const counts = await runSteps([
    { name: 'bad', run: () => Promise.resolve({ isOk: false, output: 'why it failed' }) },
    { name: 'broken', run: () => Promise.reject(new Error('could not run')) },
    { name: 'good', run: () => Promise.resolve({ isOk: true, output: 'not shown' }) },
  ]);
  expect(counts).toEqual({ passed: 1, failed: 2, skipped: 0 });
  const text = printed.join('\n');
  expect(text).toMatch(/FAILED bad .*why it failed/s);
  expect(text).toMatch(/FAILED broken .*could not run/s);
  expect(text).toMatch(/ok {5}good/);
  expect(text).not.toContain('not shown');
});

test('a program succeeds only with the exit code 0', async () => {
  expect(await runProgram('.', ['-e', 'console.log("said"); process.exit(0)'])).toEqual({
    isOk: true,
    output: 'said\n',
  });
  expect((await runProgram('.', ['-e', 'process.exit(3)'])).isOk).toBe(false);
  expect((await runProgram('.', ['-e', 'process.kill(process.pid, "SIGKILL")'])).isOk).toBe(false);
  expect((await runProgram('/no/such/folder', ['-e', ''])).isOk).toBe(false);
});
