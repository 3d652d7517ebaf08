import type { Person, RegisteredService, SignedIn, World } from './world.fixture.ts';

type Session = SignedIn & { service: RegisteredService };

/** What there is to change. */
interface Stock {
  users: Person[];
  /** Ids. */
  roles: string[];
  groups: string[];
  sessions: Session[];
}

/** Changes anything that a service may see, at random: whatever does not exist any more is refused, and no harm. */
export class RandomChanges {
  /** Every token that was ever issued. */
  readonly tokens: { service: RegisteredService; access: string }[] = [];
  readonly #world: World;
  readonly #services: readonly RegisteredService[];
  readonly #chance: () => number;
  readonly #stock: Stock = { users: [], roles: [], groups: [], sessions: [] };
  #count = 0;

  constructor(world: World, services: readonly RegisteredService[], chance: () => number) {
    this.#world = world;
    this.#services = services;
    this.#chance = chance;
  }

  #one<T>(from: readonly T[]): T {
    const found = from[Math.floor(this.#chance() * from.length)];
    if (found === undefined) throw new Error('There is nothing to choose from');
    return found;
  }

  #user(): string {
    return this.#one(this.#stock.users).id;
  }

  async begin(): Promise<void> {
    for (let count = 0; count < 6; count++) {
      await this.#addUser();
      await this.#addRole();
      await this.#addGroup();
    }
    for (let count = 0; count < 8; count++) await this.#signIn();
  }

  /** One of them. Resolves also when it was refused, or when the server died meanwhile. */
  async change(): Promise<void> {
    const run = this.#one(this.#all);
    await run().catch((error: unknown) => {
      if (error instanceof Error && /"status":5(?!03)/.test(error.message)) throw error;
    });
  }

  /** Each as often as it is there; more comes than goes. */
  readonly #all: readonly (() => Promise<unknown>)[] = [
    ...often(3, () => this.#addUser()),
    ...often(2, () => this.#addRole()),
    ...often(2, () => this.#addGroup()),
    ...often(6, () => this.#signIn()),
    ...often(1, () => this.#one(this.#stock.sessions).signOut()),
    ...often(1, () => this.#do('DELETE', `/users/${this.#user()}/sessions`)),
    ...often(2, () => this.#do('PATCH', `/users/${this.#user()}`, { first_name: this.#name('Ann') })),
    ...often(3, () => this.#do('PATCH', `/users/${this.#user()}`, { is_active: this.#chance() < 0.7 })),
    ...often(1, () => this.#do('DELETE', `/users/${this.#user()}`)),
    ...often(4, () => this.#do('PUT', `/users/${this.#user()}/roles/${this.#role()}`)),
    ...often(2, () => this.#do('DELETE', `/users/${this.#user()}/roles/${this.#role()}`)),
    ...often(3, () => this.#do('PATCH', `/roles/${this.#role()}`, this.#roleChanges())),
    ...often(1, () => this.#do('DELETE', `/roles/${this.#role()}`)),
    ...often(4, () => this.#do('PUT', `/groups/${this.#group()}/members/${this.#user()}`)),
    ...often(2, () => this.#do('DELETE', `/groups/${this.#group()}/members/${this.#user()}`)),
    ...often(3, () => this.#do('PUT', `/groups/${this.#group()}/roles/${this.#role()}`)),
    ...often(1, () => this.#do('DELETE', `/groups/${this.#group()}/roles/${this.#role()}`)),
    ...often(1, () => this.#do('PATCH', `/groups/${this.#group()}`, { name: this.#name('Group') })),
    ...often(1, () => this.#do('DELETE', `/groups/${this.#group()}`)),
    ...often(6, () => this.#do('PUT', `/services/${this.#holder()}`, this.#access())),
    ...often(4, () => this.#do('DELETE', `/services/${this.#holder()}`)),
    ...often(1, () =>
      this.#do('PATCH', `/services/${this.#one(this.#services).id}`, { fields: this.#fields() }),
    ),
    ...often(1, () => this.#do('POST', '/keys/rotate', {})),
  ];

  #do(...call: Parameters<World['do']>): Promise<unknown> {
    return this.#world.do(...call);
  }

  #name(of: string): string {
    this.#count += 1;
    return `${of} ${this.#count}`;
  }

  #role(): string {
    return this.#one(this.#stock.roles);
  }

  #group(): string {
    return this.#one(this.#stock.groups);
  }

  #holder(): string {
    const holder = this.#one([
      `users/${this.#user()}`,
      `groups/${this.#group()}`,
      `roles/${this.#role()}`,
    ] as const);
    return `${this.#one(this.#services).id}/access/${holder}`;
  }

  #access() {
    return { level: this.#one([null, 'reader', 'editor']), data: {} };
  }

  #fields(): string[] {
    return ['username', 'first_name', 'last_name', 'created_at'].filter(() => this.#chance() < 0.6);
  }

  #roleChanges() {
    const permissions = ['users.read', 'roles.read', 'services.read'].filter(() => this.#chance() < 0.5);
    return { permissions, level: this.#one([null, 2, 3]) };
  }

  async #addUser(): Promise<void> {
    this.#stock.users.push(await this.#world.person());
  }

  async #addRole(): Promise<void> {
    const name = this.#name('role').replace(' ', '-');
    const { id = '' } = await this.#world.do('POST', '/roles', { name, ...this.#roleChanges() });
    this.#stock.roles.push(id);
  }

  async #addGroup(): Promise<void> {
    const { id = '' } = await this.#world.do('POST', '/groups', { name: this.#name('Group') });
    this.#stock.groups.push(id);
  }

  async #signIn(): Promise<void> {
    const person = this.#one(this.#stock.users);
    const service = this.#one(this.#services);
    const pair = await this.#world.tokenFor(person, service);
    this.#stock.sessions.push({ ...person, ...pair, service });
    this.tokens.push({ service, access: pair.access });
  }
}

function often<T>(times: number, one: T): T[] {
  return Array.from({ length: times }, () => one);
}
