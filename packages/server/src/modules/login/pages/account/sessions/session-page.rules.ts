import type { Session } from '#modules/sessions';

export interface SessionPage {
  /** The sessions other than the present one, newest first. */
  others: Session[];
  /** The id that the next page begins after; null on the last. */
  next: string | null;
}

/** How many to ask for, so that a page is full with or without the present session, and knows of a next one. */
export function rowsFor(size: number): number {
  return size + 2;
}

/** What a page shows of rows that were asked for by `rowsFor`. */
export function pageOfSessions(
  rows: readonly Session[],
  currentId: string | null,
  size: number,
): SessionPage {
  const others = rows.filter(({ id }) => id !== currentId);
  const shown = others.slice(0, size);
  return { others: shown, next: others.length > size ? (shown.at(-1)?.id ?? null) : null };
}

/** The methods of a sign-in (RFC 8176) in words, each said once; those without words are left out. */
export function methodsInWords(amr: readonly string[], words: Readonly<Record<string, string>>): string[] {
  return [...new Set(amr.flatMap((method) => (Object.hasOwn(words, method) ? [words[method] ?? ''] : [])))];
}
