import type { KnownUser } from '../../directory/directory.types.ts';
import type { JsonObject, UserRecord } from '../../wire.ts';
import type { DefinitionWrite, Mark, MirrorState } from '../store.types.ts';
import type { DefinitionRow, Engine, GoneRow, StateRow, UserRow } from './tables.ts';

const textFields = [
  'email',
  'username',
  'first_name',
  'last_name',
  'phone',
  'external_id',
  'created_at',
] as const;

/** PostgreSQL stores neither NUL nor half a character; what a person sees is the same without. */
function storable(text: string): string {
  return text.toWellFormed().replaceAll('\u0000', '\ufffd');
}

function toJson(value: unknown): string {
  return JSON.stringify(value, (_key, one: unknown) => {
    if (typeof one === 'string') return storable(one);
    if (typeof one !== 'object' || one === null || Array.isArray(one)) return one;
    return Object.fromEntries(Object.entries(one).map(([key, inner]) => [storable(key), inner as unknown]));
  });
}

function fromJson(stored: unknown): unknown {
  return typeof stored === 'string' ? (JSON.parse(stored) as unknown) : stored;
}

const textOrNull = (value: string | null | undefined): string | null =>
  typeof value === 'string' ? storable(value) : null;

export function markOf({ generation, position }: { [name in keyof Mark]: number | string }): Mark {
  return { generation: Number(generation), position: Number(position) };
}

export function rowOfUser(user: UserRecord, mark: Mark, { isPostgres }: Engine): UserRow {
  const truth = (value: boolean): boolean | number => (isPostgres ? value : Number(value));
  return {
    sub: user.sub,
    email: textOrNull(user.email),
    username: textOrNull(user.username),
    first_name: textOrNull(user.first_name),
    last_name: textOrNull(user.last_name),
    phone: textOrNull(user.phone),
    external_id: textOrNull(user.external_id),
    created_at: textOrNull(user.created_at),
    is_active: truth(user.is_active),
    is_staff: truth(user.is_staff),
    is_superuser: truth(user.is_superuser),
    role_ids: toJson(user.role_ids),
    group_ids: toJson(user.group_ids),
    access_level: textOrNull(user.access?.level),
    data: user.access === null ? null : toJson(user.access.data),
    deleted_at: null,
    deleted_reason: null,
    fields: textFields.filter((name) => user[name] !== undefined).join(','),
    ...mark,
  };
}

/** What is kept of a user who has gone: that there was one, and since when not. */
export function rowOfTombstone(
  { sub, reason, at, ...mark }: { sub: string; reason: string; at: number } & Mark,
  stored: UserRow | undefined,
  engine: Engine,
): UserRow {
  const nobody: UserRecord = {
    ...{ sub, is_active: false, is_staff: false, is_superuser: false },
    ...{ role_ids: [], group_ids: [], access: null },
  };
  return {
    ...rowOfUser(nobody, mark, engine),
    deleted_at: stored?.deleted_at ?? new Date(at).toISOString(),
    deleted_reason: reason,
  };
}

export function recordOf(row: UserRow): UserRecord {
  const told = new Set(row.fields.split(','));
  const profile = Object.fromEntries(
    textFields.filter((name) => told.has(name)).map((name) => [name, row[name]]),
  );
  return {
    sub: row.sub,
    is_active: Boolean(row.is_active),
    is_staff: Boolean(row.is_staff),
    is_superuser: Boolean(row.is_superuser),
    role_ids: fromJson(row.role_ids) as string[],
    group_ids: fromJson(row.group_ids) as string[],
    access: row.data === null ? null : { level: row.access_level, data: fromJson(row.data) as JsonObject },
    ...profile,
  };
}

const reasonOf = (stored: string | null): 'deleted' | 'no_access' =>
  stored === 'deleted' ? 'deleted' : 'no_access';

export function knownOfUser(row: UserRow): KnownUser {
  if (row.deleted_at !== null) return { user: null, reason: reasonOf(row.deleted_reason) };
  return { user: recordOf(row) };
}

export function knownOfGone({ reason }: Pick<GoneRow, 'reason'>): KnownUser {
  return { user: null, reason: reasonOf(reason) };
}

export function rowOfDefinition({ kind, id, record }: DefinitionWrite, mark: Mark): DefinitionRow {
  return { kind, id, record: record === null ? null : toJson(record), ...mark };
}

export function definitionOf(row: DefinitionRow): DefinitionWrite & Mark {
  // Written by `rowOfDefinition`, so that kind and record belong together.
  return { kind: row.kind, id: row.id, record: fromJson(row.record), ...markOf(row) } as DefinitionWrite &
    Mark;
}

export function stateOf(row: StateRow): MirrorState {
  return {
    ...markOf(row),
    head: row.head,
    cursor: row.cursor,
    floor: Number(row.floor),
    resetPosition: Number(row.reset_position),
  };
}
