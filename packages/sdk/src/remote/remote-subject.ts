import type { AnyService, Profile, Schema, ServiceAccess, ServiceShape, Subject } from '../types.ts';
import type { JsonObject } from '../wire.ts';

export interface RemoteSubjectOptions<S extends ServiceShape = AnyService> {
  /**
   * Which value of the user is the subject. Default `id`, which never changes; `email` where the service has known its
   * users by that, as django-easyjwt does.
   */
  subject?: 'id' | 'email';
  /** The service's access levels; another one counts as none. Without them any is taken. */
  levels?: readonly S['level'][];
  /** What the service's own data, which comes beside the user's fields, looks like. What does not fit is no access. */
  data?: Schema<S['data']>;
  /** Default `everyone`: whoever the auth service knows may enter. `granted`: only who was given access. */
  entry?: 'everyone' | 'granted';
  /** Where access is told in another way than by `access_level` and the keys that are no field of a user's. */
  access?(body: Record<string, unknown>): { level: string | null; data: JsonObject } | null;
}

export type RemoteUser<S extends ServiceShape> =
  | { is: 'user'; subject: Subject<S> }
  | { is: 'inactive' }
  /** The answer does not say who it is. */
  | { is: 'nobody' };

/** Of GET user/ (contracts/django-easyjwt.md section 1, and Ostiary's); everything else is the service's own. */
const userFields = new Set([
  ...[
    'id',
    'email',
    'username',
    'first_name',
    'last_name',
    'phone',
    'external_id',
    'date_joined',
    'created_at',
  ],
  ...['last_login', 'is_active', 'is_staff', 'is_superuser', 'roles', 'permissions', 'access_level'],
]);

function subjectId(body: Record<string, unknown>, from: 'id' | 'email'): string | undefined {
  const value = body[from];
  // A larger number has lost digits on the way: it may be somebody else's.
  if (typeof value === 'number')
    return Number.isSafeInteger(value) && from === 'id' ? String(value) : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function profileOf(body: Record<string, unknown>): Profile {
  const profile: Profile = {};
  const text = (name: string): string | undefined => {
    const value = body[name];
    return typeof value === 'string' ? value : undefined;
  };
  const set = <K extends keyof Profile>(key: K, value: Profile[K] | undefined): void => {
    if (value !== undefined) profile[key] = value;
  };
  set('email', text('email'));
  set('username', text('username'));
  set('firstName', text('first_name'));
  set('lastName', text('last_name'));
  set('phone', text('phone'));
  set('externalId', text('external_id'));
  set('createdAt', text('created_at') ?? text('date_joined'));
  return profile;
}

function namesOf(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  return value.filter((one): one is string => typeof one === 'string').sort();
}

function toldAccess(body: Record<string, unknown>): { level: string | null; data: JsonObject } | null {
  const own = Object.entries(body).filter(([name]) => !userFields.has(name));
  const level = typeof body['access_level'] === 'string' ? body['access_level'] : null;
  if (level === null && own.length === 0) return null;
  // It was parsed from JSON.
  return { level, data: Object.fromEntries(own) as JsonObject };
}

async function accessOf<S extends ServiceShape>(
  body: Record<string, unknown>,
  { levels, data: schema, access = toldAccess }: RemoteSubjectOptions<S>,
): Promise<ServiceAccess<S> | null> {
  const told = access(body);
  if (!told) return null;
  const level: S['level'] | null = levels ? (levels.find((one) => one === told.level) ?? null) : told.level;
  if (!schema) return { level, data: told.data };
  const result = await schema['~standard'].validate(told.data);
  return result.issues ? null : { level, data: result.value };
}

/** Whom the body of `GET user/` speaks of. */
export async function remoteUser<S extends ServiceShape>(
  body: Record<string, unknown>,
  options: RemoteSubjectOptions<S>,
): Promise<RemoteUser<S>> {
  // The original lets inactive users in. A service that does not tell has none.
  if (body['is_active'] !== undefined && body['is_active'] !== true) return { is: 'inactive' };
  const sub = subjectId(body, options.subject ?? 'id');
  if (sub === undefined) return { is: 'nobody' };
  const access = await accessOf(body, options);
  const subject: Subject<S> = {
    kind: 'user',
    sub,
    profile: profileOf(body),
    isStaff: body['is_staff'] === true,
    isSuperuser: body['is_superuser'] === true,
    roles: namesOf(body['roles']),
    permissions: namesOf(body['permissions']),
    level: null,
    access,
    mayEnter: options.entry !== 'granted' || access !== null,
    scopes: [],
    clientId: null,
    sessionId: null,
    method: 'remote',
    claims: null,
  };
  return { is: 'user', subject };
}
