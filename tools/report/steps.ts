import { spawn } from 'node:child_process';
import type { Counts } from './counts.ts';

export interface StepResult {
  isOk: boolean;
  /** Shown when the step failed. */
  output: string;
}

export interface Step {
  name: string;
  run: () => Promise<StepResult>;
}

const atOnce = 2;

/** Runs a script on this Node; fails when it cannot be started, is killed, or ends with another code than 0. */
export function runProgram(cwd: string, command: string[]): Promise<StepResult> {
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(process.execPath, command, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    const collect = (text: string): void => {
      output += text;
    };
    child.stdout.setEncoding('utf8').on('data', collect);
    child.stderr.setEncoding('utf8').on('data', collect);
    child.once('error', (error) => resolve({ isOk: false, output: String(error) }));
    child.once('close', (code) => resolve({ isOk: code === 0, output }));
  });
}

async function runOne(step: Step): Promise<boolean> {
  const startedAt = performance.now();
  const { isOk, output } = await step
    .run()
    .catch((error: unknown) => ({ isOk: false, output: String(error) }));
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`${isOk ? 'ok    ' : 'FAILED'} ${step.name} (${seconds} s)`);
  if (!isOk) console.log(`${output.trimEnd()}\n`);
  return isOk;
}

/** Runs the steps in order, a few at a time, and prints each as it ends. */
export async function runSteps(steps: readonly Step[]): Promise<Counts> {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const waiting = [...steps];
  const work = async (): Promise<void> => {
    for (let step = waiting.shift(); step; step = waiting.shift()) {
      if (await runOne(step)) counts.passed++;
      else counts.failed++;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return counts;
}
