import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { provideDjango } from './django-packages.ts';

const project = fileURLToPath(new URL('project/', import.meta.url));
const maxBuffer = 1024 * 1024 * 1024;

export interface MadeUser {
  id: string;
  email: string;
  username: string | null;
  /** The hasher. */
  kind: string;
  password: string | null;
  is_active: boolean;
  is_staff?: boolean;
  is_superuser?: boolean;
}

export interface MadeApplication {
  name: string;
  client_id: string;
  secret: string;
  client_type: string;
  grant: string;
}

/** A token of django-oauth-toolkit. */
export interface MadeToken {
  user: string | null;
  client_id: string;
  kind: 'live' | 'expired' | 'revoked' | 'inactive';
  scope: string;
  token: string;
}

/** What project/fill.py says that it made. */
export interface Made {
  users: MadeUser[];
  total_users: number;
  crowd: { count: number; password: string };
  groups: Record<string, string[]>;
  member: { id: string; groups: string[]; permission: string };
  drf_tokens: { user: string; key: string; is_active: boolean }[];
  simplejwt: { user: string; token: string; kind: 'live' | 'blacklisted' | 'expired' | 'inactive' }[];
  applications: MadeApplication[];
  dot_access: MadeToken[];
  dot_refresh: MadeToken[];
  conflicts: Record<string, string | string[]>;
}

export interface Filling {
  /** A file, or a postgres:// URL of an empty database. */
  database: string;
  /** Django's own model of users, or one of the project's. */
  users: 'auth' | 'people';
  /** How many beside the samples. */
  crowd: number;
  /** Epoch seconds. */
  now: number;
}

/** Makes the tables and fills them with real Django. The same filling makes the same rows. */
export async function fillDjango({ database, users, crowd, now }: Filling): Promise<Made> {
  const { python, env } = await provideDjango();
  const { stdout } = await promisify(execFile)(python, ['-S', `${project}fill.py`], {
    env: {
      ...env,
      ...{ DJANGO_DATABASE: database, DJANGO_USERS: users },
      ...{ FILL_USERS: String(crowd), FILL_NOW: String(now) },
    },
    maxBuffer,
  });
  return JSON.parse(stdout) as Made;
}

/** What a map of the project's own users says. */
export const peopleMap = {
  fields: {
    first_name: 'given_name',
    last_name: 'family_name',
    phone: 'mobile',
    created_at: 'registered',
    email_verified: true,
  },
  level: {
    column: 'level',
    roles: { 0: 'owner', 1: 'investor', 2: 'admin', 3: 'read-write', 4: 'read-only' },
  },
};

/** The objects of a file of JSON Lines. */
export function readLines(file: string): Record<string, unknown>[] {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}
