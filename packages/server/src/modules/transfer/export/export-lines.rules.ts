import type { DefinedPermission, Group, Held, Role } from '#modules/access';
import { isoTime } from '#platform/clock.ts';
import { csvColumns, guarded, joinNames, type CsvColumn } from '../records/csv-cells.rules.ts';
import type { ExportOptions } from '../transfer.types.ts';
import type { ExportedUser } from './user-pages.ts';

type Line = Partial<Record<CsvColumn | 'id', string | boolean | string[] | null>>;

function directRoles(held: Held | undefined): string[] {
  const direct = held?.roles.filter(({ group }) => group === null) ?? [];
  return direct.map(({ name }) => name).sort();
}

/** A user as a line that an import reads: always the same fields in the same order. */
function toLine({ user, held, hash }: ExportedUser, options: ExportOptions): Line {
  return {
    ...(options.isEverything && { id: user.id }),
    external_id: user.externalId,
    email: user.email,
    email_verified: user.emailVerifiedAt !== null,
    username: user.username,
    first_name: user.firstName,
    last_name: user.lastName,
    phone: user.phone,
    is_active: user.isActive,
    is_staff: user.isStaff,
    is_superuser: user.isSuperuser,
    created_at: isoTime(user.createdAt),
    last_sign_in_at: user.lastSignInAt === null ? null : isoTime(user.lastSignInAt),
    ...(options.hasHashes && { password_hash: hash ?? null }),
    ...(options.hasRoles && { roles: directRoles(held) }),
    ...(options.hasGroups && { groups: held?.groups ?? [] }),
  };
}

export function userToJson(exported: ExportedUser, options: ExportOptions): string {
  return JSON.stringify(toLine(exported, options));
}

/** The columns that the options ask for. */
export function columnsOf(options: ExportOptions): CsvColumn[] {
  const isWanted: Partial<Record<CsvColumn, boolean>> = {
    password_hash: options.hasHashes ?? false,
    roles: options.hasRoles ?? false,
    groups: options.hasGroups ?? false,
  };
  return csvColumns.filter((column) => isWanted[column] ?? true);
}

export function userToCells(exported: ExportedUser, options: ExportOptions): string[] {
  const line = toLine(exported, options);
  return columnsOf(options).map((column) => {
    const value = line[column] ?? '';
    return guarded(column, Array.isArray(value) ? joinNames(value) : String(value));
  });
}

export function permissionToJson({ name, description }: DefinedPermission): string {
  return JSON.stringify({ type: 'permission', name, description });
}

export function roleToJson({ name, level, description, permissions }: Role): string {
  return JSON.stringify({ type: 'role', name, level, description, permissions });
}

export function groupToJson({ name, description, roles }: Group, options: ExportOptions): string {
  return JSON.stringify({ type: 'group', name, description, ...(options.hasRoles && { roles }) });
}
