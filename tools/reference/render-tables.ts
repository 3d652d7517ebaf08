import type { RouteEntry } from '../../packages/server/src/app/scopes/reference/route-table.ts';

const origin = 'Generated from the source by `npm run reference`; do not edit.';

function document(title: string, about: string, body: string): string {
  return `# ${title}\n\n${origin}\n\n${about}\n\n${body}\n`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

function table(head: string[], rows: string[][]): string {
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

/** One row for the methods of a path that do the same. */
function routeRows(routes: RouteEntry[]): string[][] {
  const methods = new Map<string, string[]>();
  for (const { method, path, credential, summary } of routes) {
    const row = JSON.stringify([`\`${path}\``, credential, summary]);
    methods.set(row, [...(methods.get(row) ?? []), method]);
  }
  return [...methods]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([row, names]) => [names.sort().join(', '), ...(JSON.parse(row) as string[])]);
}

export function renderRoutes(routes: RouteEntry[]): string {
  const tags = [...new Set(routes.map(({ tag }) => tag))].sort();
  const sections = tags.map((tag) => {
    const rows = routeRows(routes.filter((route) => route.tag === tag));
    return `## ${tag === '' ? 'Other' : tag}\n\n${table(['method', 'path', 'credential', 'what for'], rows)}`;
  });
  return document(
    'Routes',
    'A slash at the end of a path makes no difference. *Credential* says what a request must carry: `none`; ' +
      '`optional` (the answer depends on it); `any` of the accepted ones (`Authorization: Bearer`, `JWT` or `Token`, ' +
      'or the session cookie); the `session cookie` alone; or a permission that its user must hold.',
    sections.join('\n\n'),
  );
}
