import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import process from 'node:process';
import { buildOptions } from '../build.mjs';
import { makeBill } from '../dependencies/bill-of-materials.mjs';
import { consoleDistFolder, distFolder, root, serverFolder } from '../setup/paths.mjs';
import { listPackagesToShip } from './packages-to-ship.mjs';

/** Parts of packages that nothing loads at run time: what their native code is compiled from. */
const notLoaded = [
  'better-sqlite3/deps',
  'better-sqlite3/src',
  'better-sqlite3/binding.gyp',
  'node-addon-api',
];

/** Sources and types of packages; Node loads what they were compiled to. */
const forCompilers = /\.([cm]?ts|map)$/;

/** Binaries of every system lie side by side; this machine loads its own. */
const ownBinary = `${process.platform}-${process.arch}.node`;

function isLoaded(path) {
  const name = path.split(`node_modules${sep}`).at(-1)?.split(sep).join('/') ?? '';
  if (notLoaded.some((left) => name === left || name.startsWith(`${left}/`))) return false;
  if (forCompilers.test(name)) return false;
  return !name.startsWith('better-sqlite3/prebuilds/') || basename(name) === ownBinary;
}

/** What was made while running does not belong into a release. */
const isBuilt = (path) => !['.compiled', '.stamp.json'].includes(basename(path));

/** What is inside, for whoever has to know which release has a library that went bad. */
async function writeBill(folder) {
  const lock = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8'));
  await writeFile(join(folder, 'sbom.cdx.json'), `${JSON.stringify(makeBill(lock), null, 2)}\n`);
}

async function refuseToMix(folder) {
  const found = await readdir(folder).catch(() => []);
  if (found.length > 0) throw new Error(`${folder} is not empty.`);
}

/**
 * Puts into an empty folder all that a server needs beside Node: the command, the bundle, the console, and the few
 * packages that cannot be bundled; and a bill of what is in all of it. Server and console have to be built.
 * Errors: Error when the folder is not empty or a package is missing.
 */
export async function makeRelease(folder) {
  await refuseToMix(folder);
  const copy = async (from, filter) => {
    const to = join(folder, relative(root, from));
    await mkdir(join(to, '..'), { recursive: true });
    await cp(from, to, { recursive: true, filter });
  };
  for (const name of ['bin', 'package.json']) await copy(join(serverFolder, name));
  for (const built of [distFolder, consoleDistFolder]) await copy(built, isBuilt);
  for (const place of listPackagesToShip(serverFolder, buildOptions.external)) {
    if (isLoaded(place)) await copy(place, isLoaded);
  }
  await copy(join(root, 'LICENSE'));
  await writeBill(folder);
}
