import { sql, type Expression, type SelectQueryBuilder, type SqlBool } from 'kysely';
import type { Db, Tables } from '#platform/db/schema.ts';
import { toAuditEntry } from './audit.table.ts';
import type { AuditEntry, AuditFilter, AuditOrder, AuditPosition } from './audit.types.ts';

/** Columns that have an index of their own, with `seq` behind them. */
export type KeyColumn = 'actor_id' | 'target_id' | 'action';

/** The index that a search walks along. */
export interface Driver {
  /** Null walks along all entries. */
  key: { column: KeyColumn; values: readonly string[] } | null;
  /** In order of time instead of `seq`. */
  isByTime: boolean;
}

/** What is left to read of one walk. */
export interface Walk {
  driver: Driver;
  filter: AuditFilter;
  order: AuditOrder;
  after: AuditPosition | undefined;
}

type Rows<O> = SelectQueryBuilder<Tables, 'audit_entries', O>;
type TextColumn = KeyColumn | 'actor_type' | 'target_type' | 'outcome' | 'request_id';

/**
 * A column in a form that no index has. Whatever a planner believes about the data, only the driver's
 * index can then be used, and that is the one whose work is bounded.
 */
function unindexed(column: TextColumn | 'at'): Expression<string | number> {
  return column === 'at' ? sql`(${sql.ref(column)} + 0)` : sql`(${sql.ref(column)} || '')`;
}

/** Which actions begin with `prefix`, by one look at the index for each of them. */
export async function listActions(db: Db, prefix: string): Promise<string[]> {
  // The character that follows the full stop, with which a prefix ends.
  const end = `${prefix.slice(0, -1)}/`;
  const { rows } = await sql<{ action: string }>`with recursive found (action) as (
    select (select min(action) from audit_entries where action >= ${prefix} and action < ${end})
    union all
    select (select min(action) from audit_entries where action > found.action and action < ${end})
    from found where found.action is not null
  ) select action from found where action is not null`.execute(db);
  return rows.map((row) => row.action);
}

/** How many entries have one of these values, counted no further than `atMost`. */
export async function countUpTo(
  db: Db,
  key: { column: KeyColumn; values: readonly string[] },
  atMost: number,
): Promise<number> {
  const { count } = await db
    .selectFrom((from) =>
      from
        .selectFrom('audit_entries')
        .select('seq')
        .where(key.column, 'in', key.values)
        .limit(atMost)
        .as('some'),
    )
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Beyond a position in the direction of the walk (`past`), or back to it (`until`). */
function bounded<O>(
  rows: Rows<O>,
  { order, driver }: Walk,
  bound: { kind: 'past' | 'until'; position: AuditPosition | undefined },
): Rows<O> {
  if (!bound.position) return rows;
  const isForward = order === 'seq';
  const operator = bound.kind === 'past' ? (isForward ? '>' : '<') : isForward ? '<=' : '>=';
  const { seq, at } = bound.position;
  if (!driver.isByTime || at === null) return rows.where('seq', operator, seq);
  const time = driver.key ? unindexed('at') : sql.ref('at');
  return rows.where(sql<SqlBool>`(${time}, seq) ${sql.raw(operator)} (${at}, ${seq})`);
}

/**
 * The span of time. The index has one use for each of its ends: where the walk goes on from a position, or
 * only as far as one, that is the bound to look up, or everything beyond would be read as well.
 */
function withinSpan<O>(rows: Rows<O>, walk: Walk, edge: AuditPosition | undefined): Rows<O> {
  const { driver, filter, order, after } = walk;
  if (!driver.isByTime) return rows;
  const [early, late] = order === 'seq' ? [after, edge] : [edge, after];
  const column = (taken: AuditPosition | undefined): Expression<string | number> =>
    driver.key || taken ? unindexed('at') : sql.ref<number>('at');
  let narrowed = rows;
  if (filter.from !== undefined) narrowed = narrowed.where(column(early), '>=', filter.from);
  if (filter.to !== undefined) narrowed = narrowed.where(column(late), '<', filter.to);
  return narrowed;
}

/** The part of the walk that begins after its position and ends with `edge`. */
function stretch<O>(rows: Rows<O>, walk: Walk, edge: AuditPosition | undefined): Rows<O> {
  const begun = bounded(rows, walk, { kind: 'past', position: walk.after });
  return withinSpan(bounded(begun, walk, { kind: 'until', position: edge }), walk, edge);
}

function inOrder<O>(rows: Rows<O>, { driver, order }: Walk): Rows<O> {
  const direction = order === 'seq' ? 'asc' : 'desc';
  return driver.isByTime
    ? rows.orderBy('at', direction).orderBy('seq', direction)
    : rows.orderBy('seq', direction);
}

/** What the driver's index does not answer: columns with the text that they must have. */
export function remainingOf({ driver, filter }: Pick<Walk, 'driver' | 'filter'>): [TextColumn, string][] {
  const asked: [TextColumn, string | undefined][] = [
    ['actor_id', filter.actorId],
    ['target_id', filter.targetId],
    ['action', filter.action],
    ['actor_type', filter.actorType],
    ['target_type', filter.targetType],
    ['outcome', filter.outcome],
    ['request_id', filter.requestId],
  ];
  return asked.filter(
    (entry): entry is [TextColumn, string] => entry[1] !== undefined && entry[0] !== driver.key?.column,
  );
}

function matches([column, text]: [TextColumn, string]): Expression<SqlBool> {
  if (column === 'action' && text.endsWith('.*')) {
    const prefix = text.slice(0, -1);
    return sql`substr(action, 1, ${prefix.length}) = ${prefix}`;
  }
  return sql`${unindexed(column)} = ${text}`;
}

/** The entry at which `count` entries of one value (or of all, for null) have been passed. */
export async function findEdgeOf(
  db: Db,
  walk: Walk,
  { value, count }: { value: string | null; count: number },
): Promise<AuditPosition | undefined> {
  const { driver } = walk;
  const read = db
    .selectFrom('audit_entries')
    .select('seq')
    .$if(driver.isByTime, (rows) => rows.select('at'));
  let rows = stretch(read, walk, undefined);
  if (driver.key && value !== null) rows = rows.where(driver.key.column, '=', value);
  const edge = await inOrder(rows, walk)
    .limit(1)
    .offset(count - 1)
    .executeTakeFirst();
  return edge && { seq: edge.seq, at: edge.at ?? null };
}

/** Entries of the walk as far as `edge`. */
export async function listWalked(
  db: Db,
  walk: Walk,
  { edge, limit }: { edge: AuditPosition | undefined; limit: number },
): Promise<AuditEntry[]> {
  const { key } = walk.driver;
  let rows = stretch(db.selectFrom('audit_entries').selectAll(), walk, edge);
  if (key) rows = rows.where(key.column, 'in', key.values);
  for (const remaining of remainingOf(walk)) rows = rows.where(matches(remaining));
  return (await inOrder(rows, walk).limit(limit).execute()).map(toAuditEntry);
}
