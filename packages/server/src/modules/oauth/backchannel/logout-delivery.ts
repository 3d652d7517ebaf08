import type { Backlog } from '#platform/jobs/backlog.ts';
import { drain } from '#platform/jobs/drain.ts';
import { createPeriodicJob } from '#platform/jobs/periodic-job.ts';
import { claimLogouts, readLogoutBacklog } from './backchannel.store.ts';
import type { Logout } from './backchannel.table.ts';
import { sendLogout, type LogoutRequestDeps } from './logout-request.ts';
import { settleLogout, type SettlingDeps } from './logout-settling.ts';

export type LogoutDeliveryDeps = LogoutRequestDeps & SettlingDeps;

/** Tells clients that sessions have ended (OpenID Connect Back-Channel Logout 1.0), at least once each. */
export interface LogoutDelivery {
  /** Tries what is due until nothing is; returns how many attempts that took. */
  deliverDue(): Promise<number>;
  /** Delivers from now on, in this process; any number of processes may. */
  start(): void;
  /** Something was enqueued: may be called before that is committed. Does nothing unless started. */
  wake(): void;
  backlog(): Promise<Backlog>;
  /** Begins nothing more and waits for what is under way. */
  stop(): Promise<void>;
}

const pollMs = 3_000;
/** The transaction that a notice is part of takes milliseconds; if it takes longer, the poll finds it. */
const wakeDelayMs = 100;
const stopWithinMs = 8_000;
/** Longer than one attempt can take. */
const leaseMs = 30_000;
const maxUnderWay = 32;
/** So that one client which hangs leaves room for others. */
const maxUnderWayPerClient = 4;
/** How soon what came for others is seen while some hang. */
const lookAgainMs = 500;

function claimMore(deps: LogoutDeliveryDeps, busyClientIds: readonly string[]): Promise<Logout[]> {
  const limit = Math.min(maxUnderWay - busyClientIds.length, maxUnderWayPerClient);
  if (limit <= 0) return Promise.resolve([]);
  const now = deps.clock.nowMs();
  const exceptClientIds = [...new Set(busyClientIds)];
  return deps.database.write((tx) =>
    claimLogouts(tx, { now, lockedUntil: now + leaseMs, limit, exceptClientIds }),
  );
}

/** What is not settled is sent again when its lease is over. Never rejects. */
async function deliver(deps: LogoutDeliveryDeps, logout: Logout): Promise<void> {
  try {
    await settleLogout(deps, logout, await sendLogout(deps, logout));
  } catch (error) {
    deps.onError(error);
  }
}

function deliverDue(deps: LogoutDeliveryDeps, signal?: AbortSignal): Promise<number> {
  return drain<Logout>({
    claim: (underWay) =>
      claimMore(
        deps,
        underWay.map(({ clientId }) => clientId),
      ),
    handle: (logout) => deliver(deps, logout),
    lookAgainMs,
    signal,
  });
}

export function createLogoutDelivery(deps: LogoutDeliveryDeps): LogoutDelivery {
  const job = createPeriodicJob({
    run: (signal) => deliverDue(deps, signal),
    everyMs: pollMs,
    wakeDelayMs,
    stopWithinMs,
    onError: deps.onError,
  });
  return {
    deliverDue: () => deliverDue(deps),
    start: job.start,
    wake: job.wake,
    backlog: () => readLogoutBacklog(deps.database.db, deps.clock.nowMs()),
    stop: job.stop,
  };
}
