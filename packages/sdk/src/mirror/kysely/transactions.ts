import { changeOf, nextState, winsOver } from '../mirror.rules.ts';
import type {
  CommitOutcome,
  Mark,
  MirrorBatch,
  MirrorState,
  SweepRequest,
  UserChange,
} from '../store.types.ts';
import { markOf, recordOf, rowOfDefinition, rowOfUser, stateOf } from './rows.ts';
import type { UserRow } from './tables.ts';
import { readGone, readUsers, slices, writeGone, writeUsers, type GoneUser, type Work } from './user-rows.ts';

export type { Work } from './user-rows.ts';

type Within = (changes: readonly UserChange[]) => Promise<void>;

/** Writes before it reads: from here on nobody else commits, in SQLite and PostgreSQL alike. */
async function lockState({ db, names }: Work): Promise<MirrorState> {
  await db
    .updateTable(names.state)
    .set((build) => ({ commits: build('commits', '+', 1) }))
    .where('id', '=', 1)
    .execute();
  return stateOf(await db.selectFrom(names.state).selectAll().where('id', '=', 1).executeTakeFirstOrThrow());
}

async function saveState({ db, names }: Work, state: MirrorState): Promise<void> {
  const { generation, position, head, cursor, floor, resetPosition } = state;
  await db
    .updateTable(names.state)
    .set({ generation, position, head, cursor, floor, reset_position: resetPosition })
    .where('id', '=', 1)
    .execute();
}

const livingRecord = (row: UserRow | undefined) => (row && row.deleted_at === null ? recordOf(row) : null);

async function commitUsers(work: Work, batch: MirrorBatch, next: MirrorState): Promise<UserChange[]> {
  const subs = batch.users.map(({ sub }) => sub);
  const stored = await readUsers(work, subs);
  const goneMarks = await readGone(work, subs);
  const { generation } = next;
  const changes: UserChange[] = [];
  const rows: UserRow[] = [];
  const gone: GoneUser[] = [];
  for (const one of batch.users) {
    const { sub, position } = one;
    const row = stored.get(sub);
    const mark = { generation, position };
    const known = row ? markOf(row) : goneMarks.get(sub);
    if (!winsOver({ mark, isGone: one.user === null }, known, next)) continue;
    if (one.user === null) gone.push({ sub, reason: one.reason, ...mark, at: batch.at });
    else rows.push(rowOfUser(one.user, mark, work.engine));
    changes.push(...[changeOf(sub, livingRecord(row), one) ?? []].flat());
  }
  await writeUsers(work, rows);
  await writeGone(work, gone, stored);
  return changes;
}

async function commitDefinitions(work: Work, batch: MirrorBatch, next: MirrorState): Promise<void> {
  const { db, names } = work;
  const { generation } = next;
  const marks = new Map<string, Mark>();
  for (const some of slices(batch.definitions.map(({ id }) => id))) {
    const query = db.selectFrom(names.definitions).select(['kind', 'id', 'generation', 'position']);
    for (const row of await query.where('id', 'in', some).execute())
      marks.set(`${row.kind}:${row.id}`, markOf(row));
  }
  const winners = batch.definitions.filter(({ kind, id, position, record }) =>
    winsOver({ mark: { generation, position }, isGone: record === null }, marks.get(`${kind}:${id}`), next),
  );
  for (const some of slices(winners)) {
    await db
      .insertInto(names.definitions)
      .values(some.map((one) => rowOfDefinition(one, { generation, position: one.position })))
      .onConflict((conflict) =>
        conflict.columns(['kind', 'id']).doUpdateSet((build) => ({
          record: build.ref('excluded.record'),
          generation: build.ref('excluded.generation'),
          position: build.ref('excluded.position'),
        })),
      )
      .execute();
  }
}

async function forget({ db, names }: Work, before: number): Promise<void> {
  await db.deleteFrom(names.gone).where('gone_at', '<', before).execute();
}

export async function commitBatch(work: Work, batch: MirrorBatch, within: Within): Promise<CommitOutcome> {
  const next = nextState(await lockState(work), batch);
  if (!next) return { isStale: true };
  const changes = await commitUsers(work, batch, next);
  await commitDefinitions(work, batch, next);
  if (batch.forgetBefore !== undefined) await forget(work, batch.forgetBefore);
  await within(changes);
  await saveState(work, next);
  return { isStale: false, state: next };
}

/** Two questions, because the index answers each of them and not both in one. */
async function findSwept(
  { db, names }: Work,
  { generation, position }: Mark,
  limit: number,
): Promise<UserRow[]> {
  const living = db.selectFrom(names.users).selectAll().where('deleted_at', 'is', null);
  const older = await living.where('generation', '<', generation).limit(limit).execute();
  if (older.length >= limit) return older;
  const earlier = await living
    .where('generation', '=', generation)
    .where('position', '<', position)
    .limit(limit - older.length)
    .execute();
  return [...older, ...earlier];
}

async function sweepRest({ db, names }: Work, { generation, position }: Mark): Promise<void> {
  await db
    .deleteFrom(names.definitions)
    .where((build) => build.or([build('generation', '<', generation), build('position', '<', position)]))
    .execute();
}

export async function sweepUsers(
  work: Work,
  { before, limit, at, forgetBefore }: SweepRequest,
  within: Within,
): Promise<CommitOutcome & { swept: number }> {
  const state = await lockState(work);
  if (state.generation !== before.generation) return { isStale: true, swept: 0 };
  const rows = await findSwept(work, before, limit);
  const reason = 'no_access';
  await writeGone(
    work,
    rows.map(({ sub }) => ({ sub, reason, ...before, at })),
    new Map(rows.map((row) => [row.sub, row])),
  );
  await within(rows.map((row) => ({ sub: row.sub, previous: recordOf(row), user: null, reason })));
  if (rows.length < limit) await sweepRest(work, before);
  await forget(work, forgetBefore);
  return { isStale: false, state, swept: rows.length };
}
