import { FieldErrors, noField } from '../field-errors.ts';
import type { ItemColumns } from './kysely-columns.ts';

interface DatabaseError {
  message: string;
  /** SQLSTATE on PostgreSQL. */
  code?: unknown;
  detail?: unknown;
}

const isDatabaseError = (error: unknown): error is DatabaseError => error instanceof Error;

/** A value that a column cannot hold, such as one out of its range (SQLSTATE class 22). */
export const isDataException = (error: unknown): boolean =>
  isDatabaseError(error) && typeof error.code === 'string' && /^22[\dA-Z]{3}$/.test(error.code);

/** The columns that must be unique together; undefined where the error is another one. */
function uniqueColumns(error: DatabaseError): string[] | undefined {
  const sqlite = /UNIQUE constraint failed: (.+)$/.exec(error.message)?.[1];
  if (sqlite !== undefined) return sqlite.split(', ').map((name) => name.slice(name.lastIndexOf('.') + 1));
  if (error.code !== '23505') return undefined;
  const detail = typeof error.detail === 'string' ? error.detail : '';
  return (/\((.+?)\)=\(/.exec(detail)?.[1] ?? '').split(', ').map((name) => name.replaceAll('"', ''));
}

function uniqueErrors(fields: readonly (string | undefined)[]): FieldErrors {
  const known = fields.filter((field) => field !== undefined);
  const [only] = known;
  if (known.length === 1 && only !== undefined)
    return new FieldErrors({ [only]: ['This field must be unique.'] });
  const what = known.length === 0 ? 'It exists already.' : `${known.join(', ')} must be unique together.`;
  return new FieldErrors({ [noField]: [what] });
}

/** What a refused change says to whoever asked for it; other errors stay as they are. */
export function changeError<T>(error: unknown, columns: ItemColumns<T>): unknown {
  if (!isDatabaseError(error)) return error;
  const unique = uniqueColumns(error);
  if (unique) return uniqueErrors(unique.map((name) => columns.fieldOf(name)));
  if (isDataException(error)) return new FieldErrors({ [noField]: ['A value is out of range.'] });
  return error;
}
