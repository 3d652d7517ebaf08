import SqliteConnection from 'better-sqlite3';
import pg from 'pg';

export type Contents = Record<string, string[]>;

const isOurs = (name: string): boolean => !/^(sqlite_|kysely_|ostiary_)/.test(name);

/** Every row of every table as text, sorted: by no code that moving uses. */
export function contentsOfSqlite(path: string): Contents {
  const raw = new SqliteConnection(path, { readonly: true });
  try {
    const tables = raw
      .prepare<[], string>(`select name from sqlite_master where type = 'table'`)
      .pluck()
      .all();
    return Object.fromEntries(
      tables
        .filter(isOurs)
        .sort()
        .map((table) => [table, asText(raw.prepare(`select * from "${table}"`).all() as object[])]),
    );
  } finally {
    raw.close();
  }
}

export async function contentsOfPostgres(url: string): Promise<Contents> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'public'`,
    );
    const contents: Contents = {};
    for (const { name } of rows
      .filter((row) => isOurs(row.name))
      .sort((a, b) => (a.name < b.name ? -1 : 1))) {
      contents[name] = asText((await client.query<object>(`select * from "${name}"`)).rows);
    }
    return contents;
  } finally {
    await client.end();
  }
}

/** 64-bit integers come as text from one of the two; the transaction of an event is a matter of PostgreSQL. */
function asText(rows: object[]): string[] {
  return rows
    .map((row) => {
      const values = Object.entries(row).filter(([column]) => column !== 'tx_id');
      return values
        .map(([column, value]) => `${column}=${value === null ? 'null' : JSON.stringify(String(value))}`)
        .sort()
        .join(' ');
    })
    .sort();
}
