#!/usr/bin/env node
// Runs every test and ends with one line of true counts. Arguments are passed on to vitest.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { needsBrowser } from './browser/browser-tests.ts';
import { chromiumVariable } from './browser/find-chromium.ts';
import { provideChromium } from './browser/provide-chromium.ts';
import { runCommand } from './browser/run-command.ts';
import { countTests, summaryLine, type TestReport } from './report/counts.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');
const chosen = process.argv.slice(2);

/** What browser tests have to be told. Without a browser they fail, and everything else runs all the same. */
async function findBrowser(): Promise<Record<string, string>> {
  const runner = { root, vitest: [process.execPath, vitest], run: runCommand };
  if (!(await needsBrowser(runner, chosen))) return {};
  const isRoot = process.getuid?.() === 0;
  try {
    const say = (line: string): void => console.error(line);
    return { [chromiumVariable]: await provideChromium({ env: process.env, run: runCommand, isRoot, say }) };
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return {};
  }
}

function runVitest(reportFile: string, env: Record<string, string>): Promise<number> {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`];
  const child = spawn(process.execPath, [vitest, 'run', ...reporters, ...chosen], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

async function readReport(file: string): Promise<TestReport | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as TestReport;
  } catch {
    return undefined;
  }
}

const folder = await mkdtemp(join(tmpdir(), 'ostiary-report-'));
try {
  const reportFile = join(folder, 'report.json');
  const exitCode = await runVitest(reportFile, await findBrowser());
  const counts = countTests(await readReport(reportFile), exitCode);
  console.log(summaryLine(counts));
  process.exitCode = counts.failed === 0 ? 0 : 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
