import { AsyncLocalStorage } from 'node:async_hooks';
import type { Act } from '#modules/audit';
import type { Tx } from '#platform/db/schema.ts';

type Write = (tx: Tx) => Promise<void>;

/**
 * Somebody else used a single-use thing while this request was answered: nothing of it stands. `follow` is
 * what has to happen on that account, in a transaction of its own.
 */
export class LostRace extends Error {
  readonly follow: Write | undefined;

  constructor(what: string, follow?: Write) {
    super(`${what} was used meanwhile`);
    this.name = 'LostRace';
    this.follow = follow;
  }
}

/**
 * What the engine writes while it answers one request, gathered so that it is one transaction: a crash leaves
 * either the old token usable or the new one issued, never neither.
 */
export interface UnitOfWork {
  act: Act;
  /** Written when the request is answered as it asked. */
  onSuccess(write: Write): void;
  /** Written also when the request is refused: what ends because of it. */
  inAnyCase(write: Write): void;
  /** What this request has read or written, by model and id, so that it sees its own writes. */
  readonly seen: Map<string, unknown>;
  /** In the order in which they were asked for. */
  writesFor(outcome: 'success' | 'refusal'): Write[];
}

const current = new AsyncLocalStorage<UnitOfWork>();

function create(act: Act): UnitOfWork {
  const writes: { write: Write; isAlways: boolean }[] = [];
  return {
    act,
    onSuccess: (write) => writes.push({ write, isAlways: false }),
    inAnyCase: (write) => writes.push({ write, isAlways: true }),
    seen: new Map(),
    writesFor: (outcome) =>
      writes.filter(({ isAlways }) => isAlways || outcome === 'success').map(({ write }) => write),
  };
}

/** Runs `work` with a unit of its own, which whoever called settles. */
export function inUnitOfWork<T>(act: Act, work: (unit: UnitOfWork) => Promise<T>): Promise<T> {
  const unit = create(act);
  return current.run(unit, () => work(unit));
}

/** TypeError outside `inUnitOfWork`: what is written there would be lost. */
export function currentUnit(): UnitOfWork {
  const unit = current.getStore();
  if (!unit) throw new TypeError('The engine reads and writes in a unit of work only');
  return unit;
}
