import { userInfo } from 'node:os';
import { processEnvironment } from '#config';
import { systemFetch } from '#platform/http/outbound.ts';
import type { CommandIo } from './commands/command-io.ts';
import { reportFailure } from './commands/report-failure.ts';
import { runCommand } from './commands/run-command.ts';
import { leave } from '#platform/processes/worker.ts';

function systemUser(): string | null {
  try {
    return userInfo().username;
  } catch {
    // Containers may run as a number that no account has.
    return null;
  }
}

// The database and the secrets are nobody else's to read, whatever directory they are in.
process.umask(0o077);

/** Then SIGHUP says that it was closed. */
const isInTerminal = process.stdin.isTTY || process.stdout.isTTY;

const io: CommandIo = {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  isInteractive: process.stdin.isTTY && process.stdout.isTTY,
  isProgressShown: process.stderr.isTTY,
  fetch: systemFetch,
  env: processEnvironment(),
  cwd: process.cwd(),
  systemUser: systemUser(),
  untilStopped: () =>
    new Promise((resolve) => {
      // Not `once`: npm passes on the Ctrl-C that the terminal has sent already.
      for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => resolve());
      if (isInTerminal) process.on('SIGHUP', () => resolve());
    }),
  onReload: (listener) => {
    if (!isInTerminal) process.on('SIGHUP', listener);
  },
};

// `ostiary users list | head` closes the pipe early; that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
process.on('uncaughtException', (error) => process.exit(reportFailure(error, io)));

process.exitCode = await runCommand(process.argv.slice(2), io);
leave();
