import { stringify } from 'csv-stringify/sync';
import type { ReviewedUser } from './access-review.types.ts';

const columns = [
  ...['id', 'email', 'username', 'is_active', 'is_staff', 'is_superuser'],
  ...['roles', 'groups', 'group_roles', 'permissions', 'level', 'services'],
];

/** No name of a role, group or service has a semicolon, and none of a service or level an equals sign. */
function listed(names: readonly string[]): string {
  return names.join(';');
}

function cellsOf(user: ReviewedUser): (string | number | null)[] {
  return [
    ...[user.id, user.email, user.username],
    ...[String(user.isActive), String(user.isStaff), String(user.isSuperuser)],
    ...[listed(user.roles), listed(user.groups), listed(user.groupRoles)],
    ...[user.permissions, user.level],
    listed(user.services.map(({ name, level }) => (level === null ? name : `${name}=${level}`))),
  ];
}

/** Lines of RFC 4180. What a spreadsheet would take for a formula begins with an apostrophe. */
function toLines(rows: readonly (string | number | null)[][]): string {
  return stringify([...rows], { record_delimiter: 'windows', escape_formulas: true });
}

/** The review as CSV, a piece for each page; the first has the names of the columns. */
export async function* reviewToCsv(pages: AsyncIterable<readonly ReviewedUser[]>): AsyncGenerator<string> {
  yield toLines([columns]);
  for await (const users of pages) {
    if (users.length > 0) yield toLines(users.map(cellsOf));
  }
}
