import { OstiaryError } from '../errors.ts';
import type { SnapshotLine } from '../wire.ts';
import { contentOfLines, inPortions, nothing, type Content } from './batches.ts';
import { furthest, isOtherHistory } from './mirror.rules.ts';
import {
  commit,
  inTurn,
  loadDefinitions,
  placeOf,
  rejectAsStale,
  renewIfDue,
  type Place,
  type Running,
} from './running.ts';
import type { ReplaceOptions } from '../directory/directory.types.ts';
import type { Mark } from './store.types.ts';

type StartLine = SnapshotLine & { kind: 'start' };

/** Resolves with what was seen before the snapshot is asked for. */
async function prepare(running: Running, isNewHistory: boolean): Promise<Place> {
  running.isRenewalDue ||= isNewHistory;
  await renewIfDue(running);
  const place = placeOf(running);
  place.applied = 0;
  return { ...place };
}

/**
 * Nobody may have said so, such as when this process was not running then. What came since the snapshot was asked for
 * was taken for the old history: unless this snapshot holds it, another one has to.
 */
async function renewUnasked(running: Running, { position }: StartLine): Promise<void> {
  const { applied } = placeOf(running);
  running.isRenewalDue = true;
  await renewIfDue(running);
  if (applied > position)
    throw new OstiaryError('unavailable', 'The server was restored: another snapshot is needed.');
}

/** Resolves with the mark that the snapshot's records get. */
async function begin(running: Running, start: StartLine, seen: Place): Promise<Mark> {
  const { position, cursor: head, service } = start;
  const isSameGeneration = seen.generation === placeOf(running).generation;
  if (isSameGeneration && isOtherHistory(start, seen)) await renewUnasked(running, start);
  const place = placeOf(running);
  const { generation } = place;
  const content: Content = {
    ...nothing,
    definitions: [{ kind: 'service', id: 'own', position, record: service }],
  };
  await commit(running, content, { generation, cursor: null, step: { kind: 'begin', position, head } });
  place.isAttached = false;
  place.position = Math.max(place.position, position);
  place.head = furthest(place.head, head);
  return { generation, position };
}

async function sweep(running: Running, before: Mark): Promise<void> {
  const { generation, position } = before;
  const step = { kind: 'complete', position } as const;
  await inTurn(running, () => commit(running, nothing, { generation, cursor: null, step }));
  for (;;) {
    const isDone = await inTurn(running, async () => {
      const outcome = await running.store.sweep(before);
      return outcome.isStale ? rejectAsStale(running) : outcome.isDone;
    });
    if (isDone) return;
  }
}

async function finish(running: Running, start: StartLine, mark: Mark): Promise<void> {
  const place = placeOf(running);
  const { generation, position } = mark;
  const cursor = furthest(start.cursor, place.cursor);
  await commit(running, nothing, { generation, cursor, step: { kind: 'finish', position } });
  await loadDefinitions(running);
  place.isAttached = true;
  running.isWhole = true;
  running.cache.clear();
  running.revision += 1;
}

/**
 * Mark and sweep: records are written over what is there as they come, and what has not come goes at the end. Until
 * then everybody is there, as before or as now. A process that ends meanwhile begins again with its next start.
 */
export async function replace(
  running: Running,
  lines: AsyncIterable<SnapshotLine>,
  { isNewHistory = false }: ReplaceOptions = {},
): Promise<void> {
  // Takes its turn at once, before items that come from now on.
  const seen = await inTurn(running, () => prepare(running, isNewHistory));
  let begun: { start: StartLine; mark: Mark } | undefined;
  let users = 0;
  for await (const portion of inPortions(lines, running.portionSize)) {
    if (!Array.isArray(portion) && portion.kind === 'start') {
      begun = { start: portion, mark: await inTurn(running, () => begin(running, portion, seen)) };
      users = 0;
      continue;
    }
    if (!begun) throw new OstiaryError('protocol', 'The snapshot does not begin with its start.');
    const { start, mark } = begun;
    if (Array.isArray(portion)) {
      users += portion.filter(({ kind }) => kind === 'user').length;
      const content = contentOfLines(portion, mark.position);
      const { generation } = mark;
      await inTurn(running, () => commit(running, content, { generation, cursor: null, step: null }));
    } else if (portion.users === users) {
      await sweep(running, mark);
      return inTurn(running, () => finish(running, start, mark));
    }
  }
  throw new OstiaryError('protocol', 'The snapshot is not whole.');
}
