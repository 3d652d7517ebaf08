import { join } from 'node:path';
import type { Config } from '#config';
import { CommandFailure } from '../command-io.ts';

/** The file of a SQLite database. Errors: CommandFailure with the command of PostgreSQL for any other. */
export function requireSqliteFile(config: Config, instead: string): string {
  const file = /^sqlite:(.*)$/.exec(config.data.databaseUrl)?.[1];
  if (file !== undefined) return file;
  throw new CommandFailure('The database is on PostgreSQL, which does this itself.', { hint: instead });
}

/** Where the secrets are without which a copy cannot be gone on with. */
export function secretsHint(config: Config): string {
  const where = config.isProduction
    ? 'OSTIARY_SECRET'
    : `OSTIARY_SECRET, or ${join(config.data.directory, 'secrets.json')}`;
  return `Keep ${where} elsewhere as well: without it no copy can be gone on with.`;
}
