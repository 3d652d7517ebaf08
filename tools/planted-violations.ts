#!/usr/bin/env node
// Proves that every import rule, every ban of ours and every kind of secret is caught: plants one violation of each in
// a throw-away tree, runs the real tools with the real configuration over it, and compares.
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { ICruiseResult } from 'dependency-cruiser';
import type { ESLint } from 'eslint';
import {
  castSyntax,
  exportSyntax,
  restrictedGlobals,
  restrictedImports,
  restrictedProperties,
  shapeRules,
  typeRules,
  worldSyntax,
} from './lint/house-rules.ts';
import { compare, listUnplanted } from './plants/compare.ts';
import { importPlants, innocentImports, surroundings } from './plants/import-plants.ts';
import { innocentCode, lintPlants } from './plants/lint-plants.ts';
import type { Finding, Plant } from './plants/plant.types.ts';
import { innocentSecrets, secretPlants } from './plants/secret-plants.ts';
import { secretRules } from './secrets/secret-rules.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What resolution depends on: the aliases of package.json, the compiler's settings, the packages. */
async function makeTree(): Promise<string> {
  const tree = await realpath(await mkdtemp(join(tmpdir(), 'ostiary-plants-')));
  for (const file of ['package.json', 'tsconfig.json']) await cp(join(root, file), join(tree, file));
  for (const name of await readdir(join(root, 'packages'))) {
    const file = join('packages', name, 'package.json');
    await cp(join(root, file), join(tree, file));
  }
  await linkPackages(tree);
  return tree;
}

/** Everything installed, with our own packages leading to the tree instead of to the real source. */
async function linkPackages(tree: string): Promise<void> {
  await mkdir(join(tree, 'node_modules', '@ostiary'), { recursive: true });
  for (const name of await readdir(join(root, 'node_modules'))) {
    if (name === '@ostiary') continue;
    await symlink(join(root, 'node_modules', name), join(tree, 'node_modules', name));
  }
  for (const name of await readdir(join(root, 'packages'))) {
    await symlink(join(tree, 'packages', name), join(tree, 'node_modules', '@ostiary', name));
  }
}

async function plant(tree: string, files: Record<string, string>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    const file = join(tree, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }
}

function filesOf(plants: readonly Plant[]): Record<string, string> {
  return Object.fromEntries(
    plants.flatMap(({ path, content, beside = {} }) => [[path, content] as const, ...Object.entries(beside)]),
  );
}

/** Runs a tool in the tree and gives what it printed as JSON; finding violations is no failure. */
function runTool(tree: string, script: string, flags: string[]): Promise<unknown> {
  const command = [join(root, script), ...flags];
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      command,
      { cwd: tree, maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => {
        try {
          resolve(JSON.parse(stdout));
        } catch {
          reject(new Error(`${script} gave no report:\n${stderr || stdout}`, { cause: error }));
        }
      },
    );
  });
}

async function checkImportRules(): Promise<string[]> {
  const tree = await makeTree();
  try {
    await plant(tree, { ...surroundings, ...innocentImports, ...filesOf(importPlants) });
    const folders = ['packages', 'examples', 'e2e'];
    const flags = ['--config', join(root, '.dependency-cruiser.mjs'), '--output-type', 'json', ...folders];
    const script = 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs';
    const { summary } = (await runTool(tree, script, flags)) as ICruiseResult;
    const findings = summary.violations.map(({ from, to, rule }): Finding => ({
      path: from,
      rule: rule.name,
      message: `→ ${to}`,
    }));
    const rules = (summary.ruleSetUsed?.forbidden ?? []).map((rule) => rule.name ?? 'a rule without a name');
    return [...compare(importPlants, findings), ...listUnplanted(importPlants, rules)];
  } finally {
    await rm(tree, { recursive: true, force: true });
  }
}

const bans = [
  ...restrictedProperties,
  ...restrictedGlobals,
  ...restrictedImports,
  ...worldSyntax,
  ...exportSyntax,
  ...castSyntax,
].map((ban) => ban.message);

const ruledBy = [
  ...Object.keys({ ...shapeRules, ...typeRules }),
  'max-lines-per-function',
  '@typescript-eslint/no-non-null-assertion',
];

async function checkLintRules(): Promise<string[]> {
  const tree = await makeTree();
  try {
    await plant(tree, { ...innocentCode, ...filesOf(lintPlants) });
    const flags = ['.', '--format=json', '--config', join(root, 'eslint.config.mjs')];
    const results = (await runTool(tree, 'node_modules/eslint/bin/eslint.js', flags)) as ESLint.LintResult[];
    const findings = results.flatMap(({ filePath, messages }) =>
      messages
        // The notice that a comment could not switch a rule off.
        .filter((message) => message.severity === 2)
        .map((message): Finding => ({
          path: relative(tree, filePath),
          rule: message.ruleId ?? 'a parsing error',
          message: message.message,
        })),
    );
    return [...compare(lintPlants, findings), ...listUnplanted(lintPlants, ruledBy, bans)];
  } finally {
    await rm(tree, { recursive: true, force: true });
  }
}

async function checkSecrets(): Promise<string[]> {
  const tree = await realpath(await mkdtemp(join(tmpdir(), 'ostiary-secrets-')));
  try {
    await plant(tree, { ...innocentSecrets, ...filesOf(secretPlants) });
    await promisify(execFile)('git', ['init', '--quiet', tree]);
    const findings = (await runTool(tree, 'tools/secrets.ts', [tree, '--json'])) as Finding[];
    const rules = secretRules.map(({ name }) => name);
    return [...compare(secretPlants, findings), ...listUnplanted(secretPlants, rules)];
  } finally {
    await rm(tree, { recursive: true, force: true });
  }
}

// Settled, so that one that breaks does not keep the other from removing its tree.
const outcomes = await Promise.allSettled([checkImportRules(), checkLintRules(), checkSecrets()]);
const problems = outcomes.flatMap((outcome) =>
  outcome.status === 'fulfilled' ? outcome.value : [String(outcome.reason)],
);
for (const problem of problems) console.error(problem);
if (problems.length === 0) {
  const count = importPlants.length + lintPlants.length + secretPlants.length;
  console.log(`${count} planted violations caught, each by its own rule`);
}
process.exitCode = problems.length === 0 ? 0 : 1;
