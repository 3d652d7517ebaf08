import { AppError } from '#platform/errors.ts';
import { apiTokenHashOf } from '../api/api-token.rules.ts';
import type { TokenDeps } from '../tokens.deps.ts';
import { findApiTokenOwners, insertApiTokens } from './api-tokens.bulk.store.ts';
import type { ExportedApiToken, ImportedApiToken, ImportTarget, TakenOver } from './tokens.bulk.types.ts';

/** Nothing is guessed about who it belongs to. */
export function takenByAnother(): AppError {
  const message = 'This token is known here as the one of another account or application.';
  return new AppError('request.invalid', { fields: [{ path: 'token', message }] });
}

/** See TokenBulk.importApiTokens. One that has expired is not kept. */
export async function importApiTokens(
  deps: TokenDeps,
  { db, tx }: ImportTarget,
  tokens: readonly ImportedApiToken[],
): Promise<TakenOver[]> {
  const now = deps.clock.nowMs();
  const keyed = tokens.map(({ token, ...rest }) => ({
    ...rest,
    hash: 'hash' in token ? token.hash : apiTokenHashOf(deps.sealer, token.text),
  }));
  const owners = await findApiTokenOwners(
    db,
    keyed.map(({ hash }) => hash),
  );
  const made: ExportedApiToken[] = [];
  const outcomes = keyed.map((token): TakenOver => {
    const owner = owners.get(token.hash);
    if (owner !== undefined) return owner === token.userId ? 'unchanged' : takenByAnother();
    if (token.expiresAt !== null && token.expiresAt <= now) return 'unchanged';
    owners.set(token.hash, token.userId);
    made.push({ ...token, id: deps.newId() });
    return 'created';
  });
  if (tx && made.length > 0) {
    const active = await deps.users.bulk.holdActive(
      tx,
      made.map(({ userId }) => userId),
    );
    await insertApiTokens(
      tx,
      made.map((token) => ({ ...token, revokedAt: active.has(token.userId) ? null : now })),
    );
  }
  return outcomes;
}
