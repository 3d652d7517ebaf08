import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { repository } from './blocks.ts';

const cli = fileURLToPath(new URL('../../../packages/server/bin/ostiary.mjs', import.meta.url));

/** A call of a program that only notes how it was called. */
export interface Call {
  program: string;
  args: string[];
}

/** Where a document is followed: folders of its own, and programs that the shell finds first. */
export interface Workplace {
  /** Looks like a checkout; what is written there is not in the repository. */
  checkout: string;
  /** In place of /tmp. */
  temporary: string;
  /** Nothing that a document speaks of. */
  room: string;
  path: string;
  /** A program of this name; `script` is for sh. */
  addProgram(name: string, script: string): Promise<void>;
  /** A program that notes how it is called, then does what the script says. */
  standIn(name: string, script?: string): Promise<void>;
  calls(): Promise<Call[]>;
  remove(): Promise<void>;
}

const notOfACheckout = new Set(['.git', '.cache', 'data', 'coverage', '.env']);
/** What documents write into. */
const writtenTo = new Set(['deploy']);

async function layOut(checkout: string): Promise<void> {
  await mkdir(checkout);
  for (const name of await readdir(repository)) {
    const [from, to] = [join(repository, name), join(checkout, name)];
    if (writtenTo.has(name)) await cp(from, to, { recursive: true });
    else if (!notOfACheckout.has(name)) await symlink(from, to);
  }
}

/** A real checkout, in place of a folder that looks like one. */
export interface Checkout {
  directory: string;
  /** Where programs are found: its own `npx` and `node`. */
  path: string;
}

/** Of what is installed with the project. */
const npx = `program=$1; shift
case "$program" in
  ostiary) exec ostiary "$@" ;;
  node) exec '${process.execPath}' "$@" ;;
  esbuild) exec '${repository}node_modules/.bin/esbuild' "$@" ;;
esac
echo "npx: no $program here" >&2; exit 127`;

export async function layOutWorkplace(real?: Checkout): Promise<Workplace> {
  const top = await mkdtemp(join(tmpdir(), 'ostiary-story-'));
  const [temporary, room, bin] = [join(top, 'tmp'), join(top, 'room'), join(top, 'bin')];
  for (const folder of [temporary, room, bin]) await mkdir(folder);
  const checkout = real?.directory ?? join(top, 'checkout');
  const notes = join(room, 'calls');
  await writeFile(notes, '');

  async function addProgram(name: string, script: string): Promise<void> {
    await writeFile(join(bin, name), `#!/bin/sh\n${script}\n`);
    await chmod(join(bin, name), 0o755);
  }

  if (real === undefined) {
    await layOut(checkout);
    await addProgram('ostiary', `exec '${process.execPath}' '${cli}' "$@"`);
    await addProgram('npx', npx);
  }
  return {
    checkout,
    temporary,
    room,
    path: [bin, real?.path ?? `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`].join(':'),
    addProgram,
    standIn: (name, script = '') =>
      addProgram(
        name,
        `{ printf '%s\\0' ${name} "$@"; printf '\\n'; } >> '${notes}'\n${script === '' ? ':' : script}`,
      ),
    async calls() {
      const lines = (await readFile(notes, 'utf8')).split('\0\n').filter((line) => line !== '');
      return lines.map((line) => {
        const [program = '', ...args] = line.split('\0');
        return { program, args };
      });
    },
    remove: () => rm(top, { recursive: true, force: true }),
  };
}
