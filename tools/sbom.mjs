#!/usr/bin/env node
// Says what runs in production, as CycloneDX JSON, from the lock file alone: to the file that is named, or to standard
// output. Plain JavaScript, because tools/release.mjs puts the same into a release on any Node.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { makeBill } from './dependencies/bill-of-materials.mjs';
import { root } from './setup/paths.mjs';

const [file] = process.argv.slice(2);
const bill = makeBill(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')));
const text = `${JSON.stringify(bill, null, 2)}\n`;
if (file === undefined) process.stdout.write(text);
else writeFileSync(file, text);
