import type { ErrorCode } from '@ostiary/contract';
import type { NewUser } from '#modules/users';
import type { ThingEntry } from '../kinds/things.types.ts';

export interface UserEntry {
  kind: 'user';
  /** As they were given, normalised; what was not given is absent. */
  profile: NewUser;
  /** The subject; taken only when the user is made. */
  id?: string;
  /** Epoch milliseconds; taken only when the user is made. */
  createdAt?: number;
  lastSignInAt?: number;
  passwordHash?: string;
  roles?: string[];
  groups?: string[];
}

export interface PermissionEntry {
  kind: 'permission';
  name: string;
  description?: string;
}

export interface RoleEntry {
  kind: 'role';
  name: string;
  level?: number | null;
  description?: string;
  permissions?: string[];
}

export interface GroupEntry {
  kind: 'group';
  name: string;
  description?: string;
  /** Names. */
  roles?: string[];
}

export type Entry = UserEntry | PermissionEntry | RoleEntry | GroupEntry | ThingEntry;

/** What is wrong with a field, or with `path` empty with all of the line. */
export interface EntryProblem {
  code: ErrorCode;
  path: string;
  message: string;
}

export type EntryReading = { entry: Entry } | { problems: EntryProblem[] };

/** One line of the source, read or refused. */
export interface Line {
  line: number;
  endLine: number;
  /** Its length in the source. */
  bytes: number;
  reading: EntryReading;
}
