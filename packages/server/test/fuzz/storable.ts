/** What neither database keeps as it is. */
export function problemOfDatabaseText(text: string): string | undefined {
  if (text.includes('\0')) return 'It has a NUL.';
  return text.isWellFormed() ? undefined : 'It has half a surrogate pair.';
}
