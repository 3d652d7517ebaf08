import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { problem, type Problem } from './config.problems.ts';
import { closestName } from './did-you-mean.ts';
import { settingNames } from './settings.table.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** The environment of this process: the only place where it is read. */
export function processEnvironment(): Environment {
  return process.env;
}

/** Whether stack traces are wanted, asked before (or without) a configuration that can be read. */
export function isDebugging(env: Environment): boolean {
  return /^(debug|trace)$/i.test(env.OSTIARY_LOG_LEVEL ?? '');
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

/**
 * Without the byte order mark that some editors put first: it would make the first name another one. Bytes
 * that are not UTF-8 (PowerShell writes UTF-16) would make all of them others.
 */
function readText(path: string): string {
  return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
}

/** Where the text of a variable was found. */
export interface TextSource {
  kind: 'command_line' | 'environment' | 'env_file';
  /** Absolute: the `.env` file. */
  file: string | null;
}

export interface ReadEnvironment {
  env: Environment;
  problems: Problem[];
  sourceOf(name: string): TextSource;
}

/**
 * The environment over the `.env` file of the working directory. A variable that is set to nothing
 * counts as not set, as Compose files and CI systems mean it.
 */
export function readEnvironment(env: Environment, cwd: string, envFile?: string): ReadEnvironment {
  const path = envFile ?? join(cwd, '.env');
  const given = withoutEmpty(env);
  const sourceOf = (name: string): TextSource =>
    Object.hasOwn(given, name) ? { kind: 'environment', file: null } : { kind: 'env_file', file: path };
  try {
    return { env: { ...parseEnv(readText(path)), ...given }, problems: [], sourceOf };
  } catch (error) {
    if (isMissing(error) && envFile === undefined) return { env, problems: [], sourceOf };
    const reason = error instanceof TypeError ? 'it is not UTF-8 text' : messageOf(error);
    return { env, problems: [problem('CFG-E003', null, `${path} cannot be read: ${reason}`)], sourceOf };
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function withoutEmpty(env: Environment): Environment {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
}

/** Which server elsewhere the command line speaks to, and with which token. No settings of this one. */
const remoteNames = ['OSTIARY_REMOTE_URL', 'OSTIARY_REMOTE_TOKEN'];

/** What the guides have services of one's own read. A shell in which one is started runs `ostiary`, too. */
const serviceNames = ['OSTIARY_SERVICE_KEY'];

/** A misspelt setting would otherwise be a default that nobody chose. */
export function unknownSettings(env: Environment): Problem[] {
  const known = [...settingNames, ...remoteNames, ...serviceNames];
  return Object.keys(env)
    .filter((name) => name.startsWith('OSTIARY_') && !known.includes(name))
    .sort()
    .map((name) => {
      const meant = closestName(name, known);
      const unknown = problem('CFG-E001', name, `${name} is not a setting.`);
      return meant === undefined ? unknown : { ...unknown, hint: `Did you mean ${meant}?` };
    });
}
