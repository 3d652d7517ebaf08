import type { TestDatabase } from '@ostiary/testkit';
import { CompiledQuery, type KyselyPlugin, type QueryId, type RootOperationNode } from 'kysely';
import type { Db } from '#platform/db/schema.ts';

/** Reads as `database.db` does, and can tell how the database goes about each query that it was given. */
export function watchedQueries(database: TestDatabase['database']): { db: Db; plans(): Promise<string[]> } {
  const seen: { node: RootOperationNode; queryId: QueryId }[] = [];
  const plugin: KyselyPlugin = {
    transformQuery({ node, queryId }) {
      seen.push({ node, queryId });
      return node;
    },
    transformResult: ({ result }) => Promise.resolve(result),
  };
  const explain = database.dialect === 'postgres' ? 'explain ' : 'explain query plan ';
  const planOf = async ({ node, queryId }: (typeof seen)[number]): Promise<string> => {
    const query = database.db.getExecutor().compileQuery(node, queryId);
    const explained = CompiledQuery.raw(explain + query.sql, [...query.parameters]);
    const { rows } = await database.db.executeQuery<Record<string, unknown>>(explained);
    return rows.map((row) => row['detail'] ?? row['QUERY PLAN']).join('\n');
  };
  return {
    db: database.db.withPlugin(plugin),
    plans: async () => {
      const plans: string[] = [];
      for (const query of seen) plans.push(await planOf(query));
      return plans;
    },
  };
}
