import type { Act, AuditService } from '#modules/audit';
import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/db/database.ts';
import type { Tx } from '#platform/db/schema.ts';
import { consumeDelivered, consumeFailedAttempt } from './backchannel.store.ts';
import type { Logout } from './backchannel.table.ts';
import type { LogoutOutcome } from './logout-request.ts';
import { retryDelayMs } from './logout-retry.rules.ts';

export interface SettlingDeps {
  database: Database;
  clock: Clock;
  audit: Pick<AuditService, 'record'>;
}

const ostiaryItself: Act = {
  actor: { type: 'system', id: null },
  origin: { address: null, userAgent: null, requestId: null },
};

/** Once for each notice, when it is over: not for each attempt. */
async function note(
  deps: SettlingDeps,
  tx: Tx,
  noted: { logout: Logout; error: string | null },
): Promise<void> {
  const { clientId, userId, sessionId, attempts } = noted.logout;
  await deps.audit.record(tx, ostiaryItself, {
    action: 'session.logout_notice',
    outcome: noted.error === null ? 'success' : 'failure',
    target: { type: 'session', id: sessionId },
    details: {
      client_id: clientId,
      user_id: userId,
      attempts,
      ...(noted.error !== null && { error: noted.error }),
    },
  });
}

/** Writes down what came of an attempt. */
export async function settleLogout(
  deps: SettlingDeps,
  logout: Logout,
  outcome: LogoutOutcome,
): Promise<void> {
  const now = deps.clock.nowMs();
  await deps.database.write(async (tx) => {
    if (outcome.isDelivered) {
      if (await consumeDelivered(tx, logout.id, now)) await note(deps, tx, { logout, error: null });
      return;
    }
    const { error, isHopeless } = outcome;
    const delayMs = isHopeless ? null : retryDelayMs(logout.id, logout.attempts);
    const retryAt = delayMs === null ? null : now + delayMs;
    const isNoted = await consumeFailedAttempt(tx, logout, { error, now, retryAt });
    if (isNoted && retryAt === null) await note(deps, tx, { logout, error });
  });
}
