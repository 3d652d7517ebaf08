import { availableParallelism } from 'node:os';
import { checkCombinations } from './combinations.rules.ts';
import type { Problem } from './config.problems.ts';
import type { Config } from './config.types.ts';
import { prepareDataDirectory } from './data-directory.ts';
import { developmentSecrets } from './development-secrets.ts';
import { readEnvironment, unknownSettings, type Environment, type TextSource } from './environment.ts';
import { showSettings, type ShownSetting } from './shown-settings.ts';
import { assembleConfig, freezeDeeply, readSettings, type ReadSettings } from './read-settings.ts';

export interface LoadOptions {
  env: Environment;
  /** What was said where the program was called: over everything else. */
  overrides?: Environment;
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
  /** As people may see them; empty when any problem is an error. */
  settings: ShownSetting[];
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
  const { cwd, overrides = {}, cores = availableParallelism() } = options;
  const environment = readEnvironment({ ...options.env, ...overrides }, cwd, options.envFile);
  const sourceOf = (name: string): TextSource =>
    Object.hasOwn(overrides, name) ? { kind: 'command_line', file: null } : environment.sourceOf(name);
  const values = readSettings(environment.env, { cwd, cores }, sourceOf);
  const problems = [
    ...environment.problems,
    ...unknownSettings(environment.env),
    ...values.problems,
    ...checkCombinations(values),
  ];
  const secrets = prepareData(values, problems.some(isError));
  problems.push(...secrets.problems);
  problems.sort((a, b) => Number(isError(b)) - Number(isError(a)));
  const { notices } = secrets;
  if (problems.some(isError)) return { config: null, settings: [], problems, notices };
  const config = freezeDeeply(assembleConfig(values, secrets.master));
  return { config, settings: showSettings(values), problems, notices };
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
