import type { KnownUser } from '../directory/directory.types.ts';
import type { AnyService, ServiceShape } from '../types.ts';
import { createDefinitions } from './definitions.ts';
import { createHooks } from './hooks.ts';
import type { Mirror, MirrorOptions } from './mirror.types.ts';
import { apply, inTurn, open, type Running } from './running.ts';
import { replace } from './snapshot.ts';
import type { WithinCommit } from './store.types.ts';
import { createUserCache } from './user-cache.ts';

const day = 86_400;

function start<S extends ServiceShape, T>(options: MirrorOptions<S, T>, within: WithinCommit<T>): Running {
  const { store, cacheSize = 10_000, portionSize = 500, rememberGoneSeconds = day, now = Date.now } = options;
  return {
    store: {
      open: () => store.open(),
      commit: (batch) => store.commit(batch, within),
      async sweep(before) {
        const at = now();
        const forgetBefore = at - rememberGoneSeconds * 1000;
        const outcome = await store.sweep({ before, limit: portionSize, at, forgetBefore }, within);
        return { ...outcome, isDone: outcome.swept < portionSize };
      },
    },
    definitions: createDefinitions(),
    cache: createUserCache(cacheSize, (sub) => store.findUser(sub)),
    now,
    portionSize,
    rememberGoneMs: rememberGoneSeconds * 1000,
    forgetsAt: 0,
    place: undefined,
    revision: 0,
    isWhole: false,
    heardAt: 0,
    isRenewalDue: false,
    queue: Promise.resolve(),
  };
}

/**
 * Whoever is not in a complete copy of those who were given access was not given any, as far as the feed has told:
 * a token that was issued since may know better.
 */
function judge(running: Running, found: KnownUser | undefined): KnownUser | undefined {
  const { isWhole, definitions, heardAt: changedAt } = running;
  if (found) return found.user === null && found.reason === 'no_access' ? { ...found, changedAt } : found;
  if (!isWhole || definitions.service()?.entry !== 'granted') return undefined;
  return { user: null, reason: 'no_access', changedAt };
}

/** See `Mirror`. One per process and store; any number of processes may share a store. */
export function createMirror<S extends ServiceShape = AnyService, T = undefined>(
  options: MirrorOptions<S, T>,
): Mirror<S> {
  const { within, typed } = createHooks(options);
  const running = start(options, within);
  const { cache, definitions } = running;
  return {
    holds: 'users',
    get revision() {
      return running.revision;
    },
    get service() {
      return definitions.service();
    },
    open: () => inTurn(running, () => open(running)),
    replace: (lines, how) => replace(running, lines, how),
    apply: (items, cursor) => inTurn(running, () => apply(running, items, cursor)),
    findUser(sub) {
      const found = cache.find(sub);
      if (!(found instanceof Promise)) return judge(running, found);
      return found.then((user) => judge(running, user));
    },
    findRole: definitions.role,
    findRoleByName: definitions.roleByName,
    findGroup: definitions.group,
    async getUser(sub) {
      const found = await cache.find(sub);
      return found?.user ? typed(found.user) : undefined;
    },
    async close() {
      await running.queue;
    },
  };
}
