import { drain } from '#platform/jobs/drain.ts';
import { createPeriodicJob } from '#platform/jobs/periodic-job.ts';
import { noSpans } from '#platform/tracing/spans.ts';
import type { MailDeps } from '../mail.deps.ts';
import type { MailOutcome, MailRun, MailTransport, OutgoingMail } from '../transports/transport.types.ts';
import { settleMail } from './mail-settling.ts';
import { claimMails, extendClaim } from './outbox.store.ts';
import type { ClaimedMail, StoredMail } from './outbox.table.ts';

export interface MailDeliveryDeps extends Pick<MailDeps, 'database' | 'clock' | 'audit' | 'spans'> {
  transport: MailTransport;
  /** Writes out what was asked for. Rejects when that cannot be done. */
  write(mail: StoredMail): Promise<OutgoingMail>;
  onError(error: unknown): void;
}

export interface MailDelivery {
  /** Tries what is due until nothing is; returns how many were sent. */
  deliverDue(): Promise<number>;
  /** Delivers from now on, in this process; any number of processes may. */
  start(): void;
  /** Something was written down: may be called before that is committed. Does nothing unless started. */
  wake(): void;
  /** Begins nothing more and waits for what is under way. */
  stop(): Promise<void>;
}

/** Those that the server is quick with; those that it lets wait keep nobody else waiting. */
export const maxUnderWay = 4;
export const maxSlow = 12;
const slowAfterMs = 10_000;
const pollMs = 3_000;
/** The transaction that a mail is part of takes milliseconds; if it takes longer, the poll finds it. */
const wakeDelayMs = 100;
/** Then what is under way is broken off, for the process ends. */
const finishWithinMs = 7_000;
const stopWithinMs = 8_000;
const lookAgainMs = 500;
/** Soon after a process dies its mails are somebody else's: a code is of use for minutes. */
const leaseMs = 15_000;
/** As long as a mail is being sent its claim is kept: a server may take minutes to say that it has it. */
const extendEveryMs = 5_000;
const sendWithinMs = 12 * 60_000;

/** What one round knows. */
interface Round {
  run: MailRun;
  sent: number;
  /** Nothing more is begun: each would wait for a server that is not there. */
  isServerDown: boolean;
  /** When the mails that are under way were begun, by what the process has been running for. */
  begunAt: Map<string, number>;
  /** What was told already: a server that is down is told of once a round. */
  told: Set<string>;
  stopping: AbortSignal | undefined;
}

/** Does the work while the claim is kept. */
async function whileClaimed<T>(
  deps: MailDeliveryDeps,
  mail: ClaimedMail,
  work: () => Promise<T>,
): Promise<T> {
  const extend = (): void => {
    deps.database
      .write((tx) => extendClaim(tx, mail, deps.clock.nowMs() + leaseMs))
      .catch((error: unknown) => deps.onError(error));
  };
  const timer = setInterval(extend, extendEveryMs);
  timer.unref();
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}

/** Aborts when it took too long, and soon after the process was told to stop. */
function deadlineOf(stopping: AbortSignal | undefined): { signal: AbortSignal; clear(): void } {
  const deadline = new AbortController();
  const abort = (): void => deadline.abort();
  const timers = [setTimeout(abort, sendWithinMs).unref()];
  const onStop = (): void => void timers.push(setTimeout(abort, finishWithinMs).unref());
  stopping?.addEventListener('abort', onStop, { once: true });
  return {
    signal: deadline.signal,
    clear() {
      stopping?.removeEventListener('abort', onStop);
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

async function attempt(deps: MailDeliveryDeps, mail: ClaimedMail, round: Round): Promise<MailOutcome> {
  let written: OutgoingMail;
  try {
    written = await deps.write(mail);
  } catch (error) {
    deps.onError(error);
    return { isSent: false, error: 'The mail could not be written.', isHopeless: false, isServerDown: false };
  }
  const { signal, clear } = deadlineOf(round.stopping);
  try {
    const send = () => whileClaimed(deps, mail, () => round.run.send(written, signal));
    return await (deps.spans ?? noSpans).whole('mail', { 'ostiary.mail.template': mail.template }, send);
  } finally {
    clear();
  }
}

/** What is not settled is sent again when its claim is over. Never rejects. */
async function deliver(deps: MailDeliveryDeps, mail: ClaimedMail, round: Round): Promise<void> {
  round.begunAt.set(mail.id, performance.now());
  try {
    const outcome = await attempt(deps, mail, round);
    if (outcome.isSent) round.sent++;
    else {
      round.isServerDown ||= outcome.isServerDown;
      if (!round.told.has(outcome.error)) deps.onError(new Error(outcome.error));
      round.told.add(outcome.error);
    }
    await settleMail({ ...deps, keepsValues: deps.transport.isShown }, mail, outcome);
  } catch (error) {
    deps.onError(error);
  }
}

/** How many more may be begun. */
function roomBeside(underWay: readonly ClaimedMail[], { begunAt }: Round): number {
  const now = performance.now();
  const quick = underWay.filter(({ id }) => now - (begunAt.get(id) ?? now) < slowAfterMs);
  return Math.min(maxUnderWay - quick.length, maxUnderWay + maxSlow - underWay.length);
}

async function deliverDue(deps: MailDeliveryDeps, stopping?: AbortSignal): Promise<number> {
  const run = deps.transport.begin();
  const round: Round = { run, sent: 0, isServerDown: false, begunAt: new Map(), told: new Set(), stopping };
  try {
    await drain<ClaimedMail>({
      claim(underWay) {
        const limit = roomBeside(underWay, round);
        if (limit <= 0 || round.isServerDown) return Promise.resolve([]);
        const now = deps.clock.nowMs();
        return deps.database.write((tx) => claimMails(tx, { now, lockedUntil: now + leaseMs, limit }));
      },
      handle: (mail) => deliver(deps, mail, round),
      lookAgainMs,
      signal: stopping,
    });
  } finally {
    run.close();
  }
  return round.sent;
}

export function createMailDelivery(deps: MailDeliveryDeps): MailDelivery {
  const job = createPeriodicJob({
    run: (signal) => deliverDue(deps, signal),
    everyMs: pollMs,
    wakeDelayMs,
    stopWithinMs,
    onError: deps.onError,
  });
  return { deliverDue: () => deliverDue(deps), start: job.start, wake: job.wake, stop: job.stop };
}
