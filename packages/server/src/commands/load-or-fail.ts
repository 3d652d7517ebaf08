import { isError, loadConfig, type Config, type Environment, type Problem } from '#config';
import { CommandFailure, printError, type CommandIo } from './command-io.ts';

function describeProblem(problem: Problem): string {
  return `  ${problem.id}  ${problem.message}\n            ${problem.hint}`;
}

/** The configuration; warnings and notices go to standard error, errors end the command. */
export function loadOrFail(io: CommandIo, overrides: Environment = {}): Config {
  const { config, problems, notices } = loadConfig({ env: { ...io.env, ...overrides }, cwd: io.cwd });
  const warnings = problems.filter((problem) => !isError(problem));
  if (warnings.length > 0) printError(io, ['Warning:', ...warnings.map(describeProblem)].join('\n'));
  if (config) {
    for (const notice of notices) printError(io, notice);
    return config;
  }
  const errors = problems.filter(isError);
  printError(io, ['The configuration is not valid:', ...errors.map(describeProblem)].join('\n'));
  throw new CommandFailure('Nothing was done.', { hint: 'All settings: docs/reference/config.md' });
}
