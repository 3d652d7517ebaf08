import { OperatorError } from '../../operator-error.ts';
import { compareRows, type Row } from './rows.ts';
import type { Source } from './source.ts';
import type { TableShape } from './table-shapes.ts';
import type { Target } from './target.ts';

/** Rows that are compared at once: a few megabytes. */
const pieceSize = 2_000;

export interface PassOptions {
  source: Source;
  target: Target;
  /** Each after those that its rows belong to. */
  shapes: readonly TableShape[];
  onRows?: ((shape: TableShape, count: number) => void) | undefined;
}

/** What a pass did to the target, in rows. */
export interface PassResult {
  rows: number;
  added: number;
  changed: number;
  removed: number;
}

/** The columns with those of the key first, so that the key of any row is its beginning. */
function keyFirst({ key, columns }: TableShape): string[] {
  return [...key, ...columns.filter((column) => !key.includes(column))];
}

/**
 * Makes every table of the target what it is in the source. First goes what is in the way, from children to
 * parents: rows that are gone, and those that hold what must be unique in its place. Whatever was deleted along with
 * them by the database comes back with the rest, from parents to children.
 */
export async function applyDifferences(options: PassOptions): Promise<PassResult> {
  const result: PassResult = { rows: 0, added: 0, changed: 0, removed: 0 };
  for (const shape of options.shapes.toReversed()) result.removed += await clearTheWay(options, shape);
  for (const shape of options.shapes) await fillIn(options, shape, result);
  return result;
}

async function clearTheWay({ source, target }: PassOptions, shape: TableShape): Promise<number> {
  const columns = [...shape.key, ...shape.unique.filter((column) => !shape.key.includes(column))];
  const keySize = shape.key.length;
  let removed = 0;
  for (let after: Row | undefined; ;) {
    const there = await target.read(shape, columns, { after, limit: pieceSize });
    const last = there.at(-1)?.slice(0, keySize);
    if (last === undefined) return removed;
    const here = source.read(shape, columns, { after, upTo: last });
    const { added: gone, changed } = compareRows(there, here, keySize);
    const inTheWay = [...gone, ...changed];
    await target.delete(shape, inTheWay);
    removed += inTheWay.length;
    after = last;
  }
}

async function fillIn(
  { source, target, onRows }: PassOptions,
  shape: TableShape,
  result: PassResult,
): Promise<void> {
  const columns = keyFirst(shape);
  const keySize = shape.key.length;
  let here = source.read(shape, columns, { limit: pieceSize });
  for (let after: Row | undefined; ;) {
    const last = here.at(-1)?.slice(0, keySize);
    if (last === undefined) return;
    const reading = target.read(shape, columns, { after, upTo: last });
    // While PostgreSQL is at work.
    const next = source.read(shape, columns, { after: last, limit: pieceSize });
    const { added, changed } = compareRows(here, await reading, keySize);
    // Changes first: a new row may take the place that another has left.
    await target.update(shape, columns, changed);
    await target.insert(shape, columns, added);
    result.rows += here.length;
    result.added += added.length;
    result.changed += changed.length;
    onRows?.(shape, here.length);
    after = last;
    here = next;
  }
}

/** Reads every row of both and compares it; returns how many there are. Errors: OperatorError at a difference. */
export async function proveEqual(options: PassOptions): Promise<number> {
  let rows = 0;
  for (const shape of options.shapes) rows += await proveTable(options, shape);
  return rows;
}

async function proveTable({ source, target, onRows }: PassOptions, shape: TableShape): Promise<number> {
  const columns = keyFirst(shape);
  const keySize = shape.key.length;
  let rows = 0;
  let here = source.read(shape, columns, { limit: pieceSize });
  for (let after: Row | undefined; ;) {
    // Behind the last row of the source there must be none.
    const last = here.at(-1)?.slice(0, keySize);
    const reading = target.read(shape, columns, { after, upTo: last, limit: here.length + 1 });
    const next = last === undefined ? [] : source.read(shape, columns, { after: last, limit: pieceSize });
    const { added, changed, removed } = compareRows(here, await reading, keySize);
    if (added.length + changed.length + removed.length > 0) throw unequal(shape);
    if (last === undefined) return rows;
    rows += here.length;
    onRows?.(shape, here.length);
    after = last;
    here = next;
  }
}

function unequal({ name }: TableShape): OperatorError {
  return new OperatorError(`Rows of ${name} differ between the two databases; nothing was switched.`, {
    hint: 'Somebody else writes to the target. See that nobody does, and run the same command again.',
  });
}
