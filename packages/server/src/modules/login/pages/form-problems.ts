import type { AppError } from '#platform/errors.ts';
import { wordsFor } from './messages.ts';

/** Why a form was not accepted. */
export interface FormProblems {
  /** What belongs to no field that the page shows. */
  general: string[];
  byField: Map<string, string[]>;
  count: number;
}

export const noProblems: FormProblems = { general: [], byField: new Map(), count: 0 };

/** Sorts the reasons of an error to the fields of a page, in the order in which the page shows them. */
export function problemsOf(error: AppError, shownFields: readonly string[]): FormProblems {
  const byField = new Map<string, string[]>();
  for (const field of shownFields) {
    const texts = error.fields.filter((problem) => problem.path === field).map((problem) => problem.message);
    if (texts.length > 0) byField.set(field, texts);
  }
  const elsewhere = error.fields.filter((problem) => !shownFields.includes(problem.path));
  const general = error.fields.length > 0 ? elsewhere.map((problem) => problem.message) : [wordsFor(error)];
  return { general, byField, count: general.length + byField.size };
}
