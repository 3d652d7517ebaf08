import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const migrationsPath = join('packages', 'server', 'migrations');

export interface PreviousRelease {
  folder: string;
  /** What `path` is there. */
  resolve(...path: string[]): string;
  /** Makes what `startServerProcess` starts. */
  build(): Promise<void>;
  /** Gives it the migrations of now, as if it had them all along. */
  takeNewMigrations(): Promise<void>;
  remove(): Promise<void>;
}

export async function previousCommit(): Promise<string> {
  return (await readFile(join(root, migrationsPath, 'previous-release'), 'utf8')).trim();
}

/** Runs a program there, as from a shell: what this test run tells its own parts is none of its business. */
export async function runIn(
  cwd: string,
  [file = '', ...args]: readonly string[],
): Promise<{ code: number | null; output: string }> {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(VITEST|NODE_ENV|TEST$)/.test(name)),
  );
  const child = spawn(file, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output };
}

async function run(argv: readonly string[], cwd: string): Promise<void> {
  const { code, output } = await runIn(cwd, argv);
  if (code !== 0) throw new Error(`${argv.join(' ')} ended with ${String(code)}:\n${output}`);
}

/** Errors: an Error that says what to do when this clone does not hold the commit. */
export async function requireCommit(commit: string): Promise<void> {
  try {
    await run(['git', 'cat-file', '-e', `${commit}^{commit}`], root);
  } catch (cause) {
    throw new Error(
      `The previous release, commit ${commit}, is not in this clone, so that nobody can tell whether it works on the ` +
        'schema of now. Fetch the history: git fetch --unshallow (and clone with it, not as a bare copy of files).',
      { cause },
    );
  }
}

/** The previous release, taken out of the history, on the packages that are installed. */
export async function providePreviousRelease(): Promise<PreviousRelease> {
  const commit = await previousCommit();
  await requireCommit(commit);
  // Not below node_modules, whose TypeScript Node does not run.
  const folder = await mkdtemp(join(tmpdir(), 'ostiary-previous-'));
  const resolve = (...path: string[]): string => join(folder, ...path);
  await run(['bash', '-c', `git archive ${commit} | tar -x -C "$0"`, folder], root);
  await linkPackages(resolve('node_modules'));
  return {
    folder,
    resolve,
    async build() {
      const script = `await (await import('./tools/build.mjs')).bundle()`;
      await run([process.execPath, '--input-type=module', '-e', script], folder);
    },
    async takeNewMigrations() {
      for (const name of await readdir(join(root, migrationsPath))) {
        if (!name.endsWith('.ts')) continue;
        await cp(join(root, migrationsPath, name), resolve(migrationsPath, name));
      }
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Everything that is installed but our own packages: those are the ones of that release. */
async function linkPackages(folder: string): Promise<void> {
  const installed = join(root, 'node_modules');
  await mkdir(folder);
  for (const name of await readdir(installed)) {
    if (name === '@ostiary' || name === '.cache') continue;
    await symlink(join(installed, name), join(folder, name));
  }
  await cp(join(installed, '@ostiary'), join(folder, '@ostiary'), {
    recursive: true,
    verbatimSymlinks: true,
  });
}
