import type { Group, Held } from '#modules/access';
import type { User } from '#modules/users';
import { isoTime } from '#platform/clock.ts';

/** RFC 7643 section 4. */
const userSchema = 'urn:ietf:params:scim:schemas:core:2.0:User';
const groupSchema = 'urn:ietf:params:scim:schemas:core:2.0:Group';

function metaOf(
  resourceType: 'User' | 'Group',
  { createdAt, updatedAt, version }: Pick<User, 'createdAt' | 'updatedAt' | 'version'>,
) {
  const times = { created: isoTime(createdAt), lastModified: isoTime(updatedAt) };
  return { resourceType, ...times, version: `W/"${String(version)}"` };
}

/** What has no value is left out (RFC 7643 section 2.5). */
function assigned<T extends object>(attributes: T): Partial<T> {
  const kept = Object.entries(attributes).filter(([, value]) => {
    return value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);
  });
  return Object.fromEntries(kept) as Partial<T>;
}

function nameOf({ firstName, lastName }: User) {
  const formatted = `${firstName} ${lastName}`.trim();
  return formatted === '' ? null : assigned({ formatted, familyName: lastName, givenName: firstName });
}

/** A number with its country as RFC 3966 writes it, which section 4.1.2 asks for; any other as it is. */
function phoneOf(phone: string): string {
  return /^\+\d[\d ().-]*$/.test(phone)
    ? `tel:${phone.trim().replaceAll(/[ ().-]+/g, '-')}`.replace(/-$/, '')
    : phone;
}

function userNameOf({ username, email, externalId, id }: User): string {
  return username ?? email ?? externalId ?? id;
}

/** Flags that other systems have no attribute for. */
function entitlementsOf({ isStaff, isSuperuser }: User): { value: string }[] {
  return [...(isStaff ? [{ value: 'staff' }] : []), ...(isSuperuser ? [{ value: 'superuser' }] : [])];
}

/** One value, which is therefore the main one. */
function single(value: string | null): { value: string; primary: true }[] {
  return value === null || value === '' ? [] : [{ value, primary: true }];
}

/** A User (RFC 7643 section 4.1). `groupIds` by name. Roles are those that are held directly. */
export function toScimUser(
  { user, held }: { user: User; held: Held | undefined },
  groupIds: ReadonlyMap<string, string>,
): object {
  const groups = (held?.groups ?? []).flatMap((display) => {
    const value = groupIds.get(display);
    return value === undefined ? [] : [{ value, display, type: 'direct' }];
  });
  const direct = held?.roles.filter(({ group }) => group === null) ?? [];
  return {
    schemas: [userSchema],
    id: user.id,
    ...assigned({
      externalId: user.externalId,
      userName: userNameOf(user),
      name: nameOf(user),
      displayName: nameOf(user)?.formatted ?? userNameOf(user),
      emails: single(user.email),
      phoneNumbers: single(user.phone === null ? null : phoneOf(user.phone)),
      active: user.isActive,
      groups,
      entitlements: entitlementsOf(user),
      roles: direct.map(({ name }) => ({ value: name })),
    }),
    meta: metaOf('User', user),
  };
}

/**
 * A Group (RFC 7643 section 4.2) as text in two halves, for there may be any number of members: they go between, each
 * as `toScimMember` writes it, with commas.
 */
export function toScimGroup(group: Group): [before: string, after: string] {
  const { id, name: displayName } = group;
  const head = JSON.stringify({ schemas: [groupSchema], id, displayName });
  return [`${head.slice(0, -1)},"members":[`, `],"meta":${JSON.stringify(metaOf('Group', group))}}`];
}

export function toScimMember(userId: string): string {
  return JSON.stringify({ value: userId, type: 'User' });
}
