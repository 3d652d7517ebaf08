import { drain } from '#platform/jobs/drain.ts';
import { createPeriodicJob, type PeriodicJob } from '#platform/jobs/periodic-job.ts';
import type { WebhookDeps } from '../webhooks.deps.ts';
import type { Webhook } from '../webhooks.types.ts';
import { consumeLease, listDue, type Due, type Lease } from './lease.store.ts';
import { leaseMs } from './settling.ts';
import { takeTurn } from './turn.ts';

export interface Sending extends Pick<PeriodicJob, 'start' | 'wake' | 'stop'> {
  /** Sends what is due until nothing is; returns how many attempts that took. */
  deliverDue(): Promise<number>;
}

/** Events are told about a second after they were committed. */
const pollMs = 1_000;
/** The transaction that something is part of takes milliseconds; if it takes longer, the poll finds it. */
const wakeDelayMs = 100;
const stopWithinMs = 8_000;
/** Then what is under way is given up, for the process ends. */
const finishWithinMs = 6_000;
const lookAgainMs = 250;
const maxUnderWay = 32;
/** A position that lags is written down after so long, long before what it points at is pruned. */
const passAfterMs = 60 * 60 * 1000;
const passAfterEvents = 1_000;

/** Up to where a webhook was found to want nothing, so that it is not read again nor written each second. */
interface Passed {
  /** Of the webhook as it was then. */
  key: string;
  upTo: number;
  since: number;
}

interface Sender {
  deps: WebhookDeps;
  passed: Map<string, Passed>;
}

function keyOf({ cursor, version }: Webhook): string {
  return `${version} ${cursor}`;
}

/** Whether there is something for it, or its position lags. Reads only. */
async function wantsSome({ deps, passed }: Sender, { webhook, isAsked }: Due): Promise<boolean> {
  const { id, cursor, eventTypes } = webhook;
  if (isAsked || eventTypes === null) return true;
  const now = deps.clock.nowMs();
  const before = passed.get(id);
  const known = before?.key === keyOf(webhook) ? before : { key: keyOf(webhook), upTo: cursor, since: now };
  const query = { after: known.upTo, limit: 1, types: eventTypes };
  const page = await deps.events.list(deps.database.db, query);
  const isLagging = page.last - cursor > passAfterEvents || now - known.since > passAfterMs;
  if (page.events.length > 0 || page.hasMore || isLagging) {
    passed.delete(id);
    return true;
  }
  passed.set(id, { ...known, upTo: page.last });
  return false;
}

async function claim(sender: Sender, exceptIds: readonly string[]): Promise<Lease[]> {
  const { database, clock, events } = sender.deps;
  const { last: newest } = await events.list(database.db, { after: 'newest', limit: 1 });
  const leases: Lease[] = [];
  for (const due of await listDue(database.db, { now: clock.nowMs(), newest, exceptIds })) {
    if (leases.length + exceptIds.length >= maxUnderWay) break;
    if (!(await wantsSome(sender, due))) continue;
    const now = clock.nowMs();
    const { id } = due.webhook;
    const lease = await database.write((tx) => consumeLease(tx, { id, now, until: now + leaseMs }));
    if (lease) leases.push(lease);
  }
  return leases;
}

/** Aborts some time after `stopping`. */
function lateAfter(stopping: AbortSignal | undefined): { late: AbortSignal; clear(): void } {
  const late = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const onStop = (): void => {
    timer = setTimeout(() => late.abort(), finishWithinMs);
    timer.unref();
  };
  stopping?.addEventListener('abort', onStop, { once: true });
  return {
    late: late.signal,
    clear() {
      stopping?.removeEventListener('abort', onStop);
      clearTimeout(timer);
    },
  };
}

async function deliverDue(sender: Sender, stopping?: AbortSignal): Promise<number> {
  const { deps } = sender;
  const { late, clear } = lateAfter(stopping);
  let attempts = 0;
  try {
    await drain<Lease>({
      claim: (underWay) =>
        claim(
          sender,
          underWay.map(({ webhook }) => webhook.id),
        ),
      // What was not settled is sent again when its lease is over.
      handle: (lease) =>
        takeTurn(deps, lease, { stopping, late }).then(
          (count) => void (attempts += count),
          (error: unknown) => deps.onError(error),
        ),
      lookAgainMs,
      signal: stopping,
    });
  } finally {
    clear();
  }
  return attempts;
}

/** Sends to webhooks what happened, each in its order; any number of processes may at once. */
export function createSending(deps: WebhookDeps): Sending {
  const sender: Sender = { deps, passed: new Map() };
  const job = createPeriodicJob({
    run: (signal) => deliverDue(sender, signal),
    ...{ everyMs: pollMs, wakeDelayMs, stopWithinMs },
    onError: deps.onError,
  });
  return { deliverDue: () => deliverDue(sender), start: job.start, wake: job.wake, stop: job.stop };
}
