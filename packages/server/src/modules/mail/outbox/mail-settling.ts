import type { MailDeps } from '../mail.deps.ts';
import type { MailOutcome } from '../transports/transport.types.ts';
import { retryAt } from './mail-retry.rules.ts';
import { consumeFailedAttempt, consumeSent } from './outbox.store.ts';
import type { ClaimedMail } from './outbox.table.ts';

export type SettlingDeps = Pick<MailDeps, 'database' | 'clock' | 'audit' | 'usage'> & {
  /** Whether what stands in a mail is kept when it has been sent. */
  keepsValues: boolean;
};

const ostiaryItself = {
  actor: { type: 'system', id: null },
  origin: { address: null, userAgent: null, requestId: null },
} as const;

/** Writes down what came of an attempt. */
export async function settleMail(deps: SettlingDeps, mail: ClaimedMail, outcome: MailOutcome): Promise<void> {
  const { keepsValues } = deps;
  const now = deps.clock.nowMs();
  if (outcome.isSent) deps.usage?.count('mail.sent');
  await deps.database.write(async (tx) => {
    if (outcome.isSent) {
      await consumeSent(tx, mail.id, { now, keepsValues });
      return;
    }
    const { error, isHopeless, isServerDown } = outcome;
    const next = isHopeless ? null : retryAt({ ...mail, isServerDown }, now);
    const isNoted = await consumeFailedAttempt(tx, mail, { error, now, retryAt: next });
    if (!isNoted || next !== null) return;
    // Without the address: the log is kept longer than accounts are.
    await deps.audit.record(tx, ostiaryItself, {
      action: 'mail.fail',
      outcome: 'failure',
      target: { type: 'mail', id: mail.id },
      details: { template: mail.template, attempts: mail.attempts, error },
    });
  });
}
