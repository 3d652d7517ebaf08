import type { ApiUserChanges } from '@ostiary/contract';
import type { Static } from 'typebox';
import type { NewUser } from '#modules/users';

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Without the fields that were not given: for services, absent means "leave it". */
export function given<T extends object>(fields: T): Given<T> {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Given<T>;
}

export function userFromWire(body: Static<typeof ApiUserChanges>): NewUser {
  return given({
    externalId: body.external_id,
    email: body.email,
    isEmailVerified: body.email_verified,
    username: body.username,
    firstName: body.first_name,
    lastName: body.last_name,
    phone: body.phone,
    isActive: body.is_active,
    isStaff: body.is_staff,
    isSuperuser: body.is_superuser,
  });
}
