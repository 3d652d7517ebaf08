import { Command, CommanderError } from 'commander';
import server from '../../package.json' with { type: 'json' };
import { exitCodes, wrongUsage, type CommandIo, type ExitCode } from './command-io.ts';
import { addBackupCommand } from './backup/backup.ts';
import { addRestoreCommand } from './backup/restore.ts';
import { addCompletionCommand } from './completion/completion.ts';
import { addCreateAdminCommand } from './create-admin.ts';
import { addDoctorCommand } from './doctor.ts';
import { declareCommand, declareNoun } from './engine/declare.ts';
import { addMigrateCommand } from './migrate.ts';
import { addMoveCommand } from './move.ts';
import { nouns, wholeCommands } from './nouns/index.ts';
import { addPruneCommand } from './prune.ts';
import { isJsonWanted } from './report-failure.ts';
import { addServeCommand } from './serve/serve.command.ts';
import { addUpgradeCommand } from './upgrade.ts';

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
  ostiary users list --url https://auth.example.org   a server elsewhere, with OSTIARY_REMOTE_TOKEN

Exit codes: 0 done, 1 refused or failed, 2 wrong usage.
Settings are environment variables or lines in .env: docs/reference/config.md`;

const declarations = [
  addServeCommand,
  addMigrateCommand,
  addUpgradeCommand,
  addDoctorCommand,
  addCreateAdminCommand,
  addPruneCommand,
  addBackupCommand,
  addRestoreCommand,
  addMoveCommand,
  addCompletionCommand,
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
  const program = declareProgram(io, isJsonWanted(argv));
  for (const declare of declarations) declare(program, commandLine);
  program.commandsGroup('Management (here, or elsewhere with --url):');
  for (const noun of nouns) declareNoun(program, commandLine, noun);
  for (const command of wholeCommands) declareCommand(program, commandLine, command);
  try {
    await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Asking for help or the version is no mistake. What is one, Commander has printed already.
    if (error.exitCode === 0) return exitCodes.ok;
    if (!isJsonWanted(argv)) return exitCodes.wrongUsage;
    throw wrongUsage(error.message.replace(/^error: /, ''));
  }
}

function declareProgram(io: CommandIo, isJson: boolean): Command {
  return (
    new Command('ostiary')
      .description('A central identity and access service.')
      .version(server.version)
      .exitOverride()
      // What is said behind the name of a command is meant for that one.
      .enablePositionalOptions()
      .configureOutput({
        writeOut: (text) => void io.stdout.write(text),
        // Mistakes are told as JSON by whoever catches them.
        writeErr: (text) => void (isJson || io.stderr.write(text)),
      })
      .showSuggestionAfterError()
      .showHelpAfterError('Run it with --help to see what it takes.')
      .addHelpText('after', examples)
  );
}
