import { parseTime } from '#platform/clock.ts';
import { isUuid } from '#platform/ids.ts';
import type { EntryProblem } from './records.types.ts';

const maxNames = 100;
const maxPathLength = 100;
const timePattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)$/;

/** A field's value, or why it is none. */
export type FieldReading<T> = { value: T } | { message: string };

export type FieldReader<T = unknown> = (value: unknown) => FieldReading<T>;

/** The name of a field that nobody knows, in a form that is safe to show. */
export function shownPath(name: string): string {
  const short = name.length > maxPathLength ? `${name.slice(0, maxPathLength)}…` : name;
  return short.toWellFormed().replace(/\p{Cc}/gu, '\u{fffd}');
}

/** PostgreSQL cannot even be asked for NUL, and neither database gives a lone surrogate back. */
function isPlainText(value: unknown): value is string {
  return typeof value === 'string' && value.isWellFormed() && !value.includes('\0');
}

export const text: FieldReader<string> = (value) =>
  isPlainText(value) ? { value } : { message: 'Must be a plain text.' };

export const textOrNull: FieldReader<string | null> = (value) => (value === null ? { value } : text(value));

export const uuid: FieldReader<string> = (value) =>
  typeof value === 'string' && isUuid(value) ? { value } : { message: 'Must be a UUID in lower case.' };

export const flag: FieldReader<boolean> = (value) =>
  typeof value === 'boolean' ? { value } : { message: 'Must be true or false.' };

export const levelOrNull: FieldReader<number | null> = (value) =>
  value === null || (typeof value === 'number' && Number.isInteger(value))
    ? { value }
    : { message: 'Must be a whole number or null.' };

export const wholeNumber: FieldReader<number> = (value) =>
  typeof value === 'number' && Number.isSafeInteger(value)
    ? { value }
    : { message: 'Must be a whole number.' };

/** A time of RFC 3339 as epoch milliseconds, from 1970 on; null is nothing given. */
export const time: FieldReader<number | undefined> = (value) => {
  if (value === null) return { value: undefined };
  const at = typeof value === 'string' && timePattern.test(value) ? parseTime(value) : Number.NaN;
  return at >= 0 ? { value: at } : { message: 'Must be a time such as 2026-01-15T09:30:00Z.' };
};

/** One of some words. */
export function oneOf<T extends string>(...words: readonly T[]): FieldReader<T> {
  return (value) => {
    const known = words.find((word) => word === value);
    return known === undefined ? { message: `Use ${words.join(' or ')}.` } : { value: known };
  };
}

export const objectOrNull: FieldReader<Record<string, unknown> | null> = (value) => {
  const isObject = typeof value === 'object' && !Array.isArray(value);
  return isObject ? { value: value as Record<string, unknown> | null } : { message: 'Must be an object.' };
};

/** A list of texts, of whatever length its owner allows. */
export const texts: FieldReader<string[]> = (value) =>
  Array.isArray(value) && value.every(isPlainText)
    ? { value }
    : { message: 'Must be a list of plain texts.' };

export const names: FieldReader<string[]> = (value) => {
  if (!Array.isArray(value) || !value.every(isPlainText)) {
    return { message: 'Must be a list of names.' };
  }
  return value.length <= maxNames ? { value } : { message: `Give at most ${maxNames} names.` };
};

export type FieldReaders = Readonly<Record<string, FieldReader>>;

/** The fields of an object by their names on the wire; undefined when one of them is wrong. */
export function readFields<R extends FieldReaders>(
  readers: R,
  object: Readonly<Record<string, unknown>>,
  problems: EntryProblem[],
): { [K in keyof R]?: R[K] extends FieldReader<infer T> ? T : never } {
  const read: Record<string, unknown> = {};
  for (const name of Object.keys(object)) {
    const reader = Object.hasOwn(readers, name) ? readers[name] : undefined;
    if (reader === undefined) {
      problems.push({ code: 'request.invalid', path: shownPath(name), message: 'There is no such field.' });
      continue;
    }
    const reading = reader(object[name]);
    if ('value' in reading) read[name] = reading.value;
    else problems.push({ code: 'request.invalid', path: name, message: reading.message });
  }
  return read as { [K in keyof R]?: R[K] extends FieldReader<infer T> ? T : never };
}

type Fields<R extends FieldReaders> = { [K in keyof R]?: R[K] extends FieldReader<infer T> ? T : never };

/** A list of what a reader reads. Says what is wrong with the first that is not so. */
export function listOf<T>(reader: FieldReader<T>): FieldReader<T[]> {
  return (value) => {
    if (!Array.isArray(value)) return { message: 'Must be a list.' };
    const read: T[] = [];
    for (const [index, one] of value.entries()) {
      const reading = reader(one);
      if ('message' in reading) return { message: `${String(index)}: ${reading.message}` };
      read.push(reading.value);
    }
    return { value: read };
  };
}

/** A list of objects with these fields. */
export function objects<R extends FieldReaders>(readers: R): FieldReader<Fields<R>[]> {
  return listOf((value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return { message: 'Must be an object.' };
    const problems: EntryProblem[] = [];
    const fields = readFields(readers, value as Record<string, unknown>, problems);
    const [problem] = problems;
    return problem ? { message: `${problem.path}: ${problem.message}` } : { value: fields };
  });
}

export type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Without what was not given. */
export function given<T extends object>(fields: T): Given<T> {
  const kept: Partial<T> = {};
  for (const name in fields) if (fields[name] !== undefined) kept[name] = fields[name];
  return kept as Given<T>;
}
