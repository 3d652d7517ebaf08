import type { KyselyConfig } from 'kysely';
import type { DatabaseOptions } from './database.ts';

/** For Kysely, which measures nothing unless somebody wants to know. */
export function queryLog({ onQuery }: DatabaseOptions): Pick<KyselyConfig, 'log'> {
  if (!onQuery) return {};
  return {
    log: ({ level, query, queryDurationMillis }) =>
      onQuery(query.sql, queryDurationMillis, level === 'error'),
  };
}
