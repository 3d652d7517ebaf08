const maxNameLength = 60;

/** What somebody calls a factor: one line without what cannot be seen; `otherwise` for nothing. */
export function factorName(typed: string, otherwise: string): string {
  const name = typed
    .replace(/[\p{C}\p{Z}]+/gu, ' ')
    .trim()
    .slice(0, maxNameLength)
    .trim();
  return name === '' ? otherwise : name;
}
