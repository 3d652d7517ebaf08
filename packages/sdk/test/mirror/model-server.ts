import type {
  FeedItem,
  GroupRecord,
  RoleRecord,
  ServiceRecord,
  SnapshotLine,
  UserRecord,
} from '../../src/wire.ts';

type Change =
  | { kind: 'user'; sub: string }
  | { kind: 'role' | 'group'; id: string }
  | { kind: 'service' | 'reset' | 'other' };

interface Event {
  position: number;
  fingerprint: number;
  change: Change;
}

interface Account {
  record: UserRecord;
  /** False: the service may not see the user. */
  isVisible: boolean;
}

interface World {
  users: Map<string, Account>;
  roles: Map<string, RoleRecord>;
  groups: Map<string, GroupRecord>;
  service: ServiceRecord;
  events: Event[];
}

const service: ServiceRecord = {
  ...{ id: 'orders', name: 'Orders', audience: 'https://orders.example.org', entry: 'everyone' },
  ...{ access_levels: ['reader', 'editor'], fields: ['email', 'first_name'] },
};

/** What Ostiary's feed and snapshot say, of accounts that are only in memory; and a backup that can be restored. */
export class ModelServer {
  /** Every id that there ever was, also in histories that were lost. */
  readonly everSeen = new Set<string>();
  /** Grows when the server starts again from a backup: connections break then. */
  starts = 0;
  #world: World = { users: new Map(), roles: new Map(), groups: new Map(), service, events: [] };
  #backup: World | undefined;
  #fingerprints = 0;
  #pruned = 0;

  #record(change: Change): void {
    const { events } = this.#world;
    this.#fingerprints += 1;
    events.push({ position: events.length + 1, fingerprint: this.#fingerprints, change });
  }

  #accounts(): [string, Account][] {
    return [...this.#world.users];
  }

  #pick(seed: number): Account | undefined {
    const all = this.#accounts();
    return all[seed % Math.max(all.length, 1)]?.[1];
  }

  #touch(account: Account, change: Partial<UserRecord>): void {
    account.record = { ...account.record, ...change };
    this.#record({ kind: 'user', sub: account.record.sub });
  }

  createUser(seed: number): void {
    // Ids are not used again, whatever a backup brings back.
    const sub = `user-${this.everSeen.size}`;
    this.everSeen.add(sub);
    const record: UserRecord = {
      ...{ sub, is_active: true, is_staff: seed % 5 === 0, is_superuser: false, role_ids: [], group_ids: [] },
      ...{ access: null, email: `${sub}@example.org`, first_name: seed % 3 === 0 ? '' : 'Zoë\u{1f9a9}' },
    };
    if (seed % 7 === 0) delete record.email;
    this.#world.users.set(sub, { record, isVisible: seed % 11 !== 0 });
    this.#record({ kind: 'user', sub });
  }

  changeUser(seed: number): void {
    const account = this.#pick(seed);
    if (!account) return;
    const changes: Partial<UserRecord>[] = [
      { is_active: seed % 2 === 0 },
      { first_name: `Name ${seed}`, email: null },
      {
        access: {
          level: seed % 2 === 0 ? 'reader' : null,
          data: { accessgroup: { user_type: seed }, b: [null] },
        },
      },
      { access: null },
      { role_ids: [...this.#world.roles.keys()], group_ids: [...this.#world.groups.keys()] },
    ];
    this.#touch(account, changes[seed % changes.length]!);
  }

  swapEmails(seed: number): void {
    const [one, other] = [this.#pick(seed), this.#pick(seed + 1)];
    if (!one || !other || one === other) return;
    const [mine, theirs] = [one.record.email ?? null, other.record.email ?? null];
    this.#touch(one, { email: theirs });
    this.#touch(other, { email: mine });
  }

  deleteUser(seed: number): void {
    const sub = this.#pick(seed)?.record.sub;
    if (sub !== undefined && this.#world.users.delete(sub)) this.#record({ kind: 'user', sub });
  }

  toggleVisible(seed: number): void {
    const account = this.#pick(seed);
    if (!account) return;
    account.isVisible = !account.isVisible;
    this.#touch(account, {});
  }

  /** As when a group is given or loses access: nobody is told of each user. */
  toggleManyAndReset(seed: number): void {
    for (const [index, [, account]] of this.#accounts().entries()) {
      if ((index + seed) % 2 === 0) account.isVisible = !account.isVisible;
    }
    this.#record({ kind: 'reset' });
  }

  changeRole(seed: number): void {
    const id = `role-${seed % 4}`;
    const { roles } = this.#world;
    if (seed % 5 === 0) roles.delete(id);
    else
      roles.set(id, {
        id,
        name: `name-${seed % 3}-${id}`,
        level: seed % 9,
        permissions: [`p${seed % 6}`],
        access: null,
      });
    this.#record({ kind: 'role', id });
  }

  changeGroup(seed: number): void {
    const id = `group-${seed % 4}`;
    const { groups } = this.#world;
    if (seed % 5 === 0) groups.delete(id);
    else groups.set(id, { id, name: `name-${seed}`, role_ids: [], access: { level: null, data: { seed } } });
    this.#record({ kind: 'group', id });
  }

  changeService(seed: number): void {
    this.#world.service = { ...this.#world.service, name: `Orders ${seed}` };
    this.#record({ kind: 'service' });
  }

  beatOnly(): void {
    this.#record({ kind: 'other' });
  }

  prune(): void {
    // What is recent is kept.
    this.#pruned = Math.max(this.position - 3, 0);
  }

  backUp(): void {
    this.#backup = structuredClone(this.#world);
  }

  /** False where there is no backup, or nothing is lost by it. */
  get canRestore(): boolean {
    return this.#backup !== undefined && this.#backup.events.length < this.position;
  }

  restore(): void {
    if (!this.#backup || !this.canRestore) return;
    this.#world = structuredClone(this.#backup);
    this.#pruned = Math.min(this.#pruned, this.position);
    this.starts += 1;
  }

  get position(): number {
    return this.#world.events.length;
  }

  get cursor(): string {
    return this.#cursorAt(this.position);
  }

  /** A little before a position: where following begins for somebody who has no place in the feed. */
  recentCursor(position: number): string {
    return this.#cursorAt(Math.max(this.#pruned, position - 3, 0));
  }

  #cursorAt(position: number): string {
    const event = this.#world.events[position - 1];
    return event ? `${position}.${event.fingerprint}` : '0';
  }

  recordOf(sub: string): UserRecord | null {
    const account = this.#world.users.get(sub);
    return account?.isVisible ? structuredClone(account.record) : null;
  }

  #itemOf({ position, change }: Event): FeedItem[] {
    const { users, roles, groups, service: own } = this.#world;
    const base = { position, at: position * 1000 };
    if (change.kind === 'other') return [];
    if (change.kind === 'reset') return [{ ...base, kind: 'reset' }];
    if (change.kind === 'service') return [{ ...base, kind: 'service', service: own }];
    if (change.kind === 'role')
      return [{ ...base, kind: 'role', id: change.id, role: roles.get(change.id) ?? null }];
    if (change.kind === 'group')
      return [{ ...base, kind: 'group', id: change.id, group: groups.get(change.id) ?? null }];
    const { sub } = change as { sub: string };
    const user = this.recordOf(sub);
    if (user) return [{ ...base, kind: 'user', sub, user }];
    return [{ ...base, kind: 'user', sub, user: null, reason: users.has(sub) ? 'no_access' : 'deleted' }];
  }

  /** Undefined for a cursor that is not of this history, or too old. */
  read(after: string, limit: number): { items: FeedItem[]; cursor: string } | undefined {
    const position = Number.parseInt(after, 10);
    if (this.#cursorAt(position) !== after || position < this.#pruned) return undefined;
    const events = this.#world.events.slice(position, position + limit);
    const last = events.at(-1)?.position ?? position;
    return { items: events.flatMap((event) => this.#itemOf(event)), cursor: this.#cursorAt(last) };
  }

  /** Each line is read when it is asked for. */
  *snapshot(): Generator<SnapshotLine, void> {
    yield { kind: 'start', cursor: this.cursor, position: this.position, service: this.#world.service };
    for (const id of [...this.#world.roles.keys()]) {
      const role = this.#world.roles.get(id);
      if (role) yield { kind: 'role', role };
    }
    for (const id of [...this.#world.groups.keys()]) {
      const group = this.#world.groups.get(id);
      if (group) yield { kind: 'group', group };
    }
    let users = 0;
    for (const sub of this.#world.users.keys()) {
      const user = this.recordOf(sub);
      if (!user) continue;
      users += 1;
      yield { kind: 'user', user };
    }
    yield { kind: 'end', users };
  }

  get roles(): RoleRecord[] {
    return [...this.#world.roles.values()];
  }

  get groups(): GroupRecord[] {
    return [...this.#world.groups.values()];
  }

  get service(): ServiceRecord {
    return this.#world.service;
  }
}
