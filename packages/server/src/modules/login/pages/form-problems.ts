import type { AppError, FieldError } from '#platform/errors.ts';
import { translated, wordsFor, type Messages } from './messages/messages.ts';

/** Why a form was not accepted. */
export interface FormProblems {
  /** What belongs to no field that the page shows. */
  general: string[];
  byField: Map<string, string[]>;
  count: number;
}

export const noProblems: FormProblems = { general: [], byField: new Map(), count: 0 };

/** The same complaint about several parts of a field is said once. */
function wordsOf(messages: Messages, fields: readonly FieldError[]): string[] {
  return [...new Set(fields.map(({ message }) => translated(messages, message)))];
}

/** `redirect_uris.0` is a part of the field `redirect_uris`. */
function fieldOf(path: string): string {
  return path.split('.')[0] ?? '';
}

/** Sorts the reasons of an error to the fields of a page, in the order in which the page shows them. */
export function problemsOf(
  messages: Messages,
  error: AppError,
  shownFields: readonly string[],
): FormProblems {
  const byField = new Map<string, string[]>();
  for (const field of shownFields) {
    const texts = error.fields.filter(({ path }) => fieldOf(path) === field);
    if (texts.length > 0) byField.set(field, wordsOf(messages, texts));
  }
  const elsewhere = error.fields.filter(({ path }) => !shownFields.includes(fieldOf(path)));
  const general = error.fields.length > 0 ? wordsOf(messages, elsewhere) : [wordsFor(messages, error)];
  return { general, byField, count: general.length + byField.size };
}
