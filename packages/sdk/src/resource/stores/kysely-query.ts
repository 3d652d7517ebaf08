import { sql, type RawBuilder } from 'kysely';
import type { Condition, ListQuery, OrderValue, Position } from '../store.types.ts';
import type { ItemColumns } from './kysely-columns.ts';

type Sql = RawBuilder<unknown>;

const nothing: Sql = sql`1 = 0`;
const everything: Sql = sql`1 = 1`;

const joined = (parts: readonly Sql[], word: Sql, empty: Sql): Sql =>
  parts.length === 0 ? empty : sql`(${sql.join(parts, word)})`;
const or = (parts: readonly Sql[]): Sql => joined(parts, sql` or `, nothing);
const and = (parts: readonly Sql[]): Sql => joined(parts, sql` and `, everything);

function conditionSql<T>(condition: Condition<T>, columns: ItemColumns<T>): Sql {
  if ('owner' in condition) {
    if (!columns.owner) throw new TypeError('The items of this store have no owner');
    return sql`${columns.owner} = ${condition.owner}`;
  }
  if ('anyOf' in condition) return or(condition.anyOf.map((one) => conditionSql(one, columns)));
  if ('allOf' in condition) return and(condition.allOf.map((one) => conditionSql(one, columns)));
  const ref = columns.refTo(condition.field);
  if (condition.equals === null) return sql`${ref} is null`;
  return sql`${ref} = ${columns.encode(condition.field, condition.equals)}`;
}

const patternOf = (term: string): string => `%${term.replace(/[\\%_]/g, '\\$&')}%`;

function searchSql<T>({ terms, fields }: NonNullable<ListQuery<T>['search']>, columns: ItemColumns<T>): Sql {
  // SQLite's `like` does not regard the case of ASCII letters, and knows no other case.
  const like = columns.isSqlite ? sql`like` : sql`ilike`;
  return and(
    terms.map((term) =>
      or(
        fields.map(
          (field) => sql`cast(${columns.refTo(field)} as text) ${like} ${patternOf(term)} escape '\\'`,
        ),
      ),
    ),
  );
}

interface Sorted {
  ref: Sql;
  isDescending: boolean;
}

/** The order with its last resort, turned round where the list is read backwards. */
function sortedBy<T>({ order, isReversed = false }: ListQuery<T>, columns: ItemColumns<T>): Sorted[] {
  const forward = [
    ...order.map(({ field, isDescending }) => ({ ref: columns.refTo(field), isDescending })),
    { ref: columns.id, isDescending: false },
  ];
  return isReversed
    ? forward.map(({ ref, isDescending }) => ({ ref, isDescending: !isDescending }))
    : forward;
}

/** Null is larger than everything, which is what PostgreSQL's indexes have in store. */
const orderSql = ({ ref, isDescending }: Sorted): Sql =>
  isDescending ? sql`${ref} desc nulls first` : sql`${ref} asc nulls last`;

function beyondSql({ ref, isDescending }: Sorted, value: OrderValue): Sql {
  if (value === null) return isDescending ? sql`${ref} is not null` : nothing;
  return isDescending ? sql`${ref} < ${value}` : sql`(${ref} > ${value} or ${ref} is null)`;
}

const equalSql = (ref: Sql, value: OrderValue): Sql =>
  value === null ? sql`${ref} is null` : sql`${ref} = ${value}`;

/** Everything after a position: later by one of the columns, and equal by all before it. */
function afterSql(sorted: readonly Sorted[], { values, id }: Position): Sql {
  const all = [...values, id];
  return or(
    sorted.map((last, index) =>
      and([
        ...sorted.slice(0, index).map(({ ref }, earlier) => equalSql(ref, all[earlier] ?? null)),
        beyondSql(last, all[index] ?? null),
      ]),
    ),
  );
}

export interface ListSql {
  /** What matches, wherever a page begins. */
  where: Sql;
  /** What matches and is after the position that the page begins at. */
  whereOnPage: Sql;
  orderBy: Sql;
}

export function listSql<T>(query: ListQuery<T>, columns: ItemColumns<T>): ListSql {
  const { where, search, after } = query;
  const sorted = sortedBy(query, columns);
  const matching = [
    ...(where ? [conditionSql(where, columns)] : []),
    ...(search ? [searchSql(search, columns)] : []),
  ];
  return {
    where: and(matching),
    whereOnPage: and(after ? [...matching, afterSql(sorted, after)] : matching),
    orderBy: sql.join(sorted.map(orderSql)),
  };
}
