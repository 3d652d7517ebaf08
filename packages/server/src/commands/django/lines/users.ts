import { isReadableHash } from '#modules/passwords';
import type { Json } from '../../output.ts';
import type { Origin } from '../conflicts.ts';
import { pagesOf, quoted, type Row } from '../database/django-database.ts';
import type { Membership } from '../layout/find-layout.ts';
import { userFields, type UserField } from '../layout/map-file.rules.ts';
import { flagOf, keyText, textOf, textOrNull, timeOf } from '../values.rules.ts';
import type { Groups } from './groups.ts';
import type { HeldPermissions } from './permissions.ts';
import { lineOf, type Line, type Reading } from './reading.ts';
import { roleOfPermission } from './role-names.rules.ts';
import { readSharedNames, sharedColumns, type SharedNames } from './shared-names.ts';

/** As many roles or groups as a line may name. */
const maxNames = 100;

/** A row, and what is beside it in other tables: names of groups, names of permissions. */
interface Person {
  row: Row;
  from: Origin;
  shared: SharedNames;
  groups: string[];
  permissions: string[];
}

/** What those of a page are tied to, by their keys. */
async function tiesOf(
  { db }: Reading,
  membership: Membership | null,
  page: readonly Row[],
): Promise<Map<unknown, string[]>> {
  const ties = new Map<unknown, string[]>();
  if (membership === null) return ties;
  const [user, other] = [quoted(membership.user), quoted(membership.other)];
  const rows = await db.rows(
    `select ${user} as user_key, ${other} as other_key from ${quoted(membership.table)}
     where ${user} >= ? and ${user} <= ? order by ${user}, ${other}`,
    [page[0]?.['row_key'], page.at(-1)?.['row_key']],
  );
  for (const row of rows) {
    const all = ties.get(row['user_key']) ?? [];
    if (all.length === 0) ties.set(row['user_key'], all);
    all.push(textOf(row['other_key']));
  }
  return ties;
}

/** What a field says: of its column, or of everybody. */
function valueOf({ layout }: Reading, row: Row, field: UserField): unknown {
  const told = layout.users.fields.get(field);
  return typeof told === 'string' ? row[field] : told;
}

function flag(reading: Reading, row: Row, field: UserField): boolean | undefined {
  const value = valueOf(reading, row, field);
  return value === undefined ? undefined : flagOf(value);
}

function time(reading: Reading, { row, from }: Person, field: 'created_at' | 'last_sign_in_at') {
  const value = valueOf(reading, row, field);
  if (value === undefined || textOf(value) === '') return undefined;
  const read = timeOf(value);
  if (read !== undefined) return read;
  const path = String(reading.layout.users.fields.get(field));
  const message = 'This is no time since 1970, and is left out.';
  reading.conflicts.add(from, { code: 'date', path, message });
  return undefined;
}

/** What somebody signs in with; nothing of what two people share. */
function identifier(reading: Reading, { row, from, shared }: Person, field: 'email' | 'username') {
  const value = valueOf(reading, row, field);
  const text = textOf(value);
  if (value === undefined || text === '') return undefined;
  if (!shared.isShared(field, row)) return text;
  const path = String(reading.layout.users.fields.get(field));
  const what = field === 'email' ? 'address' : 'username';
  const message = `Somebody else has the same ${what} but for case, so that neither of them gets it.`;
  reading.conflicts.add(from, { code: `${field}_shared`, path, message });
  return undefined;
}

function passwordHash(reading: Reading, { row, from }: Person): string | undefined {
  const encoded = textOrNull(valueOf(reading, row, 'password')) ?? '';
  // Django's own sign of an account without a password.
  if (encoded === '' || encoded.startsWith('!')) return undefined;
  if (isReadableHash(encoded)) return encoded;
  const path = String(reading.layout.users.fields.get('password'));
  const format = /^[a-z0-9_]{1,40}(?=\$)/.exec(encoded)?.[0] ?? 'unknown';
  const message = `Hashes of the format ${format} cannot be verified, or this one costs too much: a new password is needed.`;
  reading.conflicts.add(from, { code: 'password_hash', path, message });
  return undefined;
}

function levelRole(reading: Reading, { row, from }: Person): string[] {
  const { level } = reading.layout.users;
  if (!level) return [];
  const value = textOf(row['level_value']);
  const role = level.roles.get(value);
  if (role !== undefined || value === '') return role === undefined ? [] : [role];
  const message = `The map names no role for the value ${value.slice(0, 40)}.`;
  reading.conflicts.add(from, { code: 'level', path: level.column, message });
  return [];
}

function rolesOf(reading: Reading, person: Person): string[] {
  const direct = [...new Set(person.permissions)].map(roleOfPermission);
  const roles = [...levelRole(reading, person), ...direct];
  if (roles.length <= maxNames) return roles;
  const message = `More than ${String(maxNames)} permissions without a group: those beyond are left out. Make a group of them.`;
  const path = reading.layout.permissions?.table ?? '';
  reading.conflicts.add(person.from, { code: 'permissions_many', path, message });
  return roles.slice(0, maxNames);
}

function some(names: readonly string[]): Json | undefined {
  return names.length === 0 ? undefined : [...names];
}

function lineOfPerson(reading: Reading, person: Person): Line[] {
  const { row, from } = person;
  const text = (field: UserField): string | undefined => {
    const value = valueOf(reading, row, field);
    return value === undefined ? undefined : textOf(value);
  };
  const email = identifier(reading, person, 'email');
  const username = identifier(reading, person, 'username');
  if (email === undefined && username === undefined) {
    const message = 'Nothing is left to sign in with: neither an email address nor a username. Left out.';
    reading.conflicts.add(from, { code: 'no_identifier', path: '', message });
    return [];
  }
  const object = lineOf({
    type: 'user',
    external_id: `${reading.idPrefix}${from.key}`,
    email,
    email_verified: email === undefined ? undefined : flag(reading, row, 'email_verified'),
    username,
    first_name: text('first_name'),
    last_name: text('last_name'),
    phone: text('phone') || undefined,
    is_active: flag(reading, row, 'is_active'),
    is_staff: flag(reading, row, 'is_staff'),
    is_superuser: flag(reading, row, 'is_superuser'),
    created_at: time(reading, person, 'created_at'),
    last_sign_in_at: time(reading, person, 'last_sign_in_at'),
    password_hash: passwordHash(reading, person),
    roles: some(rolesOf(reading, person)),
    groups: some(person.groups.slice(0, maxNames)),
  });
  return [{ object, from }];
}

function columnsOf({ layout }: Reading): string[] {
  const { fields, level } = layout.users;
  const columns = userFields.flatMap((field) => {
    const column = fields.get(field);
    return typeof column === 'string' ? [`${quoted(column)} as ${field}`] : [];
  });
  return [...columns, ...(level ? [`${quoted(level.column)} as level_value`] : []), ...sharedColumns(layout)];
}

/** Everybody, with their roles and groups. */
export async function* userLines(
  reading: Reading,
  held: HeldPermissions,
  groups: Groups,
): AsyncGenerator<Line[]> {
  const { table, key, keyType } = reading.layout.users;
  const shared = await readSharedNames(reading);
  for await (const page of pagesOf(reading.db, { table, key, columns: columnsOf(reading) })) {
    const groupsOf = await tiesOf(reading, reading.layout.groups, page);
    const permissionsOf = await tiesOf(reading, reading.layout.permissions, page);
    yield page.flatMap((row) => {
      const tied = row['row_key'];
      const person: Person = {
        row,
        from: { table, key: keyText(tied, keyType) },
        shared,
        groups: (groupsOf.get(tied) ?? []).flatMap((each) => groups.get(each)?.name ?? []),
        permissions: (permissionsOf.get(tied) ?? []).flatMap((each) => held.get(each)?.name ?? []),
      };
      return lineOfPerson(reading, person);
    });
  }
}
