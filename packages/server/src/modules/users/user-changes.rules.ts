import type { Caller } from '#modules/access';
import { isSameEmail } from './identifiers/email.rules.ts';
import type { NewUser, User } from './users.types.ts';

const ownFields = new Set<string>(['firstName', 'lastName', 'phone'] satisfies (keyof NewUser)[]);

/** Names and phone are one's own to change; identifiers and flags are not. */
export function needsPermission(caller: Caller, userId: string, changes: NewUser): boolean {
  const isSelf = caller.subject !== null && caller.subject !== 'operator' && caller.subject.userId === userId;
  const given = Object.entries(changes).filter(([, value]) => value !== undefined);
  return !isSelf || given.some(([field]) => !ownFields.has(field));
}

/** A username that repeats the email follows it when only the email changes. */
function followingUsername(user: User, changes: NewUser): string | null {
  if (changes.username !== undefined) return changes.username;
  const isEmail = user.username !== null && user.username.includes('@');
  return isEmail && changes.email != null ? changes.email : user.username;
}

interface Proof {
  email: string | null;
  isEmailVerified: boolean | undefined;
  now: number;
}

/**
 * What is known of whose address it is. Proof and claim are of one address, however it is written: with another one
 * they are gone, unless that comes with a proof of its own.
 */
function verification(
  user: User,
  { email, isEmailVerified, now }: Proof,
): Pick<User, 'emailVerifiedAt' | 'isEmailClaimed'> {
  const isSame = isSameEmail(user.email, email);
  const provedAt = isSame ? user.emailVerifiedAt : null;
  if (email !== null && isEmailVerified === true) {
    return { emailVerifiedAt: provedAt ?? now, isEmailClaimed: false };
  }
  const emailVerifiedAt = isEmailVerified === false ? null : provedAt;
  return { emailVerifiedAt, isEmailClaimed: isSame && user.isEmailClaimed };
}

/** What is not given stays; null empties. It becomes the next version. `now` in epoch milliseconds. */
export function mergeUser(user: User, changes: NewUser, now: number): User {
  const email = changes.email === undefined ? user.email : changes.email;
  return {
    ...user,
    externalId: changes.externalId === undefined ? user.externalId : changes.externalId,
    email,
    ...verification(user, { email, isEmailVerified: changes.isEmailVerified, now }),
    username: followingUsername(user, changes),
    firstName: changes.firstName ?? user.firstName,
    lastName: changes.lastName ?? user.lastName,
    phone: changes.phone === undefined ? user.phone : changes.phone,
    isActive: changes.isActive ?? user.isActive,
    isStaff: changes.isStaff ?? user.isStaff,
    isSuperuser: changes.isSuperuser ?? user.isSuperuser,
    updatedAt: now,
    version: user.version + 1,
  };
}

const wireNames = {
  externalId: 'external_id',
  email: 'email',
  username: 'username',
  firstName: 'first_name',
  lastName: 'last_name',
  phone: 'phone',
  isActive: 'is_active',
  isStaff: 'is_staff',
  isSuperuser: 'is_superuser',
} as const satisfies Partial<Record<keyof User, string>>;

/** Wire names of the fields that differ, for the audit log and client services. */
export function changedFields(before: User, after: User): string[] {
  const fields = Object.keys(wireNames) as (keyof typeof wireNames)[];
  const changed = fields.filter((field) => before[field] !== after[field]).map((field) => wireNames[field]);
  const isVerified = (user: User): boolean => user.emailVerifiedAt !== null;
  return isVerified(before) === isVerified(after) ? changed : [...changed, 'email_verified'];
}
