import fc from 'fast-check';
import { expect } from 'vitest';
import { createMirror, type MirrorStore } from '../../src/mirror/index.ts';
import type { UserRecord } from '../../src/wire.ts';
import { ModelProcess } from './model-process.ts';
import { ModelServer } from './model-server.ts';

const onServer = [
  ...['createUser', 'createUser', 'createUser', 'changeUser', 'changeUser', 'swapEmails', 'deleteUser'],
  ...['toggleVisible', 'toggleManyAndReset', 'changeRole', 'changeGroup', 'changeService', 'beatOnly'],
  ...['prune', 'backUp'],
] as ('createUser' | 'changeUser' | 'beatOnly')[];

const inProcess = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('pull' as const),
      limit: fc.integer({ min: 1, max: 6 }),
      late: fc.integer({ min: 0, max: 8 }),
      isReversed: fc.boolean(),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('pour' as const), count: fc.integer({ min: 1, max: 8 }) }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('ask' as const), seed: fc.nat(100) }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constantFrom('cut' as const, 'restart' as const, 'catchUp' as const) }),
  },
);

export const history = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        kind: fc.constant('server' as const),
        what: fc.constantFrom(...onServer),
        seed: fc.nat(1000),
      }),
    },
    {
      weight: 5,
      arbitrary: fc.record({ kind: fc.constant('process' as const), which: fc.nat(1), does: inProcess }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('restore' as const) }) },
  ),
  // What goes wrong takes long stories.
  { maxLength: 120, size: 'max' },
);

export type Step = (
  typeof history extends fc.Arbitrary<infer History> ? History : never
) extends (infer One)[]
  ? One
  : never;

/** Lets one or two processes that share a store follow a server through a history. */
export class World<T> {
  readonly server = new ModelServer();
  /** Whom the hooks know. */
  readonly shadow = new Map<string, UserRecord>();
  readonly #store: MirrorStore<T>;
  readonly #processes: ModelProcess<T>[];

  constructor(store: MirrorStore<T>, processes: number) {
    this.#store = store;
    this.#processes = Array.from(
      { length: processes },
      () => new ModelProcess(this.server, store, this.shadow),
    );
  }

  async run(steps: readonly Step[]): Promise<void> {
    for (const process of this.#processes) await process.start();
    for (const step of steps) await this.#step(step);
    // Twice: what one does in catching up is news to the other.
    for (const process of [...this.#processes, ...this.#processes]) await process.catchUp();
  }

  async #step(step: Step): Promise<void> {
    if (step.kind === 'server') return this.server[step.what](step.seed);
    if (step.kind === 'restore') return this.#restore();
    const process = this.#processes[step.which % this.#processes.length]!;
    const { does } = step;
    if (does.kind === 'pull') await process.pull(does);
    else if (does.kind === 'pour') await process.pourLines(does.count);
    else if (does.kind === 'ask') await this.#ask(process, does.seed);
    else if (does.kind === 'cut') await process.cutSnapshot();
    else if (does.kind === 'catchUp') await process.catchUp();
    else await process.start();
  }

  /** So that users are in the cache when something happens to them. */
  async #ask({ mirror }: ModelProcess<T>, seed: number): Promise<void> {
    const all = [...this.server.everSeen];
    for (const sub of all.slice(seed % Math.max(all.length, 1)).slice(0, 3)) await mirror.findUser(sub);
  }

  /**
   * Whoever has not yet heard of what is lost by the backup cannot notice it (their place in the feed is good in both
   * histories), but may have been told what came of it; so everybody has heard of it here.
   */
  async #restore(): Promise<void> {
    if (!this.server.canRestore) return;
    for (const process of [...this.#processes, ...this.#processes]) await process.catchUp();
    this.server.restore();
  }

  /** Every process knows what the server knows, and so does one that only reads what is stored. */
  async expectEqual(): Promise<void> {
    const reader = createMirror({ store: this.#store });
    expect((await reader.open()).cursor).toBe(this.server.cursor);
    for (const mirror of [reader, ...this.#processes.map((process) => process.mirror)]) {
      for (const sub of this.server.everSeen) {
        const found = await mirror.findUser(sub);
        expect(found?.user ?? null, sub).toEqual(this.server.recordOf(sub));
      }
      const { roles, groups, service } = this.server;
      expect(mirror.service).toEqual(service);
      for (const role of roles)
        expect([mirror.findRole(role.id), mirror.findRoleByName(role.name)]).toEqual([role, role]);
      for (const group of groups) expect(mirror.findGroup(group.id)).toEqual(group);
      for (const id of [0, 1, 2, 3]) {
        expect(mirror.findRole(`role-${id}`)).toEqual(roles.find((role) => role.id === `role-${id}`));
        expect(mirror.findGroup(`group-${id}`)).toEqual(groups.find((group) => group.id === `group-${id}`));
      }
    }
    const visible = [...this.server.everSeen].filter((sub) => this.server.recordOf(sub) !== null);
    expect([...this.shadow.keys()].sort()).toEqual(visible.sort());
  }
}
