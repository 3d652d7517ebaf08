import { CommandFailure, type FailureDetail } from '../../command-io.ts';
import type { Column, DjangoDatabase } from '../database/django-database.ts';
import { userFields, usualColumns, type DjangoMap, type UserField } from './map-file.rules.ts';

/** A table that ties users to something else. */
export interface Membership {
  table: string;
  user: string;
  other: string;
}

/** Where everything stands in a database of Django. */
export interface Layout {
  users: {
    table: string;
    key: string;
    keyType: string;
    /** The column, or what everybody has; nothing of what is left out. */
    fields: ReadonlyMap<UserField, string | boolean>;
    level: DjangoMap['level'];
  };
  groups: Membership | null;
  permissions: Membership | null;
  /** The table of OAuth clients: a project may have a model of its own. */
  applications: string | null;
  tables: ReadonlySet<string>;
}

/** Tables of well known apps, each with a `user_id`. */
const tellers = [
  'django_admin_log',
  'authtoken_token',
  'token_blacklist_outstandingtoken',
  'oauth2_provider_application',
  'oauth2_provider_accesstoken',
  'oauth2_provider_refreshtoken',
];

function failed(message: string, details: FailureDetail[] = []): CommandFailure {
  return new CommandFailure(message, {
    details,
    hint: 'Say it in a file for --map: docs/guides/from-django.md.',
  });
}

/** What foreign keys of well known apps call the model of users. */
async function findUserTable(db: DjangoDatabase, tables: ReadonlySet<string>): Promise<string> {
  const found = new Set<string>();
  for (const teller of tellers.filter((name) => tables.has(name))) {
    for (const { column, table } of await db.references(teller)) if (column === 'user_id') found.add(table);
  }
  const [only, ...others] = found;
  if (only !== undefined && others.length === 0) return only;
  if (only !== undefined)
    throw failed(
      `Users may be in any of these tables: ${[...found].sort().join(', ')}. Nothing was guessed.`,
    );
  if (tables.has('auth_user')) return 'auth_user';
  throw failed('No table says where the users are.');
}

async function findMembership(
  db: DjangoDatabase,
  about: { table: string; users: string; other: string; isNamed: boolean },
): Promise<Membership | null> {
  const { table, users, other, isNamed } = about;
  const references = await db.references(table);
  const user = references.find((reference) => reference.table === users);
  const target = references.find((reference) => reference.table === other);
  if (user && target) return { table, user: user.column, other: target.column };
  if (isNamed) throw failed(`The table ${table} does not tie ${users} to ${other}.`);
  return null;
}

interface Found {
  columns: readonly Column[];
  map: DjangoMap;
}

function keyOf({ columns, map }: Found, table: string): Column {
  const keys = columns.filter(({ name, isKey }) => (map.key === undefined ? isKey : name === map.key));
  const [key, ...others] = keys;
  if (key === undefined || others.length > 0)
    throw failed(`The table ${table} has no such key of one column.`);
  return key;
}

function fieldsOf({ columns, map }: Found, table: string): Map<UserField, string | boolean> {
  const names = new Set(columns.map(({ name }) => name));
  const fields = new Map<UserField, string | boolean>();
  const missing: FailureDetail[] = [];
  for (const field of userFields) {
    const told = map.fields[field];
    const column = told === undefined ? usualColumns[field] : told;
    if (typeof column === 'boolean') fields.set(field, column);
    else if (column !== null && names.has(column)) fields.set(field, column);
    else if (typeof told === 'string')
      missing.push({ path: `fields.${field}`, message: `${table} has no column ${told}.` });
  }
  const { level } = map;
  if (level && !names.has(level.column))
    missing.push({ path: 'level.column', message: `${table} has no column ${level.column}.` });
  if (missing.length > 0) throw failed('The map does not fit the database.', missing);
  if (!fields.has('email') && !fields.has('username'))
    throw failed(`The table ${table} has neither an email nor a username that is known.`);
  return fields;
}

async function findApplications(db: DjangoDatabase, tables: ReadonlySet<string>): Promise<string | null> {
  const usual = 'oauth2_provider_application';
  const tokens = 'oauth2_provider_accesstoken';
  const references = tables.has(tokens) ? await db.references(tokens) : [];
  const told = references.find(({ column }) => column === 'application_id')?.table;
  return told ?? (tables.has(usual) ? usual : null);
}

/** Finds the tables by their names and foreign keys. Errors: CommandFailure, also for what is ambiguous. */
export async function findLayout(db: DjangoDatabase, map: DjangoMap): Promise<Layout> {
  const tables = await db.tableNames();
  const table = map.table ?? (await findUserTable(db, tables));
  for (const name of [table, map.groupsTable, map.permissionsTable])
    if (name !== undefined && !tables.has(name)) throw failed(`There is no table ${name}.`);
  const found = { columns: await db.columns(table), map };
  const key = keyOf(found, table);
  const membership = async (usual: string, told: string | undefined, other: string) => {
    const name = told ?? usual;
    if (!tables.has(name) || !tables.has(other)) return null;
    return findMembership(db, { table: name, users: table, other, isNamed: told !== undefined });
  };
  return {
    users: {
      ...{ table, key: key.name, keyType: key.type },
      fields: fieldsOf(found, table),
      level: map.level,
    },
    groups: await membership(`${table}_groups`, map.groupsTable, 'auth_group'),
    permissions: await membership(`${table}_user_permissions`, map.permissionsTable, 'auth_permission'),
    applications: await findApplications(db, tables),
    tables,
  };
}
