import { hash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCommand, type RunCommand } from '../browser/run-command.ts';

const cacheFolder = fileURLToPath(new URL('../../node_modules/.cache/debian/', import.meta.url));
const programFolders = ['usr/sbin', 'usr/bin', 'sbin', 'bin'];
const libraryFolders = ['usr/lib', 'lib'].flatMap((folder) => [
  `${folder}/x86_64-linux-gnu`,
  `${folder}/aarch64-linux-gnu`,
  folder,
]);

/** What was asked for is fetched even if the machine has it installed. */
const fetching = ['install', '--reinstall', '--download-only', '--yes', '--no-install-recommends'];

export interface DebianPrograms {
  /** Where the packages are unpacked. */
  root: string;
  /** To run their programs with: finds each other and their libraries. */
  env: Record<string, string>;
  /** The path of a program. Errors: Error when the packages have none of that name. */
  find(program: string): string;
}

/** No name of a file is longer than this on any file system. */
const longestName = 200;

function folderName(packages: readonly string[]): string {
  const name = [...packages].sort().join('+');
  return name.length <= longestName ? name : `${name.slice(0, longestName / 2)}-${hash('sha256', name)}`;
}

export interface DebianPackages {
  packages: readonly string[];
  run?: RunCommand;
  folder?: string;
}

function named(root: string): DebianPrograms {
  const within = (folders: readonly string[]): string[] => folders.map((folder) => join(root, folder));
  return {
    root,
    env: {
      PATH: [...within(programFolders), process.env['PATH'] ?? ''].join(delimiter),
      LD_LIBRARY_PATH: within(libraryFolders).join(delimiter),
    },
    find(program) {
      const path = within(programFolders)
        .map((folder) => join(folder, program))
        .find((candidate) => existsSync(candidate));
      if (path === undefined) throw new Error(`There is no ${program} among the packages in ${root}.`);
      return path;
    },
  };
}

/** Apt writes what it fetches here only, so that nobody has to be root, and nothing is installed. */
async function download(run: RunCommand, packages: readonly string[], folder: string): Promise<boolean> {
  await mkdir(join(folder, 'partial'), { recursive: true });
  const options = ['-o', `Dir::Cache::archives=${folder}`, '-o', 'Debug::NoLocking=1'];
  const { code } = await run(['apt-get', ...options, ...fetching, ...packages], {
    output: 'keep',
    env: { DEBIAN_FRONTEND: 'noninteractive' },
  });
  return code === 0;
}

async function downloadAll(run: RunCommand, packages: readonly string[], folder: string): Promise<void> {
  if (await download(run, packages, folder)) return;
  // The lists of packages may be old, or none at all.
  await run(['apt-get', '-o', 'DPkg::Lock::Timeout=600', 'update'], { output: 'show' });
  if (await download(run, packages, folder)) return;
  throw new Error(
    `These tests need Debian's packages ${packages.join(', ')}, and apt-get could not fetch them. ` +
      'They run on Debian, with its package archive in reach; nothing is installed.',
  );
}

/**
 * Programs of Debian's packages, for tests that run the real thing: fetched with the libraries that this
 * machine lacks and unpacked below node_modules/.cache, once. Nothing is installed and no service is started.
 * Errors: Error that says what is missing.
 */
export async function provideDebianPrograms(options: DebianPackages): Promise<DebianPrograms> {
  const { packages, run = runCommand, folder = cacheFolder } = options;
  const root = join(folder, folderName(packages));
  const programs = named(root);
  if (existsSync(root)) return programs;
  await mkdir(folder, { recursive: true });
  const work = await mkdtemp(join(folder, '.work-'));
  try {
    const archives = join(work, 'archives');
    await downloadAll(run, packages, archives);
    const unpacked = join(work, 'root');
    for (const file of (await readdir(archives)).filter((name) => name.endsWith('.deb'))) {
      const { code } = await run(['dpkg-deb', '-x', join(archives, file), unpacked], { output: 'show' });
      if (code !== 0) throw new Error(`${file} could not be unpacked.`);
    }
    // Another run may have been faster; theirs is as good.
    await rename(unpacked, root).catch((error: unknown) => {
      if (!existsSync(root)) throw error;
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return programs;
}
