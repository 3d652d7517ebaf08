import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll } from 'vitest';
import { freePort } from '../../../deploy/test/support/free-port.ts';
import {
  startServerProcess,
  temporaryDirectory,
} from '../../../packages/server/test/support/server-process.ts';
import { readBlocks, repository, type Block } from './blocks.ts';
import { describeLeftOver } from './claims.ts';
import { watchProgram, type RunningProgram } from './running-program.ts';
import { openShell, type Shell } from './shell.ts';
import { runAtTerminal, type Answers } from './terminal.ts';
import { layOutWorkplace, type Checkout, type Workplace } from './workplace.ts';

/** How a block is typed in. */
export interface Typing {
  /** What somebody puts in place of what the document can not know: `…`, a name, an address. */
  replace?: Record<string, string>;
  /** What is typed when a command asks. */
  input?: string;
  /** Whether a command of the block fails, and it is right so. Otherwise none may. */
  fails?: boolean;
}

/** A document as somebody follows it: its blocks in one shell, beside an Ostiary of its own. */
export interface Story {
  /** The commands of the first block with this text, which is then done with. Gives what they print. */
  run(beginning: string, typing?: Typing): Promise<string>;
  /** The same of a block that waits a second; what is behind the wait is repeated until it prints this. */
  runUntil(beginning: string, pattern: RegExp, typing?: Typing): Promise<string>;
  /** The same at a terminal, where a command may ask. It has to end well. */
  answer(beginning: string, answers: Answers, typing?: Pick<Typing, 'replace'>): Promise<string>;
  /** Starts the program that a block starts, in the repository, and leaves it running until the end. */
  start(beginning: string, how: Starting): Promise<RunningProgram>;
  /** The same of a line that the document takes for granted. */
  startProgram(line: string, how: Starting): Promise<RunningProgram>;
  /** The first block with this text, for a test that does with it what the document says. */
  take(beginning: string): string;
  /** What the document does not say but takes for granted. */
  say(commands: string, typing?: Typing): Promise<string>;
  /** Another port in place of one that the document names. */
  port(written: number): number;
  /** Where its Ostiary is. */
  url(): string;
  /** The Ostiary beside it, for documents that stop it, or start it with other settings. */
  server(): Pick<Ostiary, 'stop' | 'start' | 'output'>;
  /** The settings that a block makes, as a shell understands them. */
  settings(beginning: string, typing?: Typing): Promise<Record<string, string>>;
  /** Variables for the blocks to come. */
  export(variables: Record<string, string>): Promise<void>;
  /** Somebody whom the document does not know. */
  addUser(user: NewUser): Promise<void>;
  workplace(): Workplace;
}

export interface Starting extends Typing {
  env?: Record<string, string>;
  /** What it prints when it is ready. */
  ready: RegExp;
}

export interface NewUser {
  email: string;
  password: string;
  /** Of `ostiary users create`. */
  flags?: string[];
}

export interface Place extends Checkout {
  /** What the shell is told. */
  env: Record<string, string>;
  /** Where the Ostiary of the document will listen. */
  port: number;
}

export interface StoryOptions {
  /** From the top of the repository. Each document has one story, which does all that is in it. */
  document: string;
  /** The ports that it names, beside that of Ostiary. */
  ports?: readonly number[];
  /** Settings of the Ostiary beside it. */
  settings?: Record<string, string>;
  /** A checkout in which the document starts its own Ostiary. Asked for when the story begins. */
  place?: () => Place;
  /** Whether it needs the kit as it is published. */
  kit?: boolean;
}

/** A story has many commands, and each starts a process. */
export const storyTimeoutMs = 120_000;

/** A server remembers applications and services for a second; nobody types the next line sooner. */
const knownAfterMs = 1_200;
const changing = /\bostiary (?:applications|services) update\b/;

/** What a document promises within a second has longer on a machine that is busy with other tests. */
const patienceMs = 15_000;

/** The kit as it is published, from the sources that are there. */
async function buildKit(): Promise<void> {
  const builder = new URL('../../setup/build-if-changed.mjs', import.meta.url);
  const { ensureBuilt } = (await import(builder.href)) as { ensureBuilt(what: string): Promise<void> };
  await ensureBuilt('kit');
}

interface Ostiary {
  port: number;
  env: Record<string, string>;
  output(): string;
  stop(): Promise<void>;
  start(settings?: Record<string, string>): Promise<void>;
  end(): Promise<void>;
}

const nobodyHere = async (): Promise<void> => undefined;

async function startOstiary(settings: StoryOptions['settings']): Promise<Ostiary> {
  const directory = await temporaryDirectory();
  const own = { OSTIARY_DATA_DIR: directory.path, ...settings };
  let server = await startServerProcess({ env: own });
  const port = Number(new URL(server.url).port);
  return {
    port,
    env: { ...own, OSTIARY_PORT: String(port) },
    output: () => server.output(),
    stop: async () => void (await server.stop()),
    async start(more) {
      server = await startServerProcess({ env: { ...own, ...more }, port });
    },
    async end() {
      await server.stop();
      await directory.remove();
    },
  };
}

interface Opened {
  blocks: Block[];
  ports: ReadonlyMap<number, number>;
  workplace: Workplace;
  ostiary: Ostiary;
  shell: Shell;
  env: Record<string, string>;
  programs: RunningProgram[];
}

async function open({ ports: written = [], ...options }: StoryOptions): Promise<Opened> {
  if (options.kit === true) await buildKit();
  const place = options.place?.();
  const workplace = await layOutWorkplace(place);
  const ostiary = place
    ? { ...place, output: () => '', stop: nobodyHere, start: nobodyHere, end: nobodyHere }
    : await startOstiary(options.settings);
  const ports = new Map([[8000, ostiary.port]]);
  for (const port of written) ports.set(port, await freePort());
  const env = { HOME: workplace.temporary, ...ostiary.env, PATH: workplace.path };
  const shell = openShell(workplace.room, workplace.checkout, env);
  return { blocks: await readBlocks(options.document), ports, workplace, ostiary, shell, env, programs: [] };
}

function portIn({ ports }: Opened, written: number): number {
  const actual = ports.get(written);
  if (actual === undefined) throw new Error(`The document names the port ${written}, and its story does not`);
  return actual;
}

/** What of a block differs here: ports, and where files go that are nobody else's. */
function asHere(opened: Opened, text: string): string {
  return text
    .replaceAll(/(127\.0\.0\.1|localhost):(\d{4})\b/g, (_all, host: string, port: string) => {
      return `${host}:${portIn(opened, Number(port))}`;
    })
    .replaceAll(/(\.listen\(|\bport: )(\d{4})\b/g, (all, where: string, port: string) => {
      const actual = opened.ports.get(Number(port));
      return actual === undefined ? all : `${where}${actual}`;
    })
    .replaceAll(/(?<![\w/])\/tmp\//g, `${opened.workplace.temporary}/`);
}

function replaced(text: string, replace: Record<string, string> = {}): string {
  return Object.entries(replace).reduce((before, [what, by]) => {
    if (!before.includes(what)) throw new Error(`There is no ${what} to replace in:\n${before}`);
    return before.replaceAll(what, by);
  }, text);
}

/**
 * Follows a document from here to the end of this file, or of the `describe` around it. Fails when a block of the document was
 * not done with by then, unless it stands in `not-executed.ts`.
 */
export function followDocument(options: StoryOptions): Story {
  const { document } = options;
  let opened: Opened | undefined;
  const now = (): Opened => {
    if (opened === undefined) throw new Error('The story has not begun');
    return opened;
  };
  beforeAll(async () => {
    opened = await open(options);
  }, storyTimeoutMs);
  afterAll(async () => {
    if (opened === undefined) return;
    for (const program of opened.programs) await program.stop();
    await opened.shell.end();
    await opened.ostiary.end();
    await opened.workplace.remove();
    const left = describeLeftOver(document, opened.blocks);
    if (left !== '') throw new Error(`Nobody followed\n${left}`);
  });

  function take(beginning: string): string {
    const { blocks } = now();
    const index = blocks.findIndex(({ text }) => {
      const here = asHere(now(), text);
      return here.includes(beginning) || here.replaceAll(/\\\n\s*/g, '').includes(beginning);
    });
    const [block] = index < 0 ? [] : blocks.splice(index, 1);
    if (block === undefined) throw new Error(`${document} has no (other) ${beginning}`);
    return asHere(now(), block.text);
  }

  async function say(
    commands: string,
    { replace = {}, input = '', fails = false }: Typing = {},
  ): Promise<string> {
    const text = replaced(commands, replace);
    const { printed, failed } = await now().shell.run(text, input);
    if (failed.length > 0 !== fails)
      throw new Error(`${fails ? 'Nothing failed in' : failed.join('\n')}\n${text}\n${printed}`);
    if (changing.test(text)) await sleep(knownAfterMs);
    return printed;
  }

  async function startProgram(line: string, { env = {}, ready, replace }: Starting): Promise<RunningProgram> {
    const { programs, env: ofShell } = now();
    const child = spawn('bash', ['-c', replaced(line, replace)], {
      cwd: repository,
      env: { ...ofShell, OSTIARY_URL: `http://localhost:${portIn(now(), 8000)}`, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    const program = watchProgram(child, { name: line, isGroup: true });
    programs.push(program);
    await program.prints(ready);
    return program;
  }

  return {
    take,
    say,
    run: (beginning, typing) => say(take(beginning), typing),
    async settings(beginning, typing) {
      const text = take(beginning);
      const printed = await say(`(set -a\n${text}\nenv -0)`, typing);
      const all = printed.split('\0').map((line) => /^(\w+)=([^]*)$/.exec(line) ?? []);
      const named = all.filter(([, name = '']) => new RegExp(`^${name}=`, 'm').test(text) && name !== '');
      return Object.fromEntries(named.map(([, name = '', value = '']) => [name, value]));
    },
    async answer(beginning, answers, { replace } = {}) {
      const { workplace, env } = now();
      const line = replaced(take(beginning), replace);
      const { printed, code } = await runAtTerminal(line, { cwd: workplace.checkout, env, answers });
      if (code !== 0) throw new Error(`${line}\nended with ${code}:\n${printed}`);
      return printed;
    },
    async runUntil(beginning, pattern, typing) {
      const block = take(beginning);
      const behind = block.split('sleep 1\n')[1] ?? block;
      let printed = await say(block, typing);
      for (const deadline = Date.now() + patienceMs; !pattern.test(printed);) {
        if (Date.now() > deadline) throw new Error(`${block}\nnever printed ${String(pattern)}:\n${printed}`);
        printed = await say(behind, typing);
      }
      return printed;
    },
    start: (beginning, how) => startProgram(take(beginning), how),
    startProgram,
    port: (written) => portIn(now(), written),
    server: () => now().ostiary,
    url: () => `http://localhost:${portIn(now(), 8000)}`,
    async export(variables) {
      const lines = Object.entries(variables).map(([name, value]) => `export ${name}='${value}'`);
      await say(lines.join('\n'));
    },
    async addUser({ email, password, flags = [] }) {
      await say(`ostiary users create --password-stdin --email ${email} ${flags.join(' ')}`, {
        input: `${password}\n`,
      });
    },
    workplace: () => now().workplace,
  };
}

/** The keys that a command has printed. */
export function printedKeys(output: string): string[] {
  return [...output.matchAll(/Service key: (osk_[\w-]+)/g)].map(([, key = '']) => key);
}
