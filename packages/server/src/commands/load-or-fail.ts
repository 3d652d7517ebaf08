import { isError, loadConfig, type Config, type Environment, type Problem, type ShownSetting } from '#config';
import { CommandFailure, printError, type CommandIo, type FailureDetail } from './command-io.ts';

function linesOf({ id, message, hint }: Problem): string[] {
  return [`  ${id}  ${message}`, `            ${hint}`];
}

function detailOf(problem: Problem): FailureDetail {
  const { id, message, setting } = problem;
  return { path: setting ?? id, message: `${message} (${id})`, lines: linesOf(problem) };
}

export interface Loaded {
  config: Config;
  /** The same as people may see it, with where each value comes from. */
  settings: ShownSetting[];
}

/** The configuration; warnings and notices go to standard error, errors end the command. */
export function loadOrFail(io: CommandIo, overrides: Environment = {}): Config {
  return loadWithSettings(io, overrides).config;
}

export interface LoadOptions {
  /** Another process has said already what there is to say of them; errors end the command all the same. */
  isQuiet: boolean;
}

export function loadWithSettings(
  io: CommandIo,
  overrides: Environment = {},
  { isQuiet }: LoadOptions = { isQuiet: false },
): Loaded {
  const { config, settings, problems, notices } = loadConfig({ env: io.env, overrides, cwd: io.cwd });
  const warnings = problems.filter((problem) => !isError(problem));
  if (warnings.length > 0 && !isQuiet) printError(io, ['Warning:', ...warnings.flatMap(linesOf)].join('\n'));
  if (config) {
    if (!isQuiet) for (const notice of notices) printError(io, notice);
    return { config, settings };
  }
  throw new CommandFailure('The configuration is not valid; nothing was done.', {
    hint: 'All settings: docs/reference/config.md',
    details: problems.filter(isError).map(detailOf),
  });
}
