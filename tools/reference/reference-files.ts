import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Generated files by their path, and the folders that hold nothing else. */
export interface Generated {
  files: ReadonlyMap<string, string>;
  ownedFolders: readonly string[];
}

export interface Differences {
  /** Paths of files that are missing or differ. */
  changed: string[];
  /** Paths of files in owned folders that nothing generates. */
  leftOver: string[];
}

async function readIfThere(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(() => undefined);
}

export async function findDifferences({ files, ownedFolders }: Generated): Promise<Differences> {
  const current = await Promise.all(
    [...files.keys()].map(async (path) => [path, await readIfThere(path)] as const),
  );
  const owned = await Promise.all(
    ownedFolders.map(async (folder) => {
      await mkdir(folder, { recursive: true });
      const entries = await readdir(folder, { withFileTypes: true });
      return entries.filter((entry) => entry.isFile()).map(({ name }) => join(folder, name));
    }),
  );
  return {
    changed: current.filter(([path, text]) => files.get(path) !== text).map(([path]) => path),
    leftOver: owned.flat().filter((path) => !files.has(path)),
  };
}

export async function writeDifferences(
  { files }: Generated,
  { changed, leftOver }: Differences,
): Promise<void> {
  for (const path of changed) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, files.get(path) ?? '');
  }
  for (const path of leftOver) await rm(path);
}
