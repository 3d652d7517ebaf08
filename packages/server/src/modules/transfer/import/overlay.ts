import type { Assignable, GroupWithRoles, Role } from '#modules/access';

const keyOf = (name: string): string => name.normalize('NFKC').trim().toLowerCase();

/** Roles and groups that a dry run would have made by now: later lines may speak of them. */
export class Overlay {
  readonly #roles = new Map<string, Role>();
  readonly #groups = new Map<string, GroupWithRoles>();

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
