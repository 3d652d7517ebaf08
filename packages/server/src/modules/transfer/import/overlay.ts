import type { Assignable, GroupWithRoles, Role } from '#modules/access';
import type { KnownUser } from '#modules/users';
import { personKey, type Person } from '../kinds/person.ts';

const keyOf = (name: string): string => name.normalize('NFKC').trim().toLowerCase();

/** What a dry run would have made by now: later lines may speak of it. */
export class Overlay {
  readonly #roles = new Map<string, Role>();
  readonly #groups = new Map<string, GroupWithRoles>();

  readonly #people = new Map<string, Person>();
  readonly #clientIds = new Set<string>();
  readonly #audiences = new Set<string>();

  /** An account by one of the things it is known by. */
  person(key: string): Person | undefined {
    return this.#people.get(key);
  }

  addPerson({ user, keys }: KnownUser): void {
    const { id, isActive } = user;
    const { externalId, emailKey, usernameKey } = keys;
    const person = { id, isActive };
    this.#people.set(personKey('id', id), person);
    if (externalId !== null) this.#people.set(personKey('external_id', externalId), person);
    if (emailKey !== null) this.#people.set(personKey('email', emailKey), person);
    if (usernameKey !== null) this.#people.set(personKey('username', usernameKey), person);
  }

  hasClient(clientId: string): boolean {
    return this.#clientIds.has(clientId);
  }

  addClient(clientId: string): void {
    this.#clientIds.add(clientId);
  }

  hasService(audience: string): boolean {
    return this.#audiences.has(audience);
  }

  addService(audience: string): void {
    this.#audiences.add(audience);
  }

  role(name: string): Role | undefined {
    return this.#roles.get(keyOf(name));
  }

  group(name: string): GroupWithRoles | undefined {
    return this.#groups.get(keyOf(name));
  }

  addRole(role: Role): void {
    this.#roles.set(keyOf(role.name), role);
  }

  addGroup(group: GroupWithRoles): void {
    this.#groups.set(keyOf(group.group.name), group);
  }

  over(assignable: Assignable): Assignable {
    if (this.#roles.size === 0 && this.#groups.size === 0) return assignable;
    return {
      role: (name) => this.role(name) ?? assignable.role(name),
      group: (name) => this.group(name) ?? assignable.group(name),
    };
  }
}
