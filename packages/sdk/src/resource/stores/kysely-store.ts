import { sql, type QueryExecutorProvider, type RawBuilder } from 'kysely';
import type { Item, ItemId, ResourceStore } from '../store.types.ts';
import { itemColumns, type ItemColumns, type Row } from './kysely-columns.ts';
import { changeError, isDataException } from './kysely-errors.ts';
import { listSql } from './kysely-query.ts';
import type { KyselyResourceOptions } from './kysely.types.ts';

/** What cannot be in a column is not found there, and nothing is wrong with having asked. */
async function orNothing<R>(reading: Promise<R>, nothing: R): Promise<R> {
  return reading.catch((error: unknown) => {
    if (isDataException(error)) return nothing;
    throw error;
  });
}

type RunQuery = (query: RawBuilder<unknown>) => Promise<Row[]>;

/** Both engines know the word `true`, and only one of them a value for it. */
async function isSqlite(run: RunQuery): Promise<boolean> {
  const [row] = await run(sql`select true as probe`);
  return row?.['probe'] !== true;
}

function onceDone<R>(work: () => Promise<R>): () => Promise<R> {
  let done: Promise<R> | undefined;
  return () =>
    (done ??= work().catch((error: unknown) => {
      done = undefined;
      throw error;
    }));
}

/** What is needed of a Kysely instance, whatever its tables. */
export interface KyselyLike {
  withoutPlugins(): QueryExecutorProvider;
}

/** The table of a resource, as its store asks for it. */
interface OpenTable<T> {
  name: RawBuilder<unknown>;
  columns(): Promise<ItemColumns<T>>;
  run: RunQuery;
  one(query: RawBuilder<unknown>): Promise<Item<T> | undefined>;
  /** As `one`; a change that the database refuses rejects with what is said about it. */
  change(query: RawBuilder<unknown>): Promise<Item<T> | undefined>;
}

function openTable<T extends object>(db: KyselyLike, options: KyselyResourceOptions<T>): OpenTable<T> {
  // Plugins, such as for names, are about the service's own queries.
  const own = db.withoutPlugins();
  const run: RunQuery = async (query) => (await query.execute(own)).rows as Row[];
  const columns = onceDone(async () => itemColumns(options, await isSqlite(run)));
  const one: OpenTable<T>['one'] = async (query) => {
    const [row] = await run(query);
    return row && (await columns()).itemOf(row);
  };
  return {
    name: sql.table(options.table),
    columns,
    run,
    one,
    change: (query) =>
      one(query).catch(async (error: unknown) => {
        throw changeError(error, await columns());
      }),
  };
}

function isVersion<T>(columns: ItemColumns<T>, id: ItemId, version: number): RawBuilder<unknown> {
  return sql`${columns.id} = ${id} and ${columns.version} = ${version}`;
}

/**
 * Keeps the items of a resource in a table of a database that Kysely speaks to: SQLite from 3.35 on, or PostgreSQL.
 * The table is the service's own: it makes it, with an index for whatever lists are filtered and ordered by. On
 * SQLite a search disregards the case of ASCII letters only, and ids should be `autoincrement`, so that none comes
 * again.
 */
export function kyselyResourceStore<T extends object>(
  db: KyselyLike,
  options: KyselyResourceOptions<T>,
): ResourceStore<T> {
  const { id: { type: idType = 'integer' } = {}, newId = () => crypto.randomUUID() } = options;
  const table = openTable(db, options);
  return {
    async list(query) {
      const columns = await table.columns();
      const { where, whereOnPage, orderBy } = listSql(query, columns);
      const page = sql`
        select ${columns.all} from ${table.name} where ${whereOnPage}
        order by ${orderBy} limit ${query.limit} offset ${query.offset}`;
      const items = (await orNothing(table.run(page), [])).map((row) => columns.itemOf(row));
      if (!query.isCounted) return { items };
      const counted = await orNothing(
        table.run(sql`select count(*) as total from ${table.name} where ${where}`),
        [],
      );
      return { items, total: Number(counted[0]?.['total'] ?? 0) };
    },
    async find(text) {
      const columns = await table.columns();
      const id = columns.idOf(text);
      if (id === undefined) return undefined;
      const query = sql`select ${columns.all} from ${table.name} where ${columns.id} = ${id}`;
      return orNothing(table.one(query), undefined);
    },
    async insert(item) {
      const columns = await table.columns();
      const id = idType === 'integer' ? [] : [{ ref: columns.id, value: newId() }];
      const entries = [...id, { ref: columns.version, value: 1 }, ...columns.entriesOf(item)];
      const refs = sql.join(entries.map(({ ref }) => ref));
      const values = sql.join(entries.map(({ value }) => sql`${value}`));
      const insertion = sql`insert into ${table.name} (${refs}) values (${values}) returning ${columns.all}`;
      const inserted = await table.change(insertion);
      if (!inserted) throw new Error(`Nothing was inserted into ${options.table}`);
      return inserted;
    },
    async update({ id, expectedVersion, data }) {
      const columns = await table.columns();
      const settings = columns.entriesOf({ data }).map(({ ref, value }) => sql`${ref} = ${value}`);
      const all = sql.join([sql`${columns.version} = ${columns.version} + 1`, ...settings]);
      const where = isVersion(columns, id, expectedVersion);
      return table.change(sql`update ${table.name} set ${all} where ${where} returning ${columns.all}`);
    },
    async delete({ id, expectedVersion }) {
      const columns = await table.columns();
      const where = isVersion(columns, id, expectedVersion);
      return (
        (await table.run(sql`delete from ${table.name} where ${where} returning ${columns.id}`)).length > 0
      );
    },
  };
}
