import type { NewUser } from '#modules/users';
import type { FieldError } from '#platform/errors.ts';
import { isThingKind, readers } from '../kinds/readers.ts';
import { flag, given, levelOrNull, names, readFields, text, textOrNull, time, uuid } from './fields.rules.ts';
import type { Entry, EntryProblem, EntryReading, UserEntry } from './records.types.ts';

const userFields = {
  type: text,
  id: uuid,
  external_id: textOrNull,
  email: textOrNull,
  email_verified: flag,
  username: textOrNull,
  first_name: text,
  last_name: text,
  phone: textOrNull,
  is_active: flag,
  is_staff: flag,
  is_superuser: flag,
  created_at: time,
  last_sign_in_at: time,
  password_hash: textOrNull,
  roles: names,
  groups: names,
};

const permissionFields = { type: text, name: text, description: text };
const roleFields = { type: text, name: text, level: levelOrNull, description: text, permissions: names };
const groupFields = { type: text, name: text, description: text, roles: names };

/** What is judged by the modules that own it. */
export interface EntryJudges {
  /** Normalises a profile. */
  readProfile(input: NewUser): { user: NewUser; problems: FieldError[] };
  /** Whether a password hash can be verified here. */
  isReadableHash(encoded: string): boolean;
}

type UserFields = ReturnType<typeof readFields<typeof userFields>>;

function profileOf(fields: UserFields): NewUser {
  return given({
    // Nobody loses an external id by being listed without one.
    externalId: fields.external_id ?? undefined,
    email: fields.email,
    isEmailVerified: fields.email_verified,
    username: fields.username,
    firstName: fields.first_name,
    lastName: fields.last_name,
    phone: fields.phone,
    isActive: fields.is_active,
    isStaff: fields.is_staff,
    isSuperuser: fields.is_superuser,
  });
}

function readUser(object: Record<string, unknown>, judges: EntryJudges): EntryReading {
  const problems: EntryProblem[] = [];
  const fields = readFields(userFields, object, problems);
  const { user: profile, problems: wrong } = judges.readProfile(profileOf(fields));
  for (const { path, message } of wrong) problems.push({ code: 'users.invalid', path, message });
  const hash = fields.password_hash ?? undefined;
  if (hash !== undefined && !judges.isReadableHash(hash)) {
    const message = 'This is no password hash of a known format, or one that costs too much to verify.';
    problems.push({ code: 'users.invalid', path: 'password_hash', message });
  }
  if (profile.externalId == null && profile.email == null && profile.username == null) {
    const message = 'An external id, an email address or a username is required.';
    if (problems.length === 0) problems.push({ code: 'users.invalid', path: 'email', message });
  }
  if (problems.length > 0) return { problems };
  const entry: UserEntry = {
    kind: 'user',
    profile,
    ...given({
      id: fields.id,
      createdAt: fields.created_at,
      lastSignInAt: fields.last_sign_in_at,
      passwordHash: hash,
      roles: fields.roles,
      groups: fields.groups,
    }),
  };
  return { entry };
}

const missingName: EntryProblem = { code: 'request.invalid', path: 'name', message: 'A name is required.' };

/** The name is checked with the rest by those who make such things. */
function named<F extends { type?: string; name?: string }>(
  fields: F,
  problems: EntryProblem[],
  toEntry: (name: string, others: Omit<F, 'type' | 'name'>) => Entry,
): EntryReading {
  const { type: _type, name, ...others } = fields;
  if (name === undefined && problems.length === 0) problems.push(missingName);
  return problems.length > 0 || name === undefined ? { problems } : { entry: toEntry(name, others) };
}

/** Reads an object of JSON as a user, permission, role or group; every problem at once. Pure. */
export function readEntry(value: unknown, judges: EntryJudges): EntryReading {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { problems: [{ code: 'request.malformed', path: '', message: 'A line holds one JSON object.' }] };
  }
  const object = value as Record<string, unknown>;
  const problems: EntryProblem[] = [];
  const { type = 'user' } = object;
  if (isThingKind(type)) return readers[type](object);
  switch (type) {
    case 'user':
      return readUser(object, judges);
    case 'permission': {
      const fields = readFields(permissionFields, object, problems);
      return named(fields, problems, (name, others) => ({ kind: 'permission', name, ...others }));
    }
    case 'role': {
      const fields = readFields(roleFields, object, problems);
      return named(fields, problems, (name, others) => ({ kind: 'role', name, ...others }));
    }
    case 'group': {
      const fields = readFields(groupFields, object, problems);
      return named(fields, problems, (name, others) => ({ kind: 'group', name, ...others }));
    }
    default: {
      const message = `Use ${['user', 'permission', 'role', 'group', ...Object.keys(readers)].join(', ')}.`;
      return { problems: [{ code: 'request.invalid', path: 'type', message }] };
    }
  }
}
