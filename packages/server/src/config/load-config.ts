import { availableParallelism } from 'node:os';
import { checkCombinations } from './combinations.rules.ts';
import type { Problem } from './config.problems.ts';
import type { Config } from './config.types.ts';
import { prepareDataDirectory } from './data-directory.ts';
import { developmentSecrets } from './development-secrets.ts';
import { readEnvironment, unknownSettings, type Environment } from './environment.ts';
import { assembleConfig, freezeDeeply, readSettings, type ReadSettings } from './read-settings.ts';

export interface LoadOptions {
  env: Environment;
  /** Absolute. Relative paths and `.env` are looked for here. */
  cwd: string;
  /** Another file than `.env`; this one must exist. */
  envFile?: string;
  /** Processor cores; default: those this process may use. */
  cores?: number;
}

export interface LoadedConfig {
  /** Frozen; null when any problem is an error. */
  config: Config | null;
  /** Errors first, then warnings. */
  problems: Problem[];
  /** What the operator should know, such as secrets that were made. */
  notices: string[];
}

/**
 * Reads the environment over `.env`, and reports everything that is wrong at once. Touches the file
 * system only for `.env`, the data directory and the secrets of development.
 */
export function loadConfig(options: LoadOptions): LoadedConfig {
  const { cwd, cores = availableParallelism() } = options;
  const environment = readEnvironment(options.env, cwd, options.envFile);
  const values = readSettings(environment.env, { cwd, cores });
  const problems = [
    ...environment.problems,
    ...unknownSettings(environment.env),
    ...values.problems,
    ...checkCombinations(values),
  ];
  const secrets = prepareData(values, problems.some(isError));
  problems.push(...secrets.problems);
  problems.sort((a, b) => Number(isError(b)) - Number(isError(a)));
  if (problems.some(isError)) return { config: null, problems, notices: secrets.notices };
  return { config: freezeDeeply(assembleConfig(values, secrets.master)), problems, notices: secrets.notices };
}

export function isError(problem: Problem): boolean {
  return problem.severity === 'error';
}

interface PreparedData {
  master: string;
  problems: Problem[];
  notices: string[];
}

/** With other errors nothing is written: the data directory itself may be a mistake. */
function prepareData(values: ReadSettings, hasErrors: boolean): PreparedData {
  const master = values.get('secrets.master');
  const isNeeded = master === '' || values.get('data.databaseUrl').startsWith('sqlite:');
  const prepared: PreparedData = { master, problems: [], notices: [] };
  if (hasErrors || !isNeeded) return prepared;
  const directory = values.get('data.directory');
  prepared.problems = prepareDataDirectory(directory);
  if (prepared.problems.length > 0 || master !== '') return prepared;
  const made = developmentSecrets(directory);
  const notices = made.isNew ? [`Made a master key for development in ${made.path}.`] : [];
  return { master: made.master ?? '', problems: made.problems, notices };
}
