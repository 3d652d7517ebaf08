import { changeOf, emptyState, isSwept, nextState, winsOver } from './mirror.rules.ts';
import type { KnownUser } from '../directory/directory.types.ts';
import type {
  CommitOutcome,
  DefinitionWrite,
  Mark,
  MirrorBatch,
  MirrorState,
  MirrorStore,
  SweepRequest,
  UserChange,
  WithinCommit,
} from './store.types.ts';

interface Memory {
  /** With those who are gone. */
  users: Map<string, KnownUser & Mark & { at: number }>;
  definitions: Map<string, DefinitionWrite & Mark>;
  state: MirrorState;
}

type Within = WithinCommit<undefined>;

function forget(users: Memory['users'], before: number): void {
  for (const [sub, one] of users) if (one.user === null && one.at < before) users.delete(sub);
}

async function commit(memory: Memory, batch: MirrorBatch, within: Within): Promise<CommitOutcome> {
  const { users, definitions } = memory;
  const next = nextState(memory.state, batch);
  if (!next) return { isStale: true };
  const { generation } = next;
  const wins = (position: number, told: unknown, stored: Mark | undefined): boolean =>
    winsOver({ mark: { generation, position }, isGone: told === null }, stored, next);
  const written = batch.users.filter(({ sub, position, user }) => wins(position, user, users.get(sub)));
  const changes = written.flatMap((one) => changeOf(one.sub, users.get(one.sub)?.user ?? null, one) ?? []);
  await within(changes, undefined);
  for (const one of written) users.set(one.sub, { ...one, generation, at: batch.at });
  for (const one of batch.definitions) {
    const key = `${one.kind}:${one.id}`;
    if (wins(one.position, one.record, definitions.get(key))) definitions.set(key, { ...one, generation });
  }
  if (batch.forgetBefore !== undefined) forget(users, batch.forgetBefore);
  memory.state = next;
  return { isStale: false, state: next };
}

async function sweep(
  { users, definitions, state }: Memory,
  { before, limit, at, forgetBefore }: SweepRequest,
  within: Within,
): Promise<CommitOutcome & { swept: number }> {
  if (before.generation !== state.generation) return { isStale: true, swept: 0 };
  const swept: UserChange[] = [];
  for (const [sub, { user, ...mark }] of users) {
    if (swept.length >= limit) break;
    if (user !== null && isSwept(mark, before))
      swept.push({ sub, previous: user, user: null, reason: 'no_access' });
  }
  await within(swept, undefined);
  for (const { sub } of swept) users.set(sub, { user: null, reason: 'no_access', ...before, at });
  if (swept.length < limit) {
    for (const [key, one] of definitions) if (isSwept(one, before)) definitions.delete(key);
  }
  forget(users, forgetBefore);
  return { isStale: false, state, swept: swept.length };
}

/**
 * Keeps the mirror in this process. It is gone with it: the next start takes a snapshot. Hooks run before anything is
 * written.
 */
export function memoryStore(): MirrorStore {
  const memory: Memory = { users: new Map(), definitions: new Map(), state: emptyState };
  let queue: Promise<unknown> = Promise.resolve();
  const inTurn = <R>(work: () => Promise<R>): Promise<R> => {
    const turn = queue.then(work);
    queue = turn.catch(() => undefined);
    return turn;
  };
  return {
    open: () => inTurn(async () => ({ state: memory.state, definitions: [...memory.definitions.values()] })),
    findUser(sub) {
      const found = memory.users.get(sub);
      if (!found) return undefined;
      return found.user === null ? { user: null, reason: found.reason } : { user: found.user };
    },
    commit: (batch, within) => inTurn(() => commit(memory, batch, within)),
    sweep: (request, within) => inTurn(() => sweep(memory, request, within)),
  };
}
