import { AppError, type FieldError } from '#platform/errors.ts';
import { isUuid } from '#platform/ids.ts';
import type { NewRole } from '../access.types.ts';
import { problemOfPermission } from '../permissions/permission-name.rules.ts';

const namePattern = /^[A-Za-z0-9](?:[A-Za-z0-9._:-]{0,62}[A-Za-z0-9])?$/;
const maxPermissions = 500;
const maxLevel = 1_000;
const maxDescriptionLength = 500;

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
  const { permissions = [] } = input;
  if (permissions.length > maxPermissions) {
    fields.push({
      path: 'permissions',
      message: `A role holds at most ${String(maxPermissions)} permissions.`,
    });
  }
  if (fields.length > 0) throw new AppError('request.invalid', { fields });
  checkPermissions(permissions);
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

export function distinctSorted(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}
