import { quoted } from './database/django-database.ts';
import { applicationLines, type Clients } from './lines/applications.ts';
import { consentLines } from './lines/consents.ts';
import { groupLines, readGroups, roleLines } from './lines/groups.ts';
import { permissionLines, readHeldPermissions } from './lines/permissions.ts';
import type { Line, Reading } from './lines/reading.ts';
import { ScopeWords } from './lines/scope-words.ts';
import {
  accessTable,
  accessTokenLines,
  refreshTable,
  refreshTokenLines,
  simpleJwtLines,
  staticTokenLines,
  type OauthReading,
} from './lines/tokens.ts';
import { userLines } from './lines/users.ts';

async function gathered(lines: AsyncIterable<Line> | Iterable<Line>): Promise<Line[]> {
  const all: Line[] = [];
  for await (const line of lines) all.push(line);
  return all;
}

/**
 * A database of Django as lines of an import, in the order that an import needs, some at a time. The same database
 * gives the same lines, but for tokens that have expired meanwhile.
 */
export async function* readDjango(reading: Reading): AsyncGenerator<Line[]> {
  const held = await readHeldPermissions(reading);
  const groups = await readGroups(reading, held);
  yield await gathered(permissionLines(held));
  yield await gathered(roleLines(reading, held, groups));
  yield await gathered(groupLines(groups));
  yield* userLines(reading, held, groups);
  const clients: Clients = new Map();
  yield await gathered(applicationLines(reading, clients));
  const oauth: OauthReading = { reading, clients, words: new ScopeWords(reading) };
  yield* consentLines(oauth);
  yield* staticTokenLines(reading);
  yield* accessTokenLines(oauth);
  yield* simpleJwtLines(reading);
  yield* refreshTokenLines(oauth);
}

/** About how many lines there will be, for whoever waits. */
export async function countRows({ db, layout }: Reading): Promise<number> {
  const counted = [
    ...[layout.users.table, 'authtoken_token', 'token_blacklist_outstandingtoken'],
    ...[layout.applications ?? '', accessTable, refreshTable],
  ].filter((name) => layout.tables.has(name));
  let count = 0;
  for (const name of counted) {
    const [row] = await db.rows(`select count(*) as count from ${quoted(name)}`);
    count += Number(row?.['count']);
  }
  return count;
}
