import type { Act } from '#modules/audit';
import type { Service } from '#modules/services';
import { AppError } from '#platform/errors.ts';
import { mintAccess } from '../jwt/minting.ts';
import type { TokenDeps } from '../tokens.deps.ts';
import { refreshSessionSeconds } from './family-start.ts';
import { consumeRotation, consumeRotationAlone, updateRotatedAtNoLaterThan } from './families.store.ts';
import { expiryAfterRotation } from './refresh-family.rules.ts';
import { answerReplay } from './replay.ts';
import { encodeRefreshToken, refreshHashOf, successorOf, type RefreshToken } from './refresh-token.ts';
import { resolveRefresh, type Resolved } from './resolving.ts';

export interface Refreshed {
  access: string;
  refresh?: string;
}

/** Losing the race once is ordinary; the second look then sees who won. */
const maxAttempts = 3;

/**
 * One conditional update, so that of any number of requests at once exactly one rotates. It is not
 * audited: it happens every few minutes for everybody who is signed in, and changes who may do nothing.
 */
function rotate(deps: TokenDeps, resolved: Resolved, successor: RefreshToken): Promise<boolean> {
  const { family, session } = resolved;
  const now = deps.clock.nowMs();
  const { refreshSeconds: seconds, refreshMaxAgeSeconds: maxAgeSeconds } = deps.config;
  const { authenticatedAt } = session;
  const expiresAt = expiryAfterRotation({ ...family, authenticatedAt }, { now, seconds, maxAgeSeconds });
  const lastAccessEndsAt = expiresAt + deps.config.accessSeconds * 1000;
  const secretHash = refreshHashOf(deps.sealer, successor);
  const rotation = { family, secretHash, now, expiresAt };
  if (session.expiresAt >= lastAccessEndsAt) return consumeRotationAlone(deps.database, rotation);
  return deps.database.write(async (tx) => {
    if (!(await consumeRotation(tx, rotation))) return false;
    const sessionExpiresAt = now + refreshSessionSeconds(deps.config) * 1000;
    await deps.sessions.extend(tx, family.sessionId, sessionExpiresAt, now);
    return true;
  });
}

/** After commit: nothing is signed that the database does not know. */
async function answer(
  deps: TokenDeps,
  { family, user, session, service }: Resolved & { service: Service | null },
  successor?: RefreshToken,
): Promise<Refreshed> {
  const { clientId, scope } = family;
  const bearer = { user, session, clientId, scope, service };
  const access = await mintAccess(deps, bearer, deps.config.accessSeconds);
  deps.usage?.count('token.refresh');
  return successor ? { access, refresh: encodeRefreshToken(deps.sealer, successor) } : { access };
}

async function repeat(deps: TokenDeps, resolved: Resolved & { service: Service | null }): Promise<Refreshed> {
  const { family, token } = resolved;
  const now = deps.clock.nowMs();
  if (family.rotatedAt !== null && family.rotatedAt > now) {
    await deps.database.write((tx) => updateRotatedAtNoLaterThan(tx, family.id, now));
  }
  return answer(deps, resolved, successorOf(deps.sealer, token));
}

/** Errors: see TokenService.refresh. */
export async function refresh(
  deps: TokenDeps,
  act: Act,
  { text, service }: { text: string; service: Service | null },
): Promise<Refreshed> {
  for (let attempt = 0; attempt < maxAttempts; attempt++) {
    const resolved = { ...(await resolveRefresh(deps, text)), service };
    if (resolved.verdict === 'replayed') return answerReplay(deps, act, resolved);
    if (resolved.verdict === 'successor') return repeat(deps, resolved);
    if (!deps.config.isRotating) return answer(deps, resolved);
    const successor = successorOf(deps.sealer, resolved.token);
    if (await rotate(deps, resolved, successor)) return answer(deps, resolved, successor);
  }
  throw new AppError('service.unavailable', { retryAfterSeconds: 1 });
}
