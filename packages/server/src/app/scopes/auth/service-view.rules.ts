import type { Principal } from '#modules/login';
import type { Service, ServiceAccess, ServiceField } from '#modules/services';
import type { User } from '#modules/users';
import { isoTime } from '#platform/clock.ts';
import type { ErrorCode } from '@ostiary/contract';

/** ISO 8601 in UTC with the six decimals that Django writes. */
export function microsecondTime(atMs: number): string {
  return isoTime(atMs).replace('Z', '000Z');
}

type ProfileKey = readonly [key: string, field: ServiceField, read: (user: User) => string | null];

/** Those of contracts/django-easyjwt.md section 1, in its order. */
const contractKeys: readonly ProfileKey[] = [
  ['first_name', 'first_name', ({ firstName }) => firstName],
  ['email', 'email', ({ email }) => email],
  ['last_name', 'last_name', ({ lastName }) => lastName],
  ['date_joined', 'created_at', ({ createdAt }) => microsecondTime(createdAt)],
];
const moreKeys: readonly ProfileKey[] = [
  ['username', 'username', ({ username }) => username],
  ['phone', 'phone', ({ phone }) => phone],
  ['external_id', 'external_id', ({ externalId }) => externalId],
];

/** What a service's own data must never pass itself off as, also where the service may not see the real one. */
const reserved: ReadonlySet<string> = new Set([
  ...['id', 'last_login', 'is_active', 'is_staff', 'is_superuser', 'access_level'],
  ...[...contractKeys, ...moreKeys].map(([key]) => key),
]);

/**
 * A user as a service may see them: of the profile what it is allowed to, its access level, and its own data at
 * the top (seeds/004, "Extra Data").
 */
export function serviceView(
  user: User,
  { fields }: Pick<Service, 'fields'>,
  access: ServiceAccess | null,
): Record<string, unknown> {
  const seenOf = (keys: readonly ProfileKey[]) =>
    Object.fromEntries(
      keys.filter(([, field]) => fields.includes(field)).map(([key, , read]) => [key, read(user)]),
    );
  const own = Object.entries(access?.data ?? {}).filter(([key]) => !reserved.has(key));
  return {
    id: user.id,
    ...seenOf(contractKeys),
    // No service is told when; the serializers of the seed look for the key all the same.
    last_login: null,
    ...{ is_active: user.isActive, is_staff: user.isStaff, is_superuser: user.isSuperuser },
    ...seenOf(moreKeys),
    access_level: access?.level ?? null,
    ...Object.fromEntries(own),
  };
}

/**
 * Why whoever has this credential is not shown that service's view of its user: what one service was given must
 * not open another, and what an application was given opens none, except where the service itself asks.
 */
export function viewProblem(
  { service: addressee, clientId }: Pick<Principal, 'service' | 'clientId'>,
  asked: { service: Pick<Service, 'id'>; isByKey: boolean },
): Extract<ErrorCode, 'tokens.invalid' | 'access.denied'> | undefined {
  if (addressee && addressee.id !== asked.service.id) return 'tokens.invalid';
  if (clientId === null) return undefined;
  return addressee && asked.isByKey ? undefined : 'access.denied';
}
