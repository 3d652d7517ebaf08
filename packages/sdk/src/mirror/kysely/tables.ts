import type { ColumnDefinitionBuilder, Generated, Kysely } from 'kysely';

/** Booleans: PostgreSQL has them, SQLite has 0 and 1. */
export type StoredBoolean = boolean | number;
/** JSON: PostgreSQL's `jsonb` comes parsed, SQLite's text does not. */
export type StoredJson = unknown;

/** The columns of the users table, for services that join with it. Table: `<prefix>users`. */
export interface MirroredUserColumns {
  /** The user's id; everything else may change, be empty, or be somebody else's tomorrow. */
  sub: string;
  email: string | null;
  username: string | null;
  first_name: string | null;
  last_name: string | null;
  phone: string | null;
  external_id: string | null;
  /** ISO 8601 in UTC. */
  created_at: string | null;
  is_active: StoredBoolean;
  is_staff: StoredBoolean;
  is_superuser: StoredBoolean;
  /** Arrays of ids. */
  role_ids: StoredJson;
  group_ids: StoredJson;
  /** The user's own access level in this service. */
  access_level: string | null;
  /** The service's own data about the user; null for a user who was given nothing in person. */
  data: StoredJson;
  /** ISO 8601 in UTC; set only with `deletions: 'tombstone'`, and everything personal is empty then. */
  deleted_at: string | null;
}

/** What the mirror itself needs beside. */
export interface UserRow extends MirroredUserColumns {
  deleted_reason: string | null;
  /** Names of the profile fields that were told, which null does not say. */
  fields: string;
  generation: number | string;
  position: number | string;
}

export interface GoneRow {
  sub: string;
  reason: string;
  generation: number | string;
  position: number | string;
  /** Epoch milliseconds. */
  gone_at: number | string;
}

export interface DefinitionRow {
  kind: string;
  id: string;
  /** JSON; null for one that is gone. */
  record: StoredJson;
  generation: number | string;
  position: number | string;
}

export interface StateRow {
  id: number;
  /** Of the tables. */
  version: number;
  /** Counted up first in each transaction: whoever has written to this row is alone. */
  commits: number | string;
  generation: number | string;
  position: number | string;
  head: string | null;
  cursor: string | null;
  floor: number | string;
  reset_position: number | string;
}

/** Keys are what the tables are called here; in the database they have the prefix. */
export interface MirrorTables {
  users: UserRow;
  gone: GoneRow;
  definitions: DefinitionRow;
  state: StateRow & { commits: Generated<number | string> };
}

export type MirrorDb = Kysely<MirrorTables>;

export type TableNames = { [name in keyof MirrorTables]: name };

/** Types say the short name, the database hears the whole. */
export function tableNames(prefix: string): TableNames {
  return {
    users: `${prefix}users` as 'users',
    gone: `${prefix}gone` as 'gone',
    definitions: `${prefix}definitions` as 'definitions',
    state: `${prefix}state` as 'state',
  };
}

/** How many it takes to make the tables and indexes. */
const statements = 9;

/** Whichever the tables of this version are. */
const tablesVersion = 1;

export interface Engine {
  /** PostgreSQL has types for booleans and JSON; SQLite does not. */
  isPostgres: boolean;
}

/** Both engines know the word `true`, and only one of them a value for it. */
async function detectEngine(db: MirrorDb): Promise<Engine> {
  const { probe } = await db.selectNoFrom((build) => build.lit(true).as('probe')).executeTakeFirstOrThrow();
  return { isPostgres: typeof probe === 'boolean' };
}

const required = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder => column.notNull();

async function createUsers(db: MirrorDb, name: string, { isPostgres }: Engine): Promise<void> {
  const truth = isPostgres ? 'boolean' : 'integer';
  const json = isPostgres ? 'jsonb' : 'text';
  await db.schema
    .createTable(name)
    .ifNotExists()
    .addColumn('sub', 'text', (column) => column.primaryKey().notNull())
    .addColumn('email', 'text')
    .addColumn('username', 'text')
    .addColumn('first_name', 'text')
    .addColumn('last_name', 'text')
    .addColumn('phone', 'text')
    .addColumn('external_id', 'text')
    .addColumn('created_at', 'text')
    .addColumn('is_active', truth, required)
    .addColumn('is_staff', truth, required)
    .addColumn('is_superuser', truth, required)
    .addColumn('role_ids', json, required)
    .addColumn('group_ids', json, required)
    .addColumn('access_level', 'text')
    .addColumn('data', json)
    .addColumn('deleted_at', 'text')
    .addColumn('deleted_reason', 'text')
    .addColumn('fields', 'text', required)
    .addColumn('generation', 'bigint', required)
    .addColumn('position', 'bigint', required)
    .execute();
  // Not unique: two people may swap addresses, and one of the changes comes first.
  for (const column of ['email', 'username']) {
    await db.schema.createIndex(`${name}_${column}`).ifNotExists().on(name).column(column).execute();
  }
  // For those that a snapshot did not hold.
  await db.schema
    .createIndex(`${name}_mark`)
    .ifNotExists()
    .on(name)
    .columns(['deleted_at', 'generation', 'position'])
    .execute();
}

async function createRest(db: MirrorDb, names: TableNames, { isPostgres }: Engine): Promise<void> {
  await db.schema
    .createTable(names.gone)
    .ifNotExists()
    .addColumn('sub', 'text', (column) => column.primaryKey().notNull())
    .addColumn('reason', 'text', required)
    .addColumn('generation', 'bigint', required)
    .addColumn('position', 'bigint', required)
    .addColumn('gone_at', 'bigint', required)
    .execute();
  await db.schema
    .createIndex(`${names.gone}_gone_at`)
    .ifNotExists()
    .on(names.gone)
    .column('gone_at')
    .execute();
  await db.schema
    .createTable(names.definitions)
    .ifNotExists()
    .addColumn('kind', 'text', required)
    .addColumn('id', 'text', required)
    .addColumn('record', isPostgres ? 'jsonb' : 'text')
    .addColumn('generation', 'bigint', required)
    .addColumn('position', 'bigint', required)
    .addPrimaryKeyConstraint(`${names.definitions}_pk`, ['kind', 'id'])
    .execute();
}

/** Last, so that whoever finds a state finds all tables. */
async function createState(db: MirrorDb, name: TableNames['state']): Promise<void> {
  await db.schema
    .createTable(name)
    .ifNotExists()
    .addColumn('id', 'integer', (column) => column.primaryKey().notNull())
    .addColumn('version', 'integer', required)
    .addColumn('commits', 'bigint', (column) => column.notNull().defaultTo(0))
    .addColumn('generation', 'bigint', required)
    .addColumn('position', 'bigint', required)
    .addColumn('head', 'text')
    .addColumn('cursor', 'text')
    .addColumn('floor', 'bigint', required)
    .addColumn('reset_position', 'bigint', required)
    .execute();
  await db
    .insertInto(name)
    .values({
      ...{ id: 1, version: tablesVersion },
      ...{ generation: 0, position: 0, head: null, cursor: null, floor: 0, reset_position: 0 },
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

/** In PostgreSQL `if not exists` may still collide with somebody who makes the same; it is there then. */
async function untilNobodyIsInTheWay(create: () => Promise<void>): Promise<void> {
  for (let attempts = 1; ; attempts++) {
    try {
      return await create();
    } catch (error) {
      // Each of the statements may collide once.
      if (attempts > statements) throw error;
    }
  }
}

/** Any number of processes may do this at once, and again. Errors: for tables of a newer version of the kit. */
export async function ensureTables(db: MirrorDb, names: TableNames): Promise<Engine> {
  const engine = await detectEngine(db);
  const create = async (): Promise<void> => {
    await createUsers(db, names.users, engine);
    await createRest(db, names, engine);
    await createState(db, names.state);
  };
  await untilNobodyIsInTheWay(create);
  const { version } = await db.selectFrom(names.state).select('version').executeTakeFirstOrThrow();
  if (version > tablesVersion) {
    throw new Error(
      `${names.state} was made by a newer version of @ostiary/sdk (${version} > ${tablesVersion})`,
    );
  }
  return engine;
}
