// Run as a process of its own: a service that follows Ostiary. Takes its settings as JSON in the first argument, says
// when it is ready, then answers each line of its standard input with a line, and ends with it.
import Sqlite from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { createInterface } from 'node:readline';
import { createMirror } from '../../src/mirror/index.ts';
import { kyselyStore } from '../../src/mirror/kysely.ts';
import { buildOstiary } from '../../src/ostiary.ts';
import type { FeedOptions } from '../../src/ostiary.types.ts';
import type { Pace } from '../../src/feed/pace.ts';
import { disorderly } from './disorder.fixture.ts';

export interface ClientSettings {
  url: string;
  issuer: string;
  audience: string;
  key: string;
  /** Path of its SQLite file. */
  file: string;
  feed: FeedOptions;
  pace: Partial<Pace>;
  /** Brings what the feed tells into disorder. */
  disorderSeed?: number | undefined;
}

export type ClientRequest = { op: 'decide'; token: string } | { op: 'status' } | { op: 'dump' };

const [argument = '{}'] = process.argv.slice(2);
const settings = JSON.parse(argument) as ClientSettings;
const { url, issuer, audience, key, file, feed, pace, disorderSeed } = settings;

interface Tables {
  ostiary_users: { sub: string; deleted_at: string | null };
  ostiary_definitions: { kind: string; id: string; record: string | null };
}

const database = new Sqlite(file);
database.pragma('journal_mode = WAL');
const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database }) });
// Small portions, so that there is always something to be in the middle of.
const mirror = createMirror({ store: kyselyStore(db), portionSize: 20 });
const ostiary = buildOstiary(
  {
    ...{ url, issuer, audience, key, mirror, feed, startTimeoutSeconds: 60 },
    ...(disorderSeed !== undefined && { fetch: disorderly(disorderSeed) }),
    onError: (error) => console.error(error.message),
    onWarning: ({ message }) => console.error(message),
  },
  { pace },
);

/** Both what is stored and what is known of it. */
async function dump() {
  const users = await db.selectFrom('ostiary_users').select('sub').where('deleted_at', 'is', null).execute();
  const rows = await db.selectFrom('ostiary_definitions').selectAll().orderBy('id').execute();
  const ids = (kind: string): string[] => rows.filter((row) => row.kind === kind).map(({ id }) => id);
  const stored = rows.flatMap(({ record }) => (record === null ? [] : [JSON.parse(record) as unknown]));
  return {
    stored,
    service: mirror.service,
    roles: ids('role').flatMap((id) => mirror.findRole(id) ?? []),
    groups: ids('group').flatMap((id) => mirror.findGroup(id) ?? []),
    users: await Promise.all(users.map(async ({ sub }) => (await mirror.findUser(sub))?.user ?? { sub })),
  };
}

async function answer(request: ClientRequest): Promise<unknown> {
  if (request.op === 'status') return ostiary.status();
  return request.op === 'dump' ? dump() : ostiary.subjectOf(request.token);
}

function say(line: unknown): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

createInterface({ input: process.stdin })
  .on('close', () => process.exit(0))
  .on('line', (line) => {
    const { id, request } = JSON.parse(line) as { id: number; request: ClientRequest };
    answer(request).then(
      (answered) => say({ id, answered }),
      (error: unknown) => say({ id, failed: String(error) }),
    );
  });
ostiary.start().then(
  () => say({ isReady: true }),
  (error: unknown) => say({ isReady: false, problem: String(error) }),
);
