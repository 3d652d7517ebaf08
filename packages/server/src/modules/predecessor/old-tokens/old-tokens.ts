import { createSecretKey } from 'node:crypto';
import type { Claims } from '#modules/keys';
import type { Act } from '#modules/audit';
import type { User } from '#modules/users';
import { epochSeconds } from '#platform/clock.ts';
import type { Tx } from '#platform/db/schema.ts';
import { AppError, isAppError } from '#platform/errors.ts';
import { hasCutoff, insertCutoff } from '../cutoffs.store.ts';
import { cutoffKey, isOver } from '../overlap.ts';
import type { PredecessorDeps } from '../predecessor.deps.ts';
import type { OldAccess } from '../predecessor.types.ts';
import { findOldTokenProblem, idText, readOldToken, type OldKey } from './old-token.rules.ts';

export interface OldTokens {
  /** The claims of a token that the predecessor signed and that is good by itself. Errors: as `find`. */
  read(token: string, type: 'access' | 'refresh'): Claims | undefined;
  /** Errors: see PredecessorService.findAccess. */
  find(token: string, type: 'access' | 'refresh'): Promise<OldAccess | undefined>;
  end(tx: Tx, act: Act, token: string): Promise<void>;
}

function keyOf({ key, algorithm }: PredecessorDeps['config']): OldKey | undefined {
  return key === null ? undefined : { secret: createSecretKey(Buffer.from(key, 'utf8')), algorithm };
}

/** What the id in a token is called here; undefined for one that nobody can have. */
export function externalIdOf({ config, users }: PredecessorDeps, id: string): string | undefined {
  const externalId = `${config.idPrefix}${id}`;
  return users.bulk.read({ externalId }).problems.length === 0 ? externalId : undefined;
}

async function findByExternalId(
  { users, database }: PredecessorDeps,
  externalId: string,
): Promise<User | undefined> {
  const [found] = await users.bulk.findByKeys(database.db, [
    { externalId, emailKey: null, usernameKey: null },
  ]);
  return found?.user;
}

async function find(deps: PredecessorDeps, claims: Claims): Promise<OldAccess> {
  const id = idText(claims[deps.config.userIdClaim]) ?? '';
  const externalId = externalIdOf(deps, id);
  const user = externalId === undefined ? undefined : await findByExternalId(deps, externalId);
  if (user?.externalId == null) throw new AppError('tokens.user_not_found');
  const ended = [
    cutoffKey(deps.sealer, 'user', user.externalId),
    cutoffKey(deps.sealer, 'token', String(claims['jti'])),
  ];
  if (await hasCutoff(deps.database.db, ended)) throw new AppError('tokens.invalid');
  return { user, claims };
}

/** Tokens that the predecessor signed, during the overlap. */
export function createOldTokens(deps: PredecessorDeps): OldTokens {
  const { config, clock, leewaySeconds } = deps;
  const key = keyOf(config);
  const { userIdClaim, issuer, audience } = config;

  const read: OldTokens['read'] = (token, type) => {
    const now = clock.nowMs();
    const claims = key === undefined || isOver(config, now) ? undefined : readOldToken(key, token);
    if (!claims) return undefined;
    const rules = { nowSeconds: epochSeconds(now), leewaySeconds, type, userIdClaim, issuer, audience };
    const problem = findOldTokenProblem(claims, rules);
    if (problem) throw new AppError(`tokens.${problem}`);
    return claims;
  };

  const readGood = (token: string): Claims | undefined => {
    try {
      return read(token, 'access');
    } catch (error) {
      // Over by itself in the meantime.
      if (isAppError(error)) return undefined;
      throw error;
    }
  };

  return {
    read,
    async find(token, type) {
      const claims = read(token, type);
      return claims && find(deps, claims);
    },
    async end(tx, act, token) {
      const claims = readGood(token);
      if (!claims) return;
      const tokenId = String(claims['jti']);
      if (!(await insertCutoff(tx, cutoffKey(deps.sealer, 'token', tokenId), clock.nowMs()))) return;
      await deps.audit.record(tx, act, {
        action: 'token.revoke',
        outcome: 'success',
        target: { type: 'token', id: tokenId },
        details: { predecessor: true },
      });
    },
  };
}
