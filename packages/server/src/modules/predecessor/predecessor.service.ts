import { arrive, type Asking } from './asking/arriving.ts';
import { createTurns } from './asking/turns.ts';
import { deleteCutoffs, insertCutoff } from './cutoffs.store.ts';
import { createOldTokens } from './old-tokens/old-tokens.ts';
import { cutoffKey, isOver } from './overlap.ts';
import type { PredecessorDeps } from './predecessor.deps.ts';
import type { PredecessorService } from './predecessor.types.ts';

/** The old service is smaller than this one: it is spared, and whoever waits longer may try again. */
const turnLimits = { atOnce: 8, waiting: 200, waitMs: 5_000 };

const tellEveryMs = 60_000;

/** What was cut off stays a month longer than anything could come back. */
const keepMs = 30 * 24 * 60 * 60 * 1000;

function createTeller({ clock, onBackgroundError }: PredecessorDeps): Asking['tellFailure'] {
  let toldAt = -Infinity;
  return (reason) => {
    const now = clock.nowMs();
    if (now - toldAt < tellEveryMs) return;
    toldAt = now;
    onBackgroundError?.(new Error(`The predecessor could not be asked for a sign-in: ${reason}`));
  };
}

/** The service that people come from, while both are there. */
export function createPredecessorService(deps: PredecessorDeps): PredecessorService {
  const { config, clock, sealer, users } = deps;
  const oldTokens = createOldTokens(deps);
  const asking = { ...deps, oldTokens, turns: createTurns(turnLimits), tellFailure: createTeller(deps) };
  const isUsed = config.tokenUrl !== null || config.key !== null;
  return {
    arrive: (act, visitor) => arrive(asking, act, visitor),
    findAccess: (token) => oldTokens.find(token, 'access'),
    findRefresh: (token) => oldTokens.find(token, 'refresh'),
    endToken: (tx, act, token) => oldTokens.end(tx, act, token),
    async cutOff(tx, userId) {
      if (!isUsed || isOver(config, clock.nowMs())) return;
      const user = await users.find(tx, userId);
      if (user?.externalId == null) return;
      await insertCutoff(tx, cutoffKey(sealer, 'user', user.externalId), clock.nowMs());
    },
    async prune(tx, now) {
      const isForgotten = config.until !== null && now >= Date.parse(config.until) + keepMs;
      return isForgotten ? deleteCutoffs(tx) : 0;
    },
  };
}
