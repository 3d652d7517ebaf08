import { isPermission, permissionNames } from '@ostiary/contract';
import { AppError, type FieldError } from '#platform/errors.ts';
import { isUuid } from '#platform/ids.ts';
import type { NewRole } from '../access.types.ts';

const namePattern = /^[A-Za-z0-9](?:[A-Za-z0-9._:-]{0,62}[A-Za-z0-9])?$/;
const permissionPattern = /^[a-z][a-z0-9_-]*(?:\.[a-z0-9_-]+)+$/;
const maxPermissionLength = 100;
const maxPermissions = 500;
const maxLevel = 1_000;
const maxDescriptionLength = 500;

/**
 * First words of permissions that only Ostiary defines. Beside those in the catalogue, the nouns of its
 * modules: a permission somebody made up today must not begin to mean something after an upgrade.
 */
const ownNamespaces: ReadonlySet<string> = new Set([
  ...permissionNames.map((name) => name.slice(0, name.indexOf('.'))),
  ...[
    'access',
    'account',
    'applications',
    'audit',
    'events',
    'federation',
    'groups',
    'keys',
    'login',
    'mail',
  ],
  ...['mfa', 'oauth', 'ostiary', 'passwords', 'services', 'sessions', 'tokens', 'users'],
]);

/** Errors: AppError `request.invalid` or, for permissions, `access.permission_unknown`, with the fields. */
export function checkRoleInput(input: Partial<NewRole>): void {
  const fields: FieldError[] = [];
  if (input.name !== undefined && (!namePattern.test(input.name) || isUuid(input.name))) {
    const message =
      'Use 1 to 64 letters, digits, dots, colons, hyphens and underscores, with a letter or digit at both ends.';
    fields.push({ path: 'name', message });
  }
  const level = input.level ?? 0;
  if (!Number.isInteger(level) || level < 0 || level > maxLevel) {
    fields.push({ path: 'level', message: `Use a whole number from 0 to ${String(maxLevel)}.` });
  }
  fields.push(...describeDescription(input.description ?? ''));
  if ((input.permissions ?? []).length > maxPermissions) {
    fields.push({
      path: 'permissions',
      message: `A role holds at most ${String(maxPermissions)} permissions.`,
    });
  }
  if (fields.length > 0) throw new AppError('request.invalid', { fields });
  checkPermissions(input.permissions ?? []);
}

/** The problem with a description, if there is one. */
export function describeDescription(description: string): FieldError[] {
  // PostgreSQL cannot store NUL, and neither database gives a lone surrogate back.
  const isPlain = description.isWellFormed() && !description.includes('\0');
  if (description.length <= maxDescriptionLength && isPlain) return [];
  const message = `Use at most ${String(maxDescriptionLength)} characters of plain text.`;
  return [{ path: 'description', message }];
}

function checkPermissions(permissions: readonly string[]): void {
  const fields = permissions.flatMap((name, index): FieldError[] => {
    const message = problemOfPermission(name);
    return message === undefined ? [] : [{ path: `permissions.${String(index)}`, message }];
  });
  if (fields.length > 0) throw new AppError('access.permission_unknown', { fields });
}

function problemOfPermission(name: string): string | undefined {
  if (name.length > maxPermissionLength || !permissionPattern.test(name)) {
    return 'Write permissions in small letters, with a dot between noun and verb, such as orders.read.';
  }
  const namespace = name.slice(0, name.indexOf('.'));
  if (ownNamespaces.has(namespace) && !isPermission(name)) {
    return `Ostiary has no such permission, and those that begin with "${namespace}." are its own.`;
  }
  return undefined;
}

export function distinctSorted(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}
