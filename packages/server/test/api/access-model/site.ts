import type { Caller, Subject } from '#modules/access';
import { isAppError } from '#platform/errors.ts';
import { operator } from '../../support/api-client.ts';
import type { TestApp } from '../../support/test-app.ts';
import type { Command, Model, Outcome } from './model.ts';
import { levels, type Access } from './service-access.ts';

const refusals = new Set(['access.denied', 'access.cannot_grant', 'services.cannot_grant']);

/** Somebody, with what they have in the service. */
export interface Standing extends Subject {
  access: Access;
}
const impossibilities = new Set([
  'access.role_not_found',
  'access.role_taken',
  'access.group_not_found',
  'access.group_taken',
  'access.permission_not_found',
  'access.permission_taken',
  'access.permission_unknown',
  'services.access_not_found',
]);

/** The real services, told the commands of a model. What one run makes is called by its prefix. */
export class Site {
  /** Ids of users, by their place in the model. */
  readonly users: string[] = [];
  readonly #test: TestApp;
  readonly #prefix: string;
  #isRenamed = new Map<number, boolean>();

  constructor(test: TestApp, prefix: string) {
    this.#test = test;
    this.#prefix = prefix;
  }

  /** The model writes `own.x`; in the database each run has its own. */
  #permission(name: string): string {
    return name.replace(/^own\./, `${this.#prefix}.`);
  }

  #role(role: number): string {
    return `${this.#prefix}-role-${role}${this.#isRenamed.get(role) === true ? '-renamed' : ''}`;
  }

  get #service(): string {
    return `${this.#prefix} service`;
  }

  #group(group: number): string {
    return `${this.#prefix} group ${group}`;
  }

  async subjects(): Promise<Standing[]> {
    const { access, users, services, database } = this.#test.services;
    const { id: serviceId } = await services.get(database.db, this.#service);
    return Promise.all(
      this.users.map(async (userId) => {
        const { isStaff, isSuperuser } = await users.get(database.db, userId);
        const held = await access.accessOf(database.db, userId);
        const inService = await services.accessOf(database.db, { serviceId, userId });
        return {
          ...{ userId, isStaff, isSuperuser, ...held },
          access: inService && levels.indexOf(inService.level ?? ''),
        };
      }),
    );
  }

  /** What somebody holds as the model would write it. */
  inModelTerms({ permissions, roles, ...subject }: Standing) {
    const own = permissions.map((name) => name.replace(`${this.#prefix}.`, 'own.'));
    return { permissions: own.sort(), roles: roles.length, ...subject };
  }

  /** Makes what the model has, with the rights of whoever holds the database. */
  async build(model: Model): Promise<void> {
    const audience = `urn:${this.#prefix}`;
    const service = { name: this.#service, audience, accessLevels: levels };
    await this.#test.services.services.create(operator, service);
    for (const permission of model.permissions) await this.#run(operator, { do: 'define', permission });
    for (const [role, { permissions, level }] of model.roles) {
      await this.#run(operator, { do: 'createRole', role, permissions: [...permissions], level });
    }
    for (const group of model.groups.keys()) await this.#run(operator, { do: 'createGroup', group });
    for (const { roles, isStaff, isSuperuser } of model.users) {
      await this.#run(operator, { do: 'createUser', roles: [...roles], isStaff, isSuperuser });
    }
    for (const [holder, all] of [
      ['role', model.roles],
      ['group', model.groups],
      ['user', new Map(model.users.entries())],
    ] as const) {
      for (const [place, { access: level }] of all) {
        if (level !== null) await this.#run(operator, { do: 'giveAccess', holder, place, level });
      }
    }
  }

  async perform(subject: Subject, command: Command): Promise<Outcome> {
    const act = { ...operator.act, actor: { type: 'user' as const, id: subject.userId } };
    try {
      await this.#run({ act, subject }, command);
      return 'done';
    } catch (error) {
      if (isAppError(error) && refusals.has(error.code)) return 'refused';
      if (isAppError(error) && impossibilities.has(error.code)) return 'impossible';
      throw error;
    }
  }

  async #run(caller: Caller, command: Command): Promise<void> {
    const { access } = this.#test.services;
    switch (command.do) {
      case 'define':
        return void (await access.createPermission(caller, { name: this.#permission(command.permission) }));
      case 'undefine':
        return access.deletePermission(caller, this.#permission(command.permission));
      case 'createRole':
      case 'editRole':
      case 'deleteRole':
        return this.#runOnRole(caller, command);
      case 'grant':
        return access.grantRole(caller, this.#user(command.user), this.#role(command.role));
      case 'revoke':
        return access.revokeRole(caller, this.#user(command.user), this.#role(command.role));
      case 'createUser':
      case 'setFlags':
      case 'resetPassword':
        return this.#runOnUser(caller, command);
      case 'giveAccess':
      case 'takeAccess':
        return this.#runOnAccess(caller, command);
      default:
        return this.#runOnGroup(caller, command);
    }
  }

  #user(place: number): { userId: string } {
    return { userId: this.users[place]! };
  }

  async #runOnAccess(
    caller: Caller,
    command: Extract<Command, { do: 'giveAccess' | 'takeAccess' }>,
  ): Promise<void> {
    const { services } = this.#test.services;
    const { holder, place } = command;
    const ids = { user: this.users[place]!, group: this.#group(place), role: this.#role(place) };
    const to = { holder, id: ids[holder] };
    if (command.do === 'takeAccess') return services.revokeAccess(caller, this.#service, to);
    const level = levels[command.level] ?? null;
    await services.grantAccess(caller, this.#service, { ...to, level });
  }

  async #runOnRole(
    caller: Caller,
    command: Extract<Command, { do: 'createRole' | 'editRole' | 'deleteRole' }>,
  ): Promise<void> {
    const { access } = this.#test.services;
    const name = this.#role(command.role);
    if (command.do === 'deleteRole') {
      await access.deleteRole(caller, name);
      this.#isRenamed.delete(command.role);
      return;
    }
    const permissions = command.permissions?.map((one) => this.#permission(one));
    if (command.do === 'createRole') {
      await access.createRole(caller, { name, level: command.level, permissions: permissions ?? [] });
      return;
    }
    const { level, isRenamed = this.#isRenamed.get(command.role) ?? false } = command;
    const before = new Map(this.#isRenamed);
    this.#isRenamed.set(command.role, isRenamed);
    const changes = {
      name: this.#role(command.role),
      ...(permissions && { permissions }),
      ...(level !== undefined && { level }),
    };
    try {
      await access.updateRole(caller, name, changes);
    } catch (error) {
      this.#isRenamed = before;
      throw error;
    }
  }

  async #runOnGroup(caller: Caller, command: Extract<Command, { group: number }>): Promise<void> {
    const { access } = this.#test.services;
    const name = this.#group(command.group);
    switch (command.do) {
      case 'createGroup':
        return void (await access.createGroup(caller, { name }));
      case 'renameGroup':
        return void (await access.updateGroup(caller, name, { name: name.toUpperCase() }));
      case 'deleteGroup':
        return access.deleteGroup(caller, name);
      case 'join':
        return access.addMember(caller, name, this.users[command.user]!);
      case 'leave':
        return access.removeMember(caller, name, this.users[command.user]!);
      case 'grantGroup':
        return access.grantRole(caller, { groupId: name }, this.#role(command.role));
      case 'revokeGroup':
        return access.revokeRole(caller, { groupId: name }, this.#role(command.role));
    }
  }

  async #runOnUser(
    caller: Caller,
    command: Extract<Command, { do: 'createUser' | 'setFlags' | 'resetPassword' }>,
  ): Promise<void> {
    const { account, passwords, users } = this.#test.services;
    if (command.do === 'createUser') {
      const { isStaff, isSuperuser } = command;
      const roles = command.roles.map((role) => this.#role(role));
      const username = `${this.#prefix}-user-${this.users.length}`;
      const user = await account.createUser(caller, { username, roles, isStaff, isSuperuser });
      this.users.push(user.id);
      return;
    }
    const id = this.users[command.user]!;
    if (command.do === 'resetPassword') return passwords.reset(caller, id, 'engine-no-1-difference');
    const { isStaff, isSuperuser } = command;
    await users.update(caller, id, {
      ...(isStaff !== undefined && { isStaff }),
      ...(isSuperuser !== undefined && { isSuperuser }),
    });
  }
}
