#!/usr/bin/env node
// Looks at every package that runs in production, writes what it saw to docs/security/dependencies.md, and fails when one of
// them must not be there.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { reviewPackages } from './dependencies/packages.ts';
import { renderReview } from './dependencies/render-review.ts';
import { findObjections } from './dependencies/rules.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const file = join(root, 'docs/security/dependencies.md');

const packages = await reviewPackages(root);
const seen = {
  date: new Date().toISOString().slice(0, 10),
  system: `${process.platform}-${process.arch}`,
};
const options = { ...(await resolveConfig(file)), filepath: file };
await writeFile(file, await format(renderReview(packages, seen), options));

const objections = findObjections(packages);
for (const objection of objections) console.error(objection);
console.log(`${packages.length} packages run in production: docs/security/dependencies.md`);
process.exitCode = objections.length === 0 ? 0 : 1;
