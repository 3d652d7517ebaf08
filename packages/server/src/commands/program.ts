import { Command, CommanderError } from 'commander';
import server from '../../package.json' with { type: 'json' };
import { addAuditCommand } from './audit.ts';
import { addBlocklistCommand } from './blocklist.ts';
import { exitCodes, type CommandIo, type ExitCode } from './command-io.ts';
import { addCreateAdminCommand } from './create-admin.ts';
import { addDoctorCommand } from './doctor.ts';
import { addKeysCommand } from './keys.ts';
import { addMigrateCommand } from './migrate.ts';
import { addPruneCommand } from './prune.ts';
import { addRolesCommand } from './roles.ts';
import { addServeCommand } from './serve.command.ts';
import { addUsersCommand } from './users.ts';

/** What a command is given to be declared with. */
export interface CommandLine {
  io: CommandIo;
  /** Turns work that resolves to an exit code (nothing means 0) into a commander action. */
  does<Args extends unknown[]>(
    work: (...args: Args) => Promise<ExitCode | void>,
  ): (...args: Args) => Promise<void>;
}

const examples = `
Examples:
  ostiary                                     start the server
  ostiary doctor                              find out what is wrong
  ostiary create-admin --email me@example.org
  ostiary users list --search anna --json
  ostiary roles grant anna@example.org admin

Exit codes: 0 done, 1 refused or failed, 2 wrong usage.
Settings are environment variables or lines in .env: docs/reference/config.md`;

const declarations = [
  addServeCommand,
  addMigrateCommand,
  addDoctorCommand,
  addCreateAdminCommand,
  addUsersCommand,
  addRolesCommand,
  addKeysCommand,
  addAuditCommand,
  addBlocklistCommand,
  addPruneCommand,
];

/** Parses and runs. Errors of the commands themselves are the caller's to report. */
export async function runProgram(argv: readonly string[], io: CommandIo): Promise<ExitCode> {
  let exitCode: ExitCode = exitCodes.ok;
  const commandLine: CommandLine = {
    io,
    does:
      (work) =>
      async (...args) => {
        exitCode = (await work(...args)) ?? exitCodes.ok;
      },
  };
  const program = declareProgram(io);
  for (const declare of declarations) declare(program, commandLine);
  try {
    await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Commander has printed it already. Asking for help or the version is no mistake.
    return error.exitCode === 0 ? exitCodes.ok : exitCodes.wrongUsage;
  }
}

function declareProgram(io: CommandIo): Command {
  return new Command('ostiary')
    .description('A central identity and access service.')
    .version(server.version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      writeErr: (text) => void io.stderr.write(text),
    })
    .showSuggestionAfterError()
    .showHelpAfterError('Run it with --help to see what it takes.')
    .addHelpText('after', examples);
}
