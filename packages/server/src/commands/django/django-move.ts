import { Readable } from 'node:stream';
import { systemClock } from '#platform/clock.ts';
import { CommandFailure, type CommandIo } from '../command-io.ts';
import { itemsOf } from '../engine/answers.ts';
import { readJsonFile } from '../json-file.ts';
import type { JsonObject } from '../output.ts';
import { Conflicts, type Origin } from './conflicts.ts';
import { openDjango } from './database/open-django.ts';
import { findLayout } from './layout/find-layout.ts';
import { noMap, readMap, type DjangoMap } from './layout/map-file.rules.ts';
import type { Reading } from './lines/reading.ts';
import { countRows, readDjango } from './read-django.ts';

/** What is read, and how. */
export interface MoveOptions {
  from: string;
  /** A file. */
  map: string | null;
  idPrefix: string;
  scopes: readonly string[];
  refreshDays: number;
}

/** A database of Django that is open to be read. Whoever opens it closes it. */
export interface DjangoMove {
  /** What could not be brought over; complete when the stream has been read. */
  readonly conflicts: Conflicts;
  readonly linesRead: number;
  /** JSON Lines; read once. */
  stream(): Readable;
  /** About how many lines there are. */
  count(): Promise<number>;
  /** A report in which each problem says which row it is about. */
  located(report: JsonObject): Promise<JsonObject>;
  close(): Promise<void>;
}

async function readMapFile(io: CommandIo, file: string | null): Promise<DjangoMap> {
  if (file === null) return noMap;
  const map = readMap(await readJsonFile(io, file));
  if ('problems' in map) throw new CommandFailure(`${file} is no map.`, { details: map.problems });
  return map;
}

/** Reads once more, up to the last of the lines that are asked for. */
async function originsOf(reading: Reading, lines: ReadonlySet<number>): Promise<Map<number, Origin>> {
  const origins = new Map<number, Origin>();
  let line = 0;
  for await (const some of readDjango({ ...reading, conflicts: new Conflicts() })) {
    for (const { from } of some) if (lines.has((line += 1))) origins.set(line, from);
    if (origins.size === lines.size) break;
  }
  return origins;
}

/** Errors: CommandFailure, for a database, a map or tables that cannot be read. */
export async function openMove(io: CommandIo, options: MoveOptions): Promise<DjangoMove> {
  const map = await readMapFile(io, options.map);
  const db = await openDjango(options.from, io.cwd);
  try {
    const layout = await findLayout(db, map);
    const conflicts = new Conflicts();
    const { idPrefix, scopes, refreshDays } = options;
    const nowMs = systemClock.nowMs();
    return move({ db, layout, map, conflicts, idPrefix, scopes, refreshDays, nowMs });
  } catch (error) {
    await db.close();
    throw error;
  }
}

function move(reading: Reading): DjangoMove {
  let linesRead = 0;
  async function* texts(): AsyncGenerator<string> {
    for await (const lines of readDjango(reading)) {
      linesRead += lines.length;
      if (lines.length > 0) yield lines.map(({ object }) => `${JSON.stringify(object)}\n`).join('');
    }
  }
  return {
    conflicts: reading.conflicts,
    get linesRead() {
      return linesRead;
    },
    stream: () => Readable.from(texts()),
    count: () => countRows(reading),
    async located(report) {
      const problems = itemsOf({ items: report['problems'] ?? [] });
      if (problems.length === 0) return report;
      const origins = await originsOf(reading, new Set(problems.map(({ line }) => Number(line))));
      const told = problems.map((problem) => ({ ...problem, ...origins.get(Number(problem['line'])) }));
      return { ...report, problems: told };
    },
    close: () => reading.db.close(),
  };
}
