import type { RouteEntry } from '../../packages/server/src/app/scopes/reference/route-table.ts';
import { document, table } from './render-tables.ts';

function list(words: readonly string[]): string {
  return words.map((word) => `\`${word}\``).join(', ');
}

/** The same for methods of a path that do the same, so that they share a row. */
function cellsOf({ path, credential, summary, ...route }: RouteEntry): string[] {
  const manners = [
    ...(route.isIdempotent ? ['`Idempotency-Key`'] : []),
    ...(route.takesIfMatch ? ['`If-Match`'] : []),
  ];
  const errors = [...route.ownErrors].sort();
  return [`\`${path}\``, credential, summary, ...(route.isApi ? [manners.join(', '), list(errors)] : [])];
}

function routeRows(routes: readonly RouteEntry[]): string[][] {
  const methods = Map.groupBy(routes, (route) => JSON.stringify(cellsOf(route)));
  return [...methods]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([row, alike]) => [
      alike
        .map(({ method }) => method)
        .sort()
        .join(', '),
      ...(JSON.parse(row) as string[]),
    ]);
}

const everywhere = ['method', 'path', 'credential', 'what for'];

function section(tag: string, routes: readonly RouteEntry[]): string {
  const isApi = routes.every((route) => route.isApi);
  const head = isApi ? [...everywhere, 'takes', 'errors of its own'] : everywhere;
  return `## ${tag === '' ? 'Other' : tag}\n\n${table(head, routeRows(routes))}`;
}

export function renderRoutes(routes: readonly RouteEntry[]): string {
  const byTag = [...Map.groupBy(routes, ({ tag }) => tag)].sort(([a], [b]) => (a < b ? -1 : 1));
  return document(
    'Routes',
    'A slash at the end of a path makes no difference. *Credential* says what a request must carry: `none`; ' +
      '`optional` (the answer depends on it); `any` of the accepted ones (`Authorization: Bearer`, `JWT` or `Token`, ' +
      'or the session cookie); the `session cookie` alone; or a permission that its user must hold. *Takes* names ' +
      'the headers that make a request safe to repeat or a change safe against others; *errors of its own* come on ' +
      'top of those that any route of the management API may answer ([error codes](errors.md)). Parameters, bodies ' +
      'and every answer are in [openapi.json](openapi.json).',
    byTag.map(([tag, alike]) => section(tag, alike)).join('\n\n'),
  );
}

export function renderPermissions(catalogue: Record<string, string>, routes: readonly RouteEntry[]): string {
  const names = Object.keys(catalogue).sort();
  const rows = names.map((name) => {
    const needing = routes.filter(({ permission }) => permission === name);
    return [
      `\`${name}\``,
      catalogue[name] ?? '',
      list(needing.map(({ method, path }) => `${method} ${path}`)),
    ];
  });
  return document(
    'Permissions',
    'What Ostiary itself checks. A role holds any set of these, and of those that your services define. ' +
      'Some routes check more than the permission of their own: whether the caller holds what they would give.',
    table(['permission', 'meaning', 'routes that need it'], rows),
  );
}
