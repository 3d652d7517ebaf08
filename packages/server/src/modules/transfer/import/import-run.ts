import type { Caller } from '#modules/access';
import { AppError } from '#platform/errors.ts';
import { readLines } from '../records/read-lines.ts';
import { finishRun, findRun, insertRun } from '../runs/import-runs.store.ts';
import { openSource, type OpenSource } from '../source/open-source.ts';
import type { TransferDeps } from '../transfer.deps.ts';
import type {
  ByteSource,
  ImportOptions,
  ImportProgress,
  ImportReport,
  ImportRun,
  LineProblem,
} from '../transfer.types.ts';
import { inBatches, type Batch } from './batches.ts';
import { importBatch } from './import-batch.ts';
import { Overlay } from './overlay.ts';
import type { BatchResult } from './run-batch.ts';

const maxProblems = 1_000;

/** Adds up what became of the lines; keeps the first thousand problems and counts the rest. */
class Tally {
  readonly #progress: ImportProgress;
  readonly #problems: LineProblem[] = [];
  #leftOut = 0;

  constructor(id: string | null, before: ImportRun | undefined) {
    const { linesDone = 0, created = 0, updated = 0, unchanged = 0, failed = 0 } = before ?? {};
    this.#progress = { id, linesDone, created, updated, unchanged, failed };
  }

  get linesDone(): number {
    return this.#progress.linesDone;
  }

  add({ counts, problems }: BatchResult, linesDone: number): void {
    for (const name of ['created', 'updated', 'unchanged', 'failed'] as const) {
      this.#progress[name] += counts[name];
    }
    this.#progress.linesDone = linesDone;
    const room = maxProblems - this.#problems.length;
    this.#problems.push(...problems.slice(0, room));
    this.#leftOut += Math.max(0, problems.length - room);
  }

  progress(): ImportProgress {
    return { ...this.#progress };
  }

  report(): ImportReport {
    return { ...this.#progress, problems: this.#problems, problemsLeftOut: this.#leftOut };
  }
}

/** The run that is to go on. Errors: `transfer.run_not_found`, `…run_finished`, `…source_changed`. */
async function resumedRun(
  deps: TransferDeps,
  id: string,
  { hash, format }: { hash: string; format: string },
): Promise<ImportRun> {
  const found = await findRun(deps.database.db, id);
  if (!found) throw new AppError('transfer.run_not_found');
  if (found.run.finishedAt !== null) throw new AppError('transfer.run_finished');
  const isSame = found.sourceHash === hash && found.run.format === format;
  if (!isSame) throw new AppError('transfer.source_changed');
  return found.run;
}

async function newRun(
  deps: TransferDeps,
  caller: Caller,
  source: { hash: string; format: string },
): Promise<string> {
  const id = deps.newId();
  const { actor } = caller.act;
  await deps.database.write((tx) =>
    insertRun(tx, {
      id,
      format: source.format,
      source_hash: source.hash,
      started_by: actor.type === 'user' ? actor.id : null,
      started_at: deps.clock.nowMs(),
    }),
  );
  return id;
}

function batchesOf(
  deps: TransferDeps,
  opened: OpenSource,
  reading: { format: ImportOptions['format']; after: number },
): AsyncGenerator<Batch> {
  const judges = {
    readProfile: deps.users.bulk.read,
    isReadableHash: deps.passwords.bulk.isReadable,
  };
  return inBatches(readLines(opened.chunks, { ...reading, judges }));
}

interface Importing {
  caller: Caller;
  options: ImportOptions;
  batches: AsyncGenerator<Batch>;
  tally: Tally;
  runId: string | null;
}

async function* importBatches(
  deps: TransferDeps,
  importing: Importing,
  first: IteratorResult<Batch>,
): AsyncGenerator<ImportProgress, ImportReport> {
  const { caller, options, batches, tally, runId } = importing;
  const overlay = new Overlay();
  yield tally.progress();
  for (let next = first; next.done !== true;) {
    const { kind, lines } = next.value;
    const to = lines.at(-1)?.endLine ?? tally.linesDone;
    const batch = { lines, caller, options, overlay, runId, from: tally.linesDone, to };
    const writing = importBatch(deps, kind, batch);
    // The next lines are read while these are written. What is wrong with them has its turn afterwards.
    const reading = batches.next();
    reading.catch(() => undefined);
    tally.add(await writing, to);
    yield tally.progress();
    next = await reading;
  }
  if (runId !== null) await deps.database.write((tx) => finishRun(tx, runId, deps.clock.nowMs()));
  return tally.report();
}

/** See TransferService.importAll. */
export async function* importAll(
  deps: TransferDeps,
  caller: Caller,
  { source, options }: { source: ByteSource; options: ImportOptions },
): AsyncGenerator<ImportProgress, ImportReport> {
  await deps.access.requirePermission(caller, 'users.import');
  const { format, resume } = options;
  const opened = await openSource(source);
  const about = { hash: opened.hash, format };
  const before = resume === undefined ? undefined : await resumedRun(deps, resume, about);
  const batches = batchesOf(deps, opened, { format, after: before?.linesDone ?? 0 });
  const makeNoMoreRoom = options.isDryRun === true ? undefined : deps.database.expectMuchWriting();
  try {
    // A source that cannot be read at all begins no run.
    const first = await batches.next();
    const isDryRun = options.isDryRun === true;
    const runId = isDryRun ? null : (before?.id ?? (await newRun(deps, caller, about)));
    const tally = new Tally(runId, before);
    return yield* importBatches(deps, { caller, options, batches, tally, runId }, first);
  } finally {
    makeNoMoreRoom?.();
    // Not waited for: a sender may be silent in the middle of a line.
    batches.return(undefined).catch(() => undefined);
  }
}
