#!/usr/bin/env node
// Looks for secrets in every file that git tracks or would add: `node tools/secrets.ts [FOLDER] [--json]`. What it finds is
// named by its place and kind; the secret itself is not repeated.
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { findSecrets } from './secrets/find-secrets.ts';

const [folder = fileURLToPath(new URL('..', import.meta.url))] = process.argv
  .slice(2)
  .filter((argument) => !argument.startsWith('--'));

/** Checksums look like secrets, and are public. */
const withoutSecrets = /(?:^|\/)package-lock\.json$/;

async function listFiles(): Promise<string[]> {
  const flags = ['-C', folder, 'ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const { stdout } = await promisify(execFile)('git', flags, { maxBuffer: 2 ** 26 });
  return stdout.split('\0').filter((path) => path !== '' && !withoutSecrets.test(path));
}

/** The text of a file; nothing for one that was deleted, is a link to a folder, or holds bytes instead of text. */
async function readText(path: string): Promise<string> {
  const bytes = await readFile(join(folder, path)).catch(() => Buffer.alloc(0));
  return bytes.includes(0) ? '' : bytes.toString('utf8');
}

const findings: { path: string; rule: string; message: string }[] = [];
for (const path of await listFiles()) {
  for (const { rule, line } of findSecrets(path, await readText(path))) {
    findings.push({ path, rule, message: `line ${line}` });
  }
}

if (process.argv.includes('--json')) console.log(JSON.stringify(findings));
else {
  for (const { path, rule, message } of findings) console.error(`${path}, ${message}: looks like a ${rule}`);
  if (findings.length > 0) {
    console.error(
      'A real one has to be made void, not only removed: it stays in the history. One that opens nothing',
    );
    console.error('is named in tools/secrets/known-secrets.ts, with the reason.');
  }
}
process.exitCode = findings.length === 0 ? 0 : 1;
