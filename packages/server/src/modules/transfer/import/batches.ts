import type { Entry, Line } from '../records/records.types.ts';

/** Lines that are done together: all about the same kind of thing, or bad. */
export interface Batch {
  kind: Entry['kind'];
  lines: Line[];
}

/** As many users share one commit; other work of the process runs between two of them. */
const batchSize = 500;

function kindOf({ reading }: Line): Entry['kind'] | undefined {
  return 'entry' in reading ? reading.entry.kind : undefined;
}

/** In the order of the source. A new batch begins when one is full and when the kind changes. */
export async function* inBatches(source: AsyncIterable<readonly Line[]>): AsyncGenerator<Batch> {
  let lines: Line[] = [];
  let kind: Entry['kind'] | undefined;
  for await (const some of source) {
    for (const line of some) {
      const its = kindOf(line);
      const isOther = its !== undefined && kind !== undefined && its !== kind;
      if (lines.length >= batchSize || isOther) {
        yield { kind: kind ?? 'user', lines };
        lines = [];
        kind = undefined;
      }
      kind ??= its;
      lines.push(line);
    }
  }
  if (lines.length > 0) yield { kind: kind ?? 'user', lines };
}
