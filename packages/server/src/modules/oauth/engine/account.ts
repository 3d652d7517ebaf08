import type { Account, KoaContextWithOIDC } from 'oidc-provider';
import type { User } from '#modules/users';
import { epochSeconds } from '#platform/clock.ts';
import type { OauthDeps } from '../oauth.deps.ts';

type Deps = Pick<OauthDeps, 'users' | 'access' | 'database'>;

/** The standard claims of a user (OpenID Connect Core section 5.1); those that are empty are left out. */
function standardClaims(user: User): Record<string, unknown> {
  const name = `${user.firstName} ${user.lastName}`.trim();
  const texts = {
    name: name === '' ? user.username : name,
    given_name: user.firstName,
    family_name: user.lastName,
    preferred_username: user.username,
    email: user.email,
    phone_number: user.phone,
  };
  const given = Object.fromEntries(
    Object.entries(texts).filter(([, value]) => value !== null && value !== ''),
  );
  return {
    ...given,
    ...(user.email !== null && { email_verified: user.emailVerifiedAt !== null }),
    ...(user.phone !== null && { phone_number_verified: false }),
    updated_at: epochSeconds(user.updatedAt),
  };
}

/** Finds active users only: of others nothing is issued and nothing is told. */
export function createFindAccount(deps: Deps) {
  const { db } = deps.database;
  return async (_ctx: KoaContextWithOIDC, id: string): Promise<Account | undefined> => {
    const user = await deps.users.find(db, id);
    if (!user?.isActive) return undefined;
    return {
      accountId: user.id,
      async claims(_use, scope) {
        const claims = { sub: user.id, ...standardClaims(user) };
        if (!scope.split(' ').includes('roles')) return claims;
        const [{ roles }, groups] = await Promise.all([
          deps.access.accessOf(db, id),
          deps.access.listGroupsOf(db, id),
        ]);
        return { ...claims, roles, groups };
      },
    };
  };
}
