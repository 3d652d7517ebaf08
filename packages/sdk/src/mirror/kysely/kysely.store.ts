import type { Kysely, Transaction } from 'kysely';
import type { KnownUser } from '../../directory/directory.types.ts';
import type { MirrorStore } from '../store.types.ts';
import { definitionOf, knownOfGone, knownOfUser, stateOf } from './rows.ts';
import { ensureTables, tableNames, type MirrorDb } from './tables.ts';
import { commitBatch, sweepUsers, type Work } from './transactions.ts';

export interface KyselyStoreOptions {
  /** What the names of the tables begin with. Default `ostiary_`. */
  tablePrefix?: string;
  /**
   * What becomes of a user who has gone: nothing stays in the users table, or the row stays with its `sub` and
   * `deleted_at`, for rows of the service's own that refer to it, and everything personal is erased. Default `delete`.
   */
  deletions?: 'delete' | 'tombstone';
}

/** Our tables in somebody's database or transaction, whatever types and plugins (such as for names) are theirs. */
function ours(db: unknown): MirrorDb {
  return (db as MirrorDb).withoutPlugins();
}

/**
 * Keeps the mirror in the service's own SQLite or PostgreSQL database, through its Kysely instance: rows of the
 * service can refer to and join with `<prefix>users`. Makes its tables when it is opened. Closing the instance is the
 * service's.
 */
export function kyselyStore<D>(db: Kysely<D>, options: KyselyStoreOptions = {}): MirrorStore<Transaction<D>> {
  const { tablePrefix = 'ostiary_', deletions = 'delete' } = options;
  const names = tableNames(tablePrefix);
  const own = ours(db);
  let opened: Promise<Omit<Work, 'db'>> | undefined;

  function tables(): Promise<Omit<Work, 'db'>> {
    opened ??= ensureTables(own, names).then(
      (engine) => ({ names, engine, keepsTombstones: deletions === 'tombstone' }),
      (error: unknown) => {
        opened = undefined;
        throw error;
      },
    );
    return opened;
  }

  async function findUser(sub: string): Promise<KnownUser | undefined> {
    await tables();
    const row = await own.selectFrom(names.users).selectAll().where('sub', '=', sub).executeTakeFirst();
    if (row) return knownOfUser(row);
    const gone = await own.selectFrom(names.gone).select('reason').where('sub', '=', sub).executeTakeFirst();
    return gone && knownOfGone(gone);
  }

  return {
    async open() {
      await tables();
      const state = await own.selectFrom(names.state).selectAll().executeTakeFirstOrThrow();
      const rows = await own.selectFrom(names.definitions).selectAll().execute();
      return { state: stateOf(state), definitions: rows.map(definitionOf) };
    },
    findUser,
    async commit(batch, within) {
      const known = await tables();
      return db
        .transaction()
        .execute((tx) => commitBatch({ ...known, db: ours(tx) }, batch, (changes) => within(changes, tx)));
    },
    async sweep(request, within) {
      const known = await tables();
      return db
        .transaction()
        .execute((tx) => sweepUsers({ ...known, db: ours(tx) }, request, (changes) => within(changes, tx)));
    },
  };
}
