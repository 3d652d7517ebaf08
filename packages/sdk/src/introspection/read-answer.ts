import { OstiaryError } from '../errors.ts';
import type { ActiveToken, Introspection } from '../ostiary.types.ts';

export const inactive: Introspection = Object.freeze({ active: false });

const textClaims = [
  'sub',
  'jti',
  'sid',
  'grant_id',
  'client_id',
  'scope',
  'iss',
  'username',
  'token_id',
] as const;
const flagClaims = ['may_enter', 'is_staff', 'is_superuser'] as const;
const timeClaims = ['exp', 'iat', 'nbf', 'auth_time'] as const;
const listClaims = ['roles', 'permissions'] as const;

function isTextList(value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

function isAccess(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return value === null;
  const { level, data } = value as Record<string, unknown>;
  return (level === null || typeof level === 'string') && isObject(data);
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isActive(fields: Record<string, unknown>): fields is Record<string, unknown> & ActiveToken {
  const fits = (name: string, isFitting: (value: unknown) => boolean): boolean =>
    fields[name] === undefined || isFitting(fields[name]);
  return (
    fields['active'] === true &&
    textClaims.every((name) => fits(name, (value) => typeof value === 'string')) &&
    timeClaims.every((name) => fits(name, (value) => typeof value === 'number')) &&
    listClaims.every((name) => fits(name, isTextList)) &&
    flagClaims.every((name) => fits(name, (value) => typeof value === 'boolean')) &&
    fits('level', (value) => value === null || typeof value === 'number') &&
    fits('service_access', isAccess)
  );
}

/** Errors: `protocol` for what is no answer of RFC 7662 section 2.2. */
export function readAnswer(fields: Record<string, unknown>): Introspection {
  if (fields['active'] === false) return inactive;
  if (isActive(fields)) return Object.freeze(fields);
  throw new OstiaryError('protocol', 'Introspection does not answer as RFC 7662 says.');
}
