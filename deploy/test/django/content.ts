import { rowsOf } from './move-in.ts';

type Row = Record<string, unknown>;

/** What differs between any two installations, or counts how often something was tried. */
const without =
  /^(kysely_|sqlite_|audit_|events$|event_|import_runs$|schema_support$|signing_keys$|statistics)/;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** Counts changes, or says when something was. */
const passing = /^(?:at|seq|version)$/;
/** Rows whose own dates come from Django. */
const dated: ReadonlySet<string> = new Set(['users', 'applications', 'api_tokens']);

const tablesSql = {
  sqlite: `select name from sqlite_master where type = 'table'`,
  postgres: `select relname as name from pg_class where relkind = 'r' and pg_table_is_visible(oid)
    and relnamespace = 'public'::regnamespace`,
};

/** What things are called that have ids of their own in every installation. */
async function namesOf(home: Record<string, string>): Promise<Map<string, string>> {
  const asked = [
    `select id, 'user ' || external_id as name from users`,
    `select id, 'role ' || name as name from roles`,
    `select id, 'group ' || name as name from groups`,
    `select id, 'client ' || client_id as name from applications`,
    `select g.id, 'grant of ' || u.external_id || ' to ' || g.client_id as name
     from oauth_grants g join users u on u.id = g.user_id`,
  ];
  const names = new Map<string, string>();
  for (const sql of asked)
    for (const { id, name } of await rowsOf<{ id: string; name: string }>(home, sql)) names.set(id, name);
  return names;
}

function comparable(table: string, row: Row, names: ReadonlyMap<string, string>): string {
  const kept = Object.entries(row).filter(([name]) => !passing.test(name));
  const named = kept.map(([name, value]): [string, unknown] => {
    // Whether, but not when, where it is by the clock of the import.
    const isTheirs = name === 'expires_at' || (name === 'created_at' && dated.has(table));
    if (name.endsWith('_at') && !isTheirs) return [name, value !== null];
    // Sealed with a nonce.
    if (name.endsWith('_sealed')) return [name, value !== null];
    if (typeof value !== 'string' || name === 'external_id') return [name, value];
    return [name, names.get(value) ?? (uuid.test(value) ? 'an id' : value)];
  });
  return JSON.stringify(named.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Everything that an import has made, table by table, in an order that any two installations share. */
export async function contentOf(home: Record<string, string>): Promise<Record<string, string[]>> {
  const sql = tablesSql['DATABASE_URL' in home ? 'postgres' : 'sqlite'];
  const names = await namesOf(home);
  const content: Record<string, string[]> = {};
  const tables = (await rowsOf<{ name: string }>(home, sql)).map(({ name }) => name).sort();
  for (const name of tables) {
    if (without.test(name)) continue;
    const rows = await rowsOf<Row>(home, `select * from "${name}"`);
    content[name] = rows.map((row) => comparable(name, row, names)).sort();
  }
  return content;
}

/** Rows that only one of them has, the first few of each; a row that is there twice is told, too. */
export function differences(expected: readonly string[], found: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const row of expected) counts.set(row, (counts.get(row) ?? 0) + 1);
  for (const row of found) counts.set(row, (counts.get(row) ?? 0) - 1);
  const differing = [...counts].filter(([, count]) => count !== 0);
  return differing.slice(0, 10).map(([row, count]) => `${count > 0 ? 'missing' : 'too many'}: ${row}`);
}

/** Of each type of event, about how many things client services were told. */
export async function tellingsOf(home: Record<string, string>): Promise<unknown[]> {
  return rowsOf(
    home,
    `select type, count(distinct subject_id) as things from events group by type order by type`,
  );
}
