const origin = 'Generated from the source by `npm run reference`; do not edit.';

/** A page of the reference. */
export function document(title: string, about: string, body: string): string {
  return `# ${title}\n\n${origin}\n\n${about}\n\n${body}\n`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

export function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function byName<T>(catalogue: Record<string, T>): [string, T][] {
  return Object.entries(catalogue).sort(([a], [b]) => (a < b ? -1 : 1));
}

export function renderErrors(catalogue: Record<string, { status: number; message: string }>): string {
  const rows = byName(catalogue).map(([code, { status, message }]) => [
    `\`${code}\``,
    String(status),
    message,
  ]);
  return document(
    'Error codes',
    'Codes are stable; programs may branch on them. Messages may be made more precise by the place that answers. ' +
      'The management API answers with `application/problem+json` (RFC 9457) and the code in `code`; the token API ' +
      'and the compatible routes answer in the shapes of the contracts they follow; pages answer with documents.',
    table(['code', 'status', 'message'], rows),
  );
}

export function renderCatalogue(
  title: string,
  about: string,
  given: { column: string; catalogue: Record<string, string> },
): string {
  const rows = byName(given.catalogue).map(([name, meaning]) => [`\`${name}\``, meaning]);
  return document(title, about, table([given.column, 'meaning'], rows));
}
