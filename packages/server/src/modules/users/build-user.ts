import type { UserDeps } from './users.deps.ts';
import type { NewUser, User } from './users.types.ts';

/** A user who does not exist yet, with a new id unless one is given; what is not given is as for everybody. Times in epoch milliseconds. */
export function buildUser(
  deps: Pick<UserDeps, 'clock' | 'newId'>,
  input: NewUser,
  origin: { id?: string; createdAt?: number; lastSignInAt?: number | null } = {},
): User {
  const now = deps.clock.nowMs();
  return {
    id: origin.id ?? deps.newId(),
    externalId: input.externalId ?? null,
    email: input.email ?? null,
    emailVerifiedAt: input.email != null && input.isEmailVerified === true ? now : null,
    isEmailClaimed: input.email != null && input.isEmailVerified !== true && input.isEmailClaimed === true,
    username: input.username ?? null,
    firstName: input.firstName ?? '',
    lastName: input.lastName ?? '',
    phone: input.phone ?? null,
    isActive: input.isActive ?? true,
    isStaff: input.isStaff ?? false,
    isSuperuser: input.isSuperuser ?? false,
    createdAt: origin.createdAt ?? now,
    updatedAt: now,
    lastSignInAt: origin.lastSignInAt ?? null,
    version: 1,
  };
}
