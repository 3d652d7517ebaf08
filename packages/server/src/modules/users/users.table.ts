import { loginKeysOf } from './identifiers/login.rules.ts';
import type { User } from './users.types.ts';

interface UsersTable {
  id: string;
  external_id: string | null;
  email: string | null;
  email_key: string | null;
  /**
   * When somebody showed that the address is theirs; null when nobody did. `claimed` in the place of a time: somebody
   * signed up with it. What an account begins with is told apart here, beside what ends it, rather than looked up in
   * the audit log at every sign-in; accounts that an administrator, an import or the command line made have null.
   */
  email_verified_at: number | null;
  username: string | null;
  username_key: string | null;
  first_name: string;
  last_name: string;
  phone: string | null;
  is_active: number;
  is_staff: number;
  is_superuser: number;
  created_at: number;
  updated_at: number;
  last_sign_in_at: number | null;
  version: number;
}

declare module '#platform/db/schema.ts' {
  interface Tables {
    users: UsersTable;
  }
}

export type UserRow = UsersTable;

const claimed = 0;

type Verification = Pick<User, 'emailVerifiedAt' | 'isEmailClaimed'>;

/** What the column `email_verified_at` says. */
export function readVerification(verifiedAt: number | null): Verification {
  const isEmailClaimed = verifiedAt === claimed;
  return { emailVerifiedAt: isEmailClaimed ? null : verifiedAt, isEmailClaimed };
}

/** Everything but the keys, which only lookups need. */
export const userColumns = [
  'id',
  'external_id',
  'email',
  'email_verified_at',
  'username',
  'first_name',
  'last_name',
  'phone',
  'is_active',
  'is_staff',
  'is_superuser',
  'created_at',
  'updated_at',
  'last_sign_in_at',
  'version',
] as const satisfies (keyof UserRow)[];

export function toUser(row: Pick<UserRow, (typeof userColumns)[number]>): User {
  return {
    id: row.id,
    externalId: row.external_id,
    email: row.email,
    ...readVerification(row.email_verified_at),
    username: row.username,
    firstName: row.first_name,
    lastName: row.last_name,
    phone: row.phone,
    isActive: row.is_active === 1,
    isStaff: row.is_staff === 1,
    isSuperuser: row.is_superuser === 1,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    lastSignInAt: row.last_sign_in_at,
    version: row.version,
  };
}

/** `keys` when they are known already. */
export function toRow(user: User, keys = loginKeysOf(user)): UserRow {
  const { emailKey, usernameKey } = keys;
  return {
    id: user.id,
    external_id: user.externalId,
    email: user.email,
    email_key: emailKey,
    email_verified_at: user.emailVerifiedAt ?? (user.isEmailClaimed ? claimed : null),
    username: user.username,
    username_key: usernameKey,
    first_name: user.firstName,
    last_name: user.lastName,
    phone: user.phone,
    is_active: user.isActive ? 1 : 0,
    is_staff: user.isStaff ? 1 : 0,
    is_superuser: user.isSuperuser ? 1 : 0,
    created_at: user.createdAt,
    updated_at: user.updatedAt,
    last_sign_in_at: user.lastSignInAt,
    version: user.version,
  };
}
