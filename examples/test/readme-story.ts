import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { startServerProcess, temporaryDirectory } from '../../packages/server/test/support/server-process.ts';
import { freePort, runExample, type RunningExample } from './run-example.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const cli = fileURLToPath(new URL('../../packages/server/bin/ostiary.mjs', import.meta.url));

/** A README as somebody follows it: its commands one by one, in one shell, beside an Ostiary of its own. */
export interface Story {
  /** The commands of the first block with this text, which is then done with. Gives what they print. */
  run(beginning: string): Promise<string>;
  /** The same of a block that waits a second; what is behind the wait is repeated until it prints this. */
  runUntil(beginning: string, pattern: RegExp): Promise<string>;
  /** Starts the example, with the variables that its README names. */
  start(env: Record<string, string>): Promise<RunningExample>;
  /** Another port in place of one that the README names. */
  port(written: number): number;
  /** Variables for the blocks to come. */
  export(variables: Record<string, string>): Promise<void>;
  /** Somebody whom the README does not know. */
  addUser(user: NewUser): Promise<void>;
  end(): Promise<void>;
}

export interface NewUser {
  email: string;
  password: string;
  /** Of `ostiary users create`. */
  flags?: string[];
}

export interface StoryOptions {
  example: string;
  /** The ports that its README names, beside that of Ostiary. */
  ports: readonly number[];
  /** What it prints when it is ready. */
  ready: RegExp;
}

/** The kit as it is published, from the sources that are there. */
async function buildKit(): Promise<void> {
  const builder = new URL('../../tools/setup/build-if-changed.mjs', import.meta.url);
  const { ensureBuilt } = (await import(builder.href)) as { ensureBuilt(what: string): Promise<void> };
  await ensureBuilt('kit');
}

async function commandsOf(example: string, ports: ReadonlyMap<number, number>): Promise<string[]> {
  const text = await readFile(`${root}examples/${example}/README.md`, 'utf8');
  const blocks = [...text.matchAll(/^```sh\n([^]*?)^```$/gm)].map(([, block = '']) => block);
  return blocks.map((block) =>
    block
      .replaceAll(/\bnpx ostiary\b/g, `'${process.execPath}' '${cli}'`)
      .replaceAll(/(127\.0\.0\.1|localhost):(\d{4})\b/g, (_all, host: string, port: string) => {
        const actual = ports.get(Number(port));
        if (actual === undefined) throw new Error(`The README names the port ${port}, and the test does not`);
        return `${host}:${actual}`;
      }),
  );
}

interface Shell {
  /** Gives what the commands print. */
  run(commands: string): Promise<string>;
  end(): Promise<void>;
}

function openShell(env: Record<string, string>): Shell {
  const child = spawn('bash', ['--norc'], { cwd: root, env });
  let printed = '';
  let look: () => void = () => undefined;
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
      look();
    });
  }
  child.once('close', () => look());
  return {
    run(commands) {
      const mark = randomUUID();
      printed = '';
      child.stdin.write(`${commands}\necho ${mark}\n`);
      return new Promise((resolve, reject) => {
        look = () => {
          if (printed.includes(mark)) resolve(printed.replace(`${mark}\n`, ''));
          else if (child.exitCode !== null) reject(new Error(`The shell ended:\n${printed}`));
        };
        look();
      });
    },
    async end() {
      child.stdin.end();
      if (child.exitCode === null) await once(child, 'close');
    },
  };
}

/** A story has many commands, and each starts a process. */
export const storyTimeoutMs = 120_000;

/** What a README promises within a second has longer on a machine that is busy with other tests. */
const patienceMs = 15_000;

async function startOstiary(): Promise<{ env: Record<string, string>; end(): Promise<void> }> {
  const directory = await temporaryDirectory();
  const settings = { OSTIARY_DATA_DIR: directory.path };
  const server = await startServerProcess({ env: settings });
  const env = { PATH: process.env['PATH'] ?? '', OSTIARY_PORT: new URL(server.url).port, ...settings };
  return {
    env,
    async end() {
      await server.stop();
      await directory.remove();
    },
  };
}

export async function followReadme({ example, ports: written, ready }: StoryOptions): Promise<Story> {
  await buildKit();
  const ostiary = await startOstiary();
  const ports = new Map([[8000, Number(ostiary.env['OSTIARY_PORT'])]]);
  for (const port of written) ports.set(port, await freePort());
  const blocks = await commandsOf(example, ports);
  const shell = openShell(ostiary.env);
  let running: RunningExample | undefined;
  const portOf = (one: number): number => {
    const actual = ports.get(one);
    if (actual === undefined) throw new Error(`${one} is none of the ports of the README`);
    return actual;
  };
  function blockOf(beginning: string): string {
    const index = blocks.findIndex((block) => block.replaceAll(/\\\n\s*/g, '').includes(beginning));
    const [block] = index < 0 ? [] : blocks.splice(index, 1);
    if (block === undefined) throw new Error(`The README of ${example} has no (other) ${beginning}`);
    return block;
  }
  return {
    run: (beginning) => shell.run(blockOf(beginning)),
    async runUntil(beginning, pattern) {
      const block = blockOf(beginning);
      const behind = block.split('sleep 1\n')[1] ?? block;
      let printed = await shell.run(block);
      for (const deadline = Date.now() + patienceMs; !pattern.test(printed);) {
        if (Date.now() > deadline) throw new Error(`${block}\nnever printed ${String(pattern)}:\n${printed}`);
        printed = await shell.run(behind);
      }
      return printed;
    },
    async start(env) {
      running = runExample(example, { OSTIARY_URL: `http://localhost:${portOf(8000)}`, ...env });
      await running.prints(ready);
      return running;
    },
    port: portOf,
    export: async (variables) =>
      void (await shell.run(
        Object.entries(variables)
          .map(([name, value]) => `export ${name}='${value}'`)
          .join('\n'),
      )),
    async addUser({ email, password, flags = [] }) {
      const command = `'${process.execPath}' '${cli}' users create --password-stdin --email ${email}`;
      await shell.run(`echo ${password} | ${command} ${flags.join(' ')}`);
    },
    async end() {
      await running?.stop();
      await shell.end();
      await ostiary.end();
    },
  };
}

/** The key that a command has printed. */
export function printedKeys(output: string): string[] {
  return [...output.matchAll(/Service key: (osk_[\w-]+)/g)].map(([, key = '']) => key);
}
