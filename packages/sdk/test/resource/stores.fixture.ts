import { databases, type TestDialect } from '@ostiary/testkit';
import SQLite from 'better-sqlite3';
import { CamelCasePlugin, Kysely, sql, SqliteDialect } from 'kysely';
import type { Columns } from '../../src/resource/stores/kysely.types.ts';
import { memoryResourceStore } from '../../src/resource/stores/memory-store.ts';
import { kyselyResourceStore } from '../../src/resource/stores/kysely-store.ts';
import type { ResourceStore } from '../../src/resource/store.types.ts';
import type { Subscriber } from './subscribers.fixture.ts';

export interface TestStore {
  store: ResourceStore<Subscriber>;
  /** Forgets every item. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

export interface StoreKind {
  name: string;
  open(): Promise<TestStore>;
}

const types = {
  sqlite: { id: 'integer primary key autoincrement', boolean: 'integer', json: 'text' },
  postgres: { id: 'bigint generated always as identity primary key', boolean: 'boolean', json: 'jsonb' },
};

function openMemory(): Promise<TestStore> {
  let store = memoryResourceStore<Subscriber>();
  const current: ResourceStore<Subscriber> = {
    list: (query) => store.list(query),
    find: (id) => store.find(id),
    insert: (item) => store.insert(item),
    update: (change) => store.update(change),
    delete: (which) => store.delete(which),
  };
  const clear = async (): Promise<void> => {
    store = memoryResourceStore();
  };
  return Promise.resolve({ store: current, clear, close: () => Promise.resolve() });
}

const columns: Columns<Subscriber> = {
  ...{ name: 'text', age: 'number', email: 'text', tags: 'json', note: 'text' },
  isActive: { type: 'boolean', column: 'is_active' },
  city: { type: 'text', isOptional: true },
};

async function openTable<D>(
  name: TestDialect['name'],
  { db, close }: { db: Kysely<D>; close(): Promise<void> },
): Promise<TestStore> {
  const { id, boolean, json } = types[name];
  const table = `create table subscribers (id ${id}, version integer not null, owner text, name text not null,
    age integer not null, email text not null unique, is_active ${boolean} not null, tags ${json} not null,
    city text, note text)`;
  await sql.raw(table).execute(db);
  const store = kyselyResourceStore<Subscriber>(db, { table: 'subscribers', columns });
  const clear = async (): Promise<void> => void (await sql`delete from subscribers`.execute(db));
  return { store, clear, close };
}

/** As services have them: the driver with Kysely around it, and a plugin that is none of the store's business. */
async function openDatabase({ name, open }: TestDialect): Promise<TestStore> {
  if (name === 'postgres') {
    const { database, close } = await open({ isMigrated: false });
    return openTable(name, { db: database.db.withPlugin(new CamelCasePlugin()), close });
  }
  const dialect = new SqliteDialect({ database: new SQLite(':memory:') });
  const db = new Kysely<object>({ dialect, plugins: [new CamelCasePlugin()] });
  return openTable(name, { db, close: () => db.destroy() });
}

/** Memory and both databases: `describe.each(stores())`. */
export function stores(): StoreKind[] {
  const kept = databases().map((one): StoreKind => ({ name: one.name, open: () => openDatabase(one) }));
  return [{ name: 'memory', open: openMemory }, ...kept];
}
