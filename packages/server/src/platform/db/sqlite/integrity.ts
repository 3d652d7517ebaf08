import SqliteConnection from 'better-sqlite3';

const shownProblems = 10;

/** What is wrong with a file as a database: broken pages, indexes and references. Errors: what cannot be opened. */
export function findDamage(file: string): string[] {
  // Not read-only, which would leave a log and its index behind.
  const database = new SqliteConnection(file, { fileMustExist: true });
  try {
    const checked = database.pragma(`integrity_check(${String(shownProblems)})`) as {
      integrity_check: string;
    }[];
    const damage = checked.map((row) => row.integrity_check).filter((line) => line !== 'ok');
    if (damage.length > 0) return damage;
    const broken = database.pragma('foreign_key_check') as { table: string; parent: string }[];
    return broken
      .slice(0, shownProblems)
      .map(({ table, parent }) => `A row of ${table} refers to a row of ${parent} that is not there.`);
  } finally {
    database.close();
  }
}
