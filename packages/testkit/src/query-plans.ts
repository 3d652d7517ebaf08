import { CompiledQuery, sql, type KyselyPlugin, type QueryId, type RootOperationNode } from 'kysely';
import type { Database } from '@ostiary/server/src/platform/db/database.ts';
import type { Db } from '@ostiary/server/src/platform/db/schema.ts';

export interface QueryPlan {
  sql: string;
  /** One step a line, in the words of the database. */
  plan: string;
}

export interface QueryPlanOptions {
  /**
   * PostgreSQL scans and sorts no table unless it must: those of tests are mostly too small for it to bother
   * with an index, so this shows that there is one. Default false; nothing to SQLite.
   */
  isLimitedToIndexes?: boolean;
}

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

/** Explained after the work, with what it wrote: a plan may depend on what is in the tables. */
async function explainAll(
  db: Db,
  verb: 'explain' | 'explain query plan',
  work: (db: Db) => Promise<unknown>,
): Promise<QueryPlan[]> {
  const seen: Seen[] = [];
  await work(db.withPlugin(recorder(seen)));
  const plans: QueryPlan[] = [];
  for (const { node, queryId } of seen) {
    const query = db.getExecutor().compileQuery(node, queryId);
    const explained = CompiledQuery.raw(`${verb} ${query.sql}`, [...query.parameters]);
    const { rows } = await db.executeQuery<Record<string, unknown>>(explained);
    const steps = rows.map((row) => String(row['detail'] ?? row['QUERY PLAN']));
    plans.push({ sql: query.sql, plan: steps.join('\n') });
  }
  return plans;
}

/** How the database goes about each query that `work` makes, in their order. */
export async function queryPlans(
  database: Database,
  work: (db: Db) => Promise<unknown>,
  { isLimitedToIndexes = false }: QueryPlanOptions = {},
): Promise<QueryPlan[]> {
  if (database.dialect === 'sqlite') return explainAll(database.db, 'explain query plan', work);
  if (!isLimitedToIndexes) return explainAll(database.db, 'explain', work);
  return database.write(async (tx) => {
    for (const way of ['enable_seqscan', 'enable_bitmapscan', 'enable_sort']) {
      await sql`set local ${sql.raw(way)} = off`.execute(tx);
    }
    return explainAll(tx, 'explain', work);
  });
}
