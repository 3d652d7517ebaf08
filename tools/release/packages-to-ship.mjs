import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const readPackage = (folder) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));

/** Where Node would find a package that is asked for in this folder, or undefined. */
function findPackage(name, from) {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    if (existsSync(join(candidate, 'package.json'))) return candidate;
    if (dirname(folder) === folder) return undefined;
  }
}

/** Whether a name is meant by one of these, in which `*` stands for any text. */
function isAmong(name, patterns) {
  return patterns.some((pattern) => {
    const [start = '', end] = pattern.split('*');
    return end === undefined ? name === pattern : name.startsWith(start) && name.endsWith(end);
  });
}

/**
 * The folders of the packages that stay outside the bundle, and of what those need in turn. Optional ones that
 * are not installed are not for this machine.
 * Errors: Error when one that is needed is not installed.
 */
export function listPackagesToShip(folder, external) {
  const found = new Set();
  const add = (name, from, isOptional) => {
    const place = findPackage(name, from);
    if (place === undefined && !isOptional) throw new Error(`${name} is not installed: run npm ci.`);
    if (place === undefined || found.has(place)) return;
    found.add(place);
    const { dependencies = {}, optionalDependencies = {} } = readPackage(place);
    for (const needed of Object.keys(dependencies)) add(needed, place, needed in optionalDependencies);
    for (const wanted of Object.keys(optionalDependencies)) add(wanted, place, true);
  };
  const { dependencies = {} } = readPackage(folder);
  for (const name of Object.keys(dependencies)) if (isAmong(name, external)) add(name, folder, false);
  return [...found];
}
