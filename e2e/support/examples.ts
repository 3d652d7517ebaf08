import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../examples/test/run-example.ts';
import type { Site } from './site.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** An example that was made ready and started as its README says. */
export interface StartedExample {
  /** Everything it printed so far. */
  output(): string;
  stop(): Promise<void>;
}

/** The addresses of the READMEs, each with one of its own in a test. */
export interface ExampleAddresses {
  api: string;
  app: string;
}

export async function exampleAddresses(): Promise<ExampleAddresses> {
  return { api: `http://localhost:${await freePort()}`, app: `http://localhost:${await freePort()}` };
}

/** The commands of a README, in which only ports and what the example is told by variables are other ones. */
async function commandsOf(name: string, { api, app }: ExampleAddresses): Promise<string[]> {
  const text = await readFile(`${root}examples/${name}/README.md`, 'utf8');
  const blocks = [...text.matchAll(/^```sh\n([^]*?)^```$/gm)].map(([, block = '']) => block);
  return blocks.map((block) =>
    block.replaceAll('http://localhost:4000', api).replaceAll('http://localhost:3000', app),
  );
}

async function untilPrinted(child: ChildProcess, pattern: RegExp, output: () => string): Promise<void> {
  const closed = once(child, 'close');
  while (!pattern.test(output())) {
    if (child.exitCode !== null)
      throw new Error(`It ended without printing ${String(pattern)}:\n${output()}`);
    await Promise.race([closed, ...[child.stdout, child.stderr].map((stream) => once(stream!, 'data'))]);
  }
}

/** A shell in the project's folder, with every process that it starts in a group of its own. */
function shell(command: string, env: Record<string, string>): { child: ChildProcess; output(): string } {
  const child = spawn('bash', ['-c', command], {
    cwd: root,
    env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (printed += text));
  }
  return { child, output: () => printed };
}

async function runToEnd(command: string, env: Record<string, string>): Promise<string> {
  const { child, output } = shell(command, env);
  await once(child, 'close');
  if (child.exitCode !== 0) throw new Error(`${command} failed:\n${output()}`);
  return output();
}

const printedId = /Client id: (?<id>\S+)/;
const printedSecret = /Client secret: (?<secret>\S+)/;

export interface ExampleStart {
  addresses: ExampleAddresses;
  env?: Record<string, string>;
  /** What it prints when it is ready. */
  ready: RegExp;
}

/**
 * Runs the commands of an example's README beside a site: those before the last make it ready, and what they print
 * as client id and secret is put where the README leaves it open.
 */
export async function startExample(
  site: Site,
  name: string,
  { addresses, env = {}, ready }: ExampleStart,
): Promise<StartedExample> {
  const commands = await commandsOf(name, addresses);
  const start = commands.findIndex((command) => command.includes(`npm start -w examples/${name}`));
  if (start < 0) throw new Error(`The README of ${name} does not say how to start it`);
  let printed = '';
  for (const command of commands.slice(0, start)) {
    printed += await runToEnd(command, { OSTIARY_DATA_DIR: site.directory });
  }
  const id = printedId.exec(printed)?.groups?.['id'] ?? '';
  const secret = printedSecret.exec(printed)?.groups?.['secret'] ?? '';
  const line = (commands[start] ?? '')
    .replace('CLIENT_ID=…', `CLIENT_ID=${id}`)
    .replace('CLIENT_SECRET=…', `CLIENT_SECRET=${secret}`);
  const { child, output } = shell(line, { ISSUER: site.url, ...env });
  await untilPrinted(child, ready, output);
  return {
    output,
    async stop() {
      if (child.pid === undefined || child.exitCode !== null) return;
      const closed = once(child, 'close');
      process.kill(-child.pid, 'SIGTERM');
      await closed;
    },
  };
}
