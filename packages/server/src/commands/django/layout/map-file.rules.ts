import type { FailureDetail } from '../../command-io.ts';
import type { Json, JsonObject } from '../../output.ts';

/** What a user has here, and the column of Django's own model that says so. */
export const usualColumns = {
  email: 'email',
  email_verified: null,
  username: 'username',
  first_name: 'first_name',
  last_name: 'last_name',
  phone: null,
  is_active: 'is_active',
  is_staff: 'is_staff',
  is_superuser: 'is_superuser',
  created_at: 'date_joined',
  last_sign_in_at: 'last_login',
  password: 'password',
} as const;

export type UserField = keyof typeof usualColumns;

export const userFields = Object.keys(usualColumns) as UserField[];

const flagFields: readonly string[] = ['email_verified', 'is_active', 'is_staff', 'is_superuser'];

/** Where users are and what they are made of, as its owner tells us. */
export interface DjangoMap {
  /** Of users. */
  table?: string;
  key?: string;
  /** The column; a value for everybody; null for nothing. */
  fields: Partial<Record<UserField, string | boolean | null>>;
  groupsTable?: string;
  permissionsTable?: string;
  /** A column, and the role that each of its values gives. */
  level?: { column: string; roles: ReadonlyMap<string, string> };
  /** New names of groups. */
  groups: ReadonlyMap<string, string>;
  /** What permissions of an app begin with here. */
  permissionLabels: ReadonlyMap<string, string>;
}

/** Collects what is wrong, each with its place. */
class Reader {
  readonly problems: FailureDetail[] = [];

  wrong(path: string, message: string): undefined {
    this.problems.push({ path, message });
    return undefined;
  }

  object(path: string, value: Json | undefined, known?: readonly string[]): JsonObject {
    if (value === undefined) return {};
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      this.wrong(path, 'Must be an object.');
      return {};
    }
    for (const name of known === undefined ? [] : Object.keys(value)) {
      if (!known?.includes(name)) this.wrong(join(path, name), `Use ${(known ?? []).join(', ')}.`);
    }
    return value;
  }

  text(path: string, value: Json | undefined): string | undefined {
    if (value === undefined) return undefined;
    return typeof value === 'string' && value !== ''
      ? value
      : this.wrong(path, 'Must be a text that is not empty.');
  }

  texts(path: string, value: Json | undefined): Map<string, string> {
    const entries = Object.entries(this.object(path, value));
    return new Map(
      entries.flatMap(([name, each]) => {
        const text = this.text(join(path, name), each);
        return text === undefined ? [] : [[name, text] as const];
      }),
    );
  }
}

function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

function readFields(reader: Reader, value: Json | undefined): DjangoMap['fields'] {
  const given = reader.object('fields', value, userFields);
  const fields: DjangoMap['fields'] = {};
  for (const name of userFields) {
    const column = given[name];
    if (column === undefined) continue;
    const isFlag = flagFields.includes(name);
    if (column === null || (typeof column === 'string' && column !== '')) fields[name] = column;
    else if (typeof column === 'boolean' && isFlag) fields[name] = column;
    else reader.wrong(`fields.${name}`, `Name a column, or null${isFlag ? ', true or false' : ''}.`);
  }
  return fields;
}

function readLevel(reader: Reader, value: Json | undefined): DjangoMap['level'] {
  if (value === undefined) return undefined;
  const level = reader.object('level', value, ['column', 'roles']);
  const column = reader.text('level.column', level['column'] ?? '');
  const roles = reader.texts('level.roles', level['roles'] ?? {});
  if (roles.size === 0) return reader.wrong('level.roles', 'Name the role that each value gives.');
  return column === undefined ? undefined : { column, roles };
}

function given<T extends object>(fields: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}

const known = [
  ...['table', 'key', 'fields', 'groups_table', 'permissions_table', 'level', 'groups'],
  'permission_labels',
];

/** Reads a map file; every problem at once. */
export function readMap(value: Json): DjangoMap | { problems: FailureDetail[] } {
  const reader = new Reader();
  const map = reader.object('', value, known);
  const labels = reader.texts('permission_labels', map['permission_labels']);
  for (const [app, label] of labels) {
    if (!/^[a-z][a-z0-9_-]*$/.test(label))
      reader.wrong(`permission_labels.${app}`, 'Use small letters, digits, _ and -, a letter first.');
  }
  const read = given<DjangoMap>({
    table: reader.text('table', map['table']),
    key: reader.text('key', map['key']),
    fields: readFields(reader, map['fields']),
    groupsTable: reader.text('groups_table', map['groups_table']),
    permissionsTable: reader.text('permissions_table', map['permissions_table']),
    level: readLevel(reader, map['level']),
    groups: reader.texts('groups', map['groups']),
    permissionLabels: labels,
  });
  return reader.problems.length > 0 ? { problems: reader.problems } : read;
}

export const noMap: DjangoMap = { fields: {}, groups: new Map(), permissionLabels: new Map() };
