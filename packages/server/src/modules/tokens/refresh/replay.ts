import type { Act } from '#modules/audit';
import type { Tx } from '#platform/db/schema.ts';
import { AppError } from '#platform/errors.ts';
import type { TokenDeps } from '../tokens.deps.ts';
import { consumeFamily } from './families.store.ts';
import type { RefreshFamily } from './refresh-family.rules.ts';
import type { RefreshToken } from './refresh-token.ts';
import { resolveRefresh, type Resolved } from './resolving.ts';

const replayReason = 'refresh_token_replayed';

interface Replay {
  act: Act;
  family: RefreshFamily;
  token: RefreshToken;
}

/**
 * A used token came back after its window: of its holder and a thief, nobody can tell who is who, so both
 * are signed out (RFC 9700 section 4.14.2) unless the configuration says to refuse only.
 */
export async function recordReplay(deps: TokenDeps, tx: Tx, { act, family, token }: Replay): Promise<void> {
  const isEnding = deps.config.onReplay === 'end-session';
  if (isEnding) {
    const ending = { now: deps.clock.nowMs(), reason: replayReason };
    if (!(await consumeFamily(tx, family.id, ending))) return;
    await deps.sessions.end(tx, act, family.sessionId, replayReason);
  }
  await deps.audit.record(tx, act, {
    action: 'token.refresh_replayed',
    outcome: 'failure',
    target: { type: 'user', id: family.userId },
    details: {
      session_id: family.sessionId,
      presented_generation: token.generation,
      current_generation: family.generation,
      is_session_ended: isEnding,
    },
  });
}

export async function answerReplay(deps: TokenDeps, act: Act, resolved: Resolved): Promise<never> {
  const { family, token } = resolved;
  await deps.database.write((tx) => recordReplay(deps, tx, { act, family, token }));
  throw new AppError('tokens.blacklisted');
}

/** Signs out: ends the session of a refresh token that is good, or was until a moment ago. */
export async function blacklist(deps: TokenDeps, act: Act, text: string): Promise<void> {
  const resolved = await resolveRefresh(deps, text);
  if (resolved.verdict === 'replayed') return answerReplay(deps, act, resolved);
  const { family, user } = resolved;
  const byUser: Act = { ...act, actor: { type: 'user', id: user.id } };
  const isEnded = await deps.database.write((tx) =>
    deps.sessions.end(tx, byUser, family.sessionId, 'signed_out'),
  );
  if (!isEnded) throw new AppError('tokens.blacklisted');
}

/** Whether a refresh token is the good one. Looking is not using: a replay is refused and costs nothing. */
export async function verifyRefresh(deps: TokenDeps, text: string): Promise<void> {
  const { verdict } = await resolveRefresh(deps, text, { isAnyClients: true });
  if (verdict !== 'current') throw new AppError('tokens.blacklisted');
}
