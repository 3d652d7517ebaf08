import type { Config } from '#config';
import { CommandFailure } from '../command-io.ts';

/** The file of the database. On PostgreSQL the command says instead how it is done there. */
export function sqliteFileOf(config: Config, onPostgres: string): string {
  const file = /^sqlite:(.*)$/.exec(config.data.databaseUrl)?.[1];
  if (file !== undefined) return file;
  throw new CommandFailure('The database is on PostgreSQL, whose own programs do this.', {
    hint: onPostgres,
  });
}

/** What a copy of the database is worth nothing without. */
export function whatElseToKeep(config: Config): string {
  return config.isProduction
    ? 'Keep OSTIARY_SECRET, too, and elsewhere: without it no secret in the backup can be opened.'
    : `Keep the master key, too, and elsewhere (OSTIARY_SECRET, or secrets.json in ${config.data.directory}): without it no secret in the backup can be opened.`;
}
