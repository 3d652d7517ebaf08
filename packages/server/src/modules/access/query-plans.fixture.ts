import type { TestDatabase } from '@ostiary/testkit';
import { CompiledQuery, sql, type KyselyPlugin, type QueryId, type RootOperationNode } from 'kysely';
import type { Db } from '#platform/db/schema.ts';

interface Seen {
  node: RootOperationNode;
  queryId: QueryId;
}

function recorder(seen: Seen[]): KyselyPlugin {
  return {
    transformQuery({ node, queryId }) {
      seen.push({ node, queryId });
      return node;
    },
    transformResult: ({ result }) => Promise.resolve(result),
  };
}

/**
 * How the database goes about every query that `work` makes. PostgreSQL is told to scan and sort no table
 * unless it must: those of tests are too small for it to bother with an index, so this shows that there is one.
 */
export async function plansOf(
  { database }: TestDatabase,
  work: (db: Db) => Promise<unknown>,
): Promise<string[]> {
  const isPostgres = database.dialect === 'postgres';
  return database.write(async (tx) => {
    const avoided = isPostgres ? ['enable_seqscan', 'enable_bitmapscan', 'enable_sort'] : [];
    for (const way of avoided) await sql`set local ${sql.raw(way)} = off`.execute(tx);
    const seen: Seen[] = [];
    await work(tx.withPlugin(recorder(seen)));
    const plans: string[] = [];
    for (const { node, queryId } of seen) {
      const query = tx.getExecutor().compileQuery(node, queryId);
      const explained = `${isPostgres ? 'explain' : 'explain query plan'} ${query.sql}`;
      const { rows } = await tx.executeQuery<Record<string, unknown>>(
        CompiledQuery.raw(explained, [...query.parameters]),
      );
      plans.push(rows.map((row) => String(row['detail'] ?? row['QUERY PLAN'])).join('\n'));
    }
    return plans;
  });
}
