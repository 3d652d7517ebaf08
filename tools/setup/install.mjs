import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { isDeepStrictEqual } from 'node:util';
import { withLock } from './lock.mjs';
import { root } from './paths.mjs';
import { SetupError } from './setup-error.mjs';

const modulesFolder = join(root, 'node_modules');
const stampFile = join(modulesFolder, '.ostiary-install');
// Scripts are off because npm runs node-gyp for better-sqlite3, which ships its binaries: on a machine
// without a compiler that fails, and nothing else needs one.
const npmFlags = [
  '--ignore-scripts',
  '--include=dev',
  '--include=optional',
  '--loglevel=error',
  '--no-fund',
  '--no-audit',
];

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Where our own packages are, relative to the top of the checkout. */
function listWorkspaces() {
  return ['packages', 'examples']
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => readdirSync(join(root, folder)).map((name) => `${folder}/${name}`))
    .sort();
}

/** What decides which packages have to be there, and for which kind of machine. */
function currentStamp() {
  const packages = listWorkspaces().map((folder) => join(root, folder, 'package.json'));
  const hash = createHash('sha256').update(`${process.platform}-${process.arch}`);
  for (const file of [join(root, 'package.json'), join(root, 'package-lock.json'), ...packages]) {
    if (existsSync(file)) hash.update(file.slice(root.length)).update(readFileSync(file));
  }
  return hash.digest('hex');
}

function readStamp() {
  try {
    return readFileSync(stampFile, 'utf8');
  } catch {
    return undefined;
  }
}

function writeStamp() {
  try {
    writeFileSync(stampFile, currentStamp());
  } catch {
    // Read-only, but complete: the next start checks again.
  }
}

/** Whether npm would install this optional package here: it names our system and our processor. */
function isMeantForThisMachine({ os, cpu, libc }) {
  return [os].flat().includes(process.platform) && [cpu].flat().includes(process.arch) && libc === undefined;
}

/** Whether the lock file was made from the package files as they are now. */
function isLockCurrent(locked) {
  const kinds = ['dependencies', 'devDependencies', 'optionalDependencies'];
  return ['', ...listWorkspaces()].every((folder) => {
    const declared = readJson(join(root, folder, 'package.json')) ?? {};
    return kinds.every((kind) => isDeepStrictEqual(declared[kind] ?? {}, locked[folder]?.[kind] ?? {}));
  });
}

/** Whether npm's own record of what it installed agrees with the lock file. */
function isInstalledAsLocked() {
  const wanted = readJson(join(root, 'package-lock.json'))?.packages;
  const installed = readJson(join(modulesFolder, '.package-lock.json'))?.packages;
  if (!wanted || !installed || !isLockCurrent(wanted)) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (!path.includes('node_modules/')) return true;
    const found = installed[path];
    if (!found) return entry.optional === true && !isMeantForThisMachine(entry);
    return found.version === entry.version && found.link === entry.link;
  });
}

function explain(output) {
  if (/ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN|ENETUNREACH/.test(output)) {
    return `the package registry cannot be reached. Installing needs it once; check the connection or the proxy (\`npm config get registry\`).\n${output.trim()}`;
  }
  if (/EACCES|EPERM|EROFS/.test(output)) {
    return `${modulesFolder} cannot be written to. Give this account the right to write there.`;
  }
  if (/package\.json and package-lock\.json|EUSAGE/.test(output)) {
    return 'package.json and package-lock.json do not agree. Run `npm install` and commit the lock file.';
  }
  if (/ENOSPC/.test(output)) return 'the disk is full.';
  return `\`npm ci\` failed:\n${output.trim()}`;
}

/** npm itself, run by the Node that runs this. */
function npmCommand() {
  const npmCli = process.env.npm_execpath;
  if (npmCli && /npm-cli\.[cm]?js$/.test(npmCli)) return [process.execPath, npmCli];
  return [process.platform === 'win32' ? 'npm.cmd' : 'npm'];
}

function runNpmCi() {
  const [command, ...first] = npmCommand();
  return new Promise((resolve, reject) => {
    let output = '';
    const child = spawn(command, [...first, 'ci', ...npmFlags], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'pipe'],
      shell: process.platform === 'win32',
    });
    child.stderr.on('data', (chunk) => {
      output += String(chunk);
    });
    child.once('error', (error) => reject(new SetupError(`npm cannot be started: ${error.message}`)));
    child.once('close', (code) => (code === 0 ? resolve() : reject(new SetupError(explain(output)))));
  });
}

function refuseReadOnly() {
  try {
    accessSync(existsSync(modulesFolder) ? modulesFolder : root, constants.W_OK);
  } catch {
    throw new SetupError(
      `packages have to be installed, but ${root} cannot be written to. Run \`npm ci\` there once as an account that may.`,
    );
  }
}

/**
 * Installs exactly what the lock file names, unless that is what is there already.
 * Errors: SetupError with what to do about it.
 */
export async function ensureInstalled() {
  if (readStamp() === currentStamp()) return;
  if (isInstalledAsLocked()) return writeStamp();
  refuseReadOnly();
  await withLock('install', async () => {
    if (isInstalledAsLocked()) return writeStamp();
    console.error('Installing packages (only when they changed) …');
    const startedAt = Date.now();
    await runNpmCi();
    console.error(`Installed in ${((Date.now() - startedAt) / 1000).toFixed(1)} s.`);
    writeStamp();
  });
}
