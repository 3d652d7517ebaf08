import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readBill, type Component } from './read-bill.ts';

/** A package that runs in production, and what can be seen of it on this machine. */
export interface ReviewedPackage {
  name: string;
  version: string;
  licence: string;
  parts: string[];
  isOptional: boolean;
  /** Scripts that npm would run when it installs this one, were it let. */
  installScripts: string[];
  isInstalled: boolean;
  /** Of all its files, without packages inside it; null when it is not for this machine. */
  bytes: number | null;
  nativeFiles: string[];
  /** How many people and organisations its own description names as author, contributors and maintainers. */
  people: number;
}

interface Manifest {
  scripts?: Record<string, string>;
  gypfile?: boolean;
  author?: Person;
  contributors?: Person[];
  maintainers?: Person[];
}

/** `Ada Example <ada@example.org> (https://example.org)`, or its parts. */
type Person = string | { name?: string };

const scriptsOfInstall = ['preinstall', 'install', 'postinstall'];
const native = /\.(?:node|wasm|so|dll|dylib)$|\/bin\/node(?:\.exe)?$/;

const valuesOf = ({ properties }: Component, name: string): string[] =>
  properties.filter((one) => one.name === name).map(({ value }) => value);

async function listFiles(folder: string): Promise<{ path: string; bytes: number }[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.slice(folder.length).includes('/node_modules/'));
  return Promise.all(files.map(async (path) => ({ path, bytes: (await stat(path)).size })));
}

/** npm compiles a package with a `binding.gyp` even when it names no script. */
function installScriptsOf(manifest: Manifest, hasBinding: boolean): string[] {
  const named = scriptsOfInstall.filter((script) => manifest.scripts?.[script] !== undefined);
  return named.length === 0 && hasBinding && manifest.gypfile !== false ? ['node-gyp (implied)'] : named;
}

const nameOf = (person: Person): string =>
  typeof person === 'string' ? person.replace(/\s*[<(].*$/, '') : (person.name ?? '');

function countPeople({ author, contributors = [], maintainers = [] }: Manifest): number {
  const all = [...(author === undefined ? [] : [author]), ...contributors, ...maintainers];
  return new Set(all.map((person) => nameOf(person).toLowerCase())).size;
}

async function review(root: string, component: Component): Promise<ReviewedPackage> {
  const [path = ''] = valuesOf(component, 'cdx:npm:package:path');
  const folder = join(root, path);
  const text = await readFile(join(folder, 'package.json'), 'utf8').catch(() => undefined);
  const manifest = JSON.parse(text ?? '{}') as Manifest;
  const files = text === undefined ? [] : await listFiles(folder);
  const hasBinding = files.some((file) => file.path === join(folder, 'binding.gyp'));
  const told = installScriptsOf(manifest, hasBinding);
  const isScriptLocked = valuesOf(component, 'ostiary:install-script').length > 0;
  return {
    name: component.name,
    version: component.version,
    licence: component.licenses.map((one) => one.expression ?? one.license?.id).join(' '),
    parts: valuesOf(component, 'ostiary:part'),
    isOptional: component.scope === 'optional',
    installScripts: isScriptLocked && told.length === 0 ? ['named by the lock file'] : told,
    isInstalled: text !== undefined,
    bytes: text === undefined ? null : files.reduce((sum, file) => sum + file.bytes, 0),
    nativeFiles: files
      .filter((file) => native.test(file.path))
      .map((file) => file.path.slice(folder.length + 1)),
    people: countPeople(manifest),
  };
}

/** Every package of others that runs in production, by name. */
export async function reviewPackages(root: string): Promise<ReviewedPackage[]> {
  const { components } = await readBill();
  const others = components.filter(({ name }) => !name.startsWith('@ostiary/'));
  const reviewed = await Promise.all(others.map((component) => review(root, component)));
  return reviewed.sort((a, b) => (`${a.name}@${a.version}` < `${b.name}@${b.version}` ? -1 : 1));
}
