import SqliteConnection from 'better-sqlite3';
import type pg from 'pg';
import { OperatorError } from '../../operator-error.ts';
import { allowWrites, readPostgresRecord, readSqliteRecord, writeSqliteRecord } from './move-record.ts';
import { connectTarget } from './target-connection.ts';

const lockWaitMs = 60_000;

/**
 * Takes a move back: the source is written to again, and the target can be moved to anew. Errors: OperatorError when
 * there was none, or the target has been used since.
 */
export async function undoMove({ from, to }: { from: string; to: string }): Promise<void> {
  const raw = new SqliteConnection(from, { fileMustExist: true, timeout: lockWaitMs });
  try {
    const record = readSqliteRecord(raw);
    if (record?.state !== 'moved') {
      throw new OperatorError('This database was not moved; nothing was done.', { hint: 'Go on using it.' });
    }
    const client = await connectTarget(to);
    try {
      // First the target, so that nobody can begin to use it meanwhile.
      if (!(await isTakenBack(client, record.id))) {
        throw new OperatorError('The target is in use, or is not where this database went.', {
          hint: 'What was changed there would be lost: go on there.',
        });
      }
    } finally {
      await client.end();
    }
    raw.pragma('synchronous = FULL');
    raw
      .transaction(() => {
        allowWrites(raw);
        writeSqliteRecord(raw, { ...record, state: 'copying' });
      })
      .immediate();
  } finally {
    raw.close();
  }
}

async function isTakenBack(client: pg.Client, id: string): Promise<boolean> {
  if ((await readPostgresRecord(client)) === null) return false;
  const { rowCount } = await client.query(
    `update ostiary_move set state = 'copying' where id = $1 and state in ('complete', 'copying')`,
    [id],
  );
  return rowCount === 1;
}
