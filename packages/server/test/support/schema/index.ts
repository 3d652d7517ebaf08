import type { Database } from '#platform/db/database.ts';
import { readPostgresSchema } from './postgres-schema.ts';
import { readSqliteSchema } from './sqlite-schema.ts';
import type { Schema } from './schema.types.ts';

export function readSchema({ dialect, db }: Database): Promise<Schema> {
  return dialect === 'postgres' ? readPostgresSchema(db) : readSqliteSchema(db);
}
