import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import type { Environment } from '#config';
import type { CommandIo } from './command-io.ts';
import { runCommand } from './run-command.ts';

export interface Run {
  code: number;
  out: string;
  err: string;
}

export interface RunOptions {
  env?: Environment;
  /** Standard input, to its end. */
  input?: string;
  io?: Partial<CommandIo>;
}

export interface TestInstallation {
  /** The working directory; the data directory is `data` in it. */
  cwd: string;
  run(argv: string[], options?: RunOptions): Promise<Run>;
  remove(): Promise<void>;
}

/** Hashes weak enough to be quick. */
const quickHashes = { OSTIARY_ARGON2_MEMORY: '1024', OSTIARY_ARGON2_PASSES: '1', OSTIARY_HASH_WORKERS: '1' };

/** What was written, and a way to wait for it. */
export class Captured extends Writable {
  text = '';

  override _write(chunk: Buffer | string, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    this.emit('text');
    done();
  }

  async until(pattern: RegExp): Promise<void> {
    while (!pattern.test(this.text)) await once(this, 'text');
  }
}

/** A directory of its own, in which the command is run as from a shell without a terminal. */
export async function testInstallation(): Promise<TestInstallation> {
  const cwd = await mkdtemp(join(tmpdir(), 'ostiary-cli-'));
  return {
    cwd,
    async run(argv, { env = {}, input = '', io = {} } = {}) {
      const stdout = new Captured();
      const stderr = new Captured();
      const stdin = new PassThrough();
      stdin.end(input);
      const code = await runCommand(argv, {
        stdin,
        stdout,
        stderr,
        isInteractive: false,
        isProgressShown: false,
        fetch,
        env: { OSTIARY_LOG_LEVEL: 'silent', OSTIARY_WORKERS: '1', ...quickHashes, ...env },
        cwd,
        systemUser: 'tester',
        untilStopped: () => Promise.resolve(),
        onReload: () => undefined,
        ...io,
      });
      return { code, out: stdout.text, err: stderr.text };
    },
    remove: () => rm(cwd, { recursive: true, force: true }),
  };
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
