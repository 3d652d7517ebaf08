import type { Entry, Line } from '../records/records.types.ts';
import { sliceSize } from './users/write-users.ts';

/** Lines that are done together: all about the same kind of thing, or bad. */
export interface Batch {
  kind: Entry['kind'];
  lines: Line[];
}

/** As many lines are one batch at first, so that a short import shows how it gets on … */
const minLines = 500;
/** … and as many users at last. The more there are, the fewer of a small batch share a page of an index. */
const maxLines = 8 * sliceSize;
/** What its lines may have been long in the source: lines of a mebibyte must not fill the memory. */
const maxBytes = 16 * 1024 * 1024;

/** A tenth of what is done, in whole slices. */
function sizeAfter(users: number): number {
  const slices = Math.floor(users / 10 / sliceSize);
  return Math.min(maxLines, Math.max(minLines, slices * sliceSize));
}

/** How many lines of a kind are a batch after so many users. */
function sizeOf(kind: Entry['kind'] | undefined, users: number): number {
  return kind === 'user' ? sizeAfter(users) : minLines;
}

function kindOf({ reading }: Line): Entry['kind'] | undefined {
  return 'entry' in reading ? reading.entry.kind : undefined;
}

/** In the order of the source. A new batch begins when one is full and when the kind changes. */
export async function* inBatches(source: AsyncIterable<readonly Line[]>): AsyncGenerator<Batch> {
  let lines: Line[] = [];
  let bytes = 0;
  let users = 0;
  let kind: Entry['kind'] | undefined;
  for await (const some of source) {
    for (const line of some) {
      const its = kindOf(line);
      const isOther = its !== undefined && kind !== undefined && its !== kind;
      if (lines.length >= sizeOf(kind, users) || bytes >= maxBytes || isOther) {
        yield { kind: kind ?? 'user', lines };
        if (kind === 'user') users += lines.length;
        lines = [];
        bytes = 0;
        kind = undefined;
      }
      kind ??= its;
      lines.push(line);
      bytes += line.bytes;
    }
  }
  if (lines.length > 0) yield { kind: kind ?? 'user', lines };
}
