import type { Config } from '#config';
import type { Act } from '#modules/audit';
import type { Service } from '#modules/services';
import type { User } from '#modules/users';
import { randomBuffer } from '#platform/random.ts';
import { mintAccess } from '../jwt/minting.ts';
import type { TokenDeps } from '../tokens.deps.ts';
import { prove } from '../proof.ts';
import type { Credentials, TokenPair } from '../tokens.types.ts';
import { insertFamily } from './families.store.ts';
import { encodeRefreshToken, refreshHashOf, type RefreshToken } from './refresh-token.ts';

/** A session is extended only when it has run through this part of a refresh token's life. */
const slackPart = 24;

/**
 * A session outlives its refresh token by one access token, so that the last of those works to its end,
 * and by a little more, so that most refreshes need not write to the session.
 */
export function refreshSessionSeconds(config: Config['tokens']): number {
  return config.refreshSeconds + config.accessSeconds + Math.ceil(config.refreshSeconds / slackPart);
}

/** One session, one family, in one transaction; signed after it. Errors: those of `prove`. */
export async function signIn(
  deps: TokenDeps,
  act: Act,
  { service, ...credentials }: Credentials & { service: Service | null },
): Promise<{ user: User; pair: TokenPair }> {
  const { config, database, sealer } = deps;
  const { user, amr } = await prove(deps, act, credentials);
  const token: RefreshToken = { familyId: deps.newId(), generation: 0, secret: randomBuffer(32) };
  const session = await database.write(async (tx) => {
    const lifetimeSeconds = refreshSessionSeconds(config);
    const started = await deps.sessions.start(tx, act, {
      userId: user.id,
      amr,
      lifetimeSeconds,
      isBrowser: false,
    });
    const { id: sessionId, createdAt } = started.session;
    await insertFamily(
      tx,
      {
        id: token.familyId,
        sessionId,
        userId: user.id,
        clientId: null,
        scope: '',
        generation: token.generation,
        secretHash: refreshHashOf(sealer, token),
        previousHash: null,
        rotatedAt: null,
        expiresAt: createdAt + config.refreshSeconds * 1000,
        endedAt: null,
        grantId: null,
        payload: null,
      },
      createdAt,
    );
    return started.session;
  });
  const bearer = { user, session, clientId: null, scope: '', service };
  const access = await mintAccess(deps, bearer, config.accessSeconds);
  deps.usage?.count('token.password');
  return { user, pair: { access, refresh: encodeRefreshToken(sealer, token) } };
}
