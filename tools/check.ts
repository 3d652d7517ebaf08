#!/usr/bin/env node
// Everything that can be said about the code without running it: each check is a step with a name, a
// time and a result. Arguments name the steps to run; without any, all run.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { summaryLine } from './report/counts.ts';
import { runProgram, runSteps, type Step, type StepResult } from './report/steps.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** A step that runs a script of node_modules or of this folder on the Node that runs this. */
function program(name: string, script: string, ...flags: string[]): Step {
  return { name, run: () => runProgram(root, [join(root, script), ...flags]) };
}

/** Registry addresses would send another machine to a place that only this one can reach. */
async function findRegistryAddresses(): Promise<StepResult> {
  const lock = await readFile(join(root, 'package-lock.json'), 'utf8');
  const found = lock.split('\n').filter((line) => /"resolved": "https?:/.test(line));
  return { isOk: found.length === 0, output: found.slice(0, 5).join('\n') };
}

/** The folders that have import rules. */
const importRuled = ['packages', 'examples', 'e2e'];

const kit = join(root, 'packages/sdk');
/** It is for Node from 20 on, which loads ES modules from everywhere. */
const esmOnly = ['--profile', 'esm-only', '--format', 'ascii'];

// Longest first: two run at a time.
const steps: Step[] = [
  program('lint', 'node_modules/eslint/bin/eslint.js', '.', '--max-warnings=0'),
  program('types', 'node_modules/typescript/bin/tsc', '-p', '.', '--noEmit'),
  program('types of the console', 'node_modules/typescript/bin/tsc', '-p', 'packages/console', '--noEmit'),
  program('planted violations', 'tools/planted-violations.ts'),
  program('import rules', 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs', ...importRuled),
  program('dead code', 'node_modules/knip/bin/knip.js', '--no-progress'),
  program('format', 'node_modules/prettier/bin/prettier.cjs', '--check', '.', '--log-level=warn'),
  program('kit as a package', 'node_modules/publint/src/cli.js', 'run', kit, '--strict'),
  program('kit as types', 'node_modules/@arethetypeswrong/cli/dist/index.js', '--pack', kit, ...esmOnly),
  program('secrets', 'tools/secrets.ts'),
  { name: 'lock file', run: findRegistryAddresses },
];

if (existsSync(join(root, 'tools/reference.ts'))) {
  steps.push(program('generated references', 'tools/reference.ts', '--check'));
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !steps.some((step) => step.name === name));
if (unknown.length > 0) {
  console.error(
    `No such step: ${unknown.join(', ')}. There are: ${steps.map((step) => step.name).join(', ')}`,
  );
  process.exit(1);
}
const counts = await runSteps(steps.filter((step) => wanted.length === 0 || wanted.includes(step.name)));
console.log(summaryLine(counts));
process.exitCode = counts.failed === 0 ? 0 : 1;
