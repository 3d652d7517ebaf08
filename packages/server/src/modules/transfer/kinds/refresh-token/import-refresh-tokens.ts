import type { ImportedClientRefresh } from '#modules/oauth';
import type { ImportedRefresh } from '#modules/tokens';
import { isAppError, type AppError, type FieldError } from '#platform/errors.ts';
import type { TransferDeps } from '../../transfer.deps.ts';
import { findHolders, refusalOfFields, userIdOf, type Holder } from '../holders.ts';
import { inOrder } from '../in-order.ts';
import type { ImportThings, Outcome } from '../kind.types.ts';
import type { RefreshTokenEntry } from './refresh-token-entry.rules.ts';

function problemsOf({ tokens: { bulk } }: TransferDeps, { scope, token, clientId }: RefreshTokenEntry) {
  const problems: FieldError[] = bulk.problemsOf({ scope });
  if (!bulk.isForeignRefreshText(token)) {
    problems.push({ path: 'token', message: 'This is no refresh token of another system.' });
  }
  if (clientId === null && scope !== '') {
    problems.push({ path: 'scope', message: 'Only a refresh token of a client has a scope.' });
  }
  return problems;
}

function tokenOf(
  deps: TransferDeps,
  entry: RefreshTokenEntry,
  holder: Holder | AppError | undefined,
): ImportedRefresh | AppError {
  if (!holder) throw new TypeError('Every entry has a holder');
  if (isAppError(holder)) return holder;
  const { token: text, clientId, scope, createdAt, expiresAt, isRevoked } = entry;
  const now = deps.clock.nowMs();
  return (
    refusalOfFields(problemsOf(deps, entry)) ?? {
      ...{ text, userId: userIdOf(holder), clientId, scope, expiresAt, isRevoked },
      createdAt: Math.min(createdAt ?? now, now),
    }
  );
}

function isOfClient(token: ImportedRefresh): token is ImportedClientRefresh {
  return token.clientId !== null;
}

function paired<T>(
  tokens: readonly T[],
  outcomes: readonly (Outcome | AppError)[],
): [T, Outcome | AppError | undefined][] {
  return tokens.map((token, index) => [token, outcomes[index]]);
}

/** Refresh tokens, by the rules of the module that issues such. */
export const importRefreshTokens: ImportThings<RefreshTokenEntry> = async (deps, target, things) => {
  const holders = await findHolders(deps, target, things);
  const tokens = things.entries.map((entry, index) => tokenOf(deps, entry, holders[index]));
  const into = { ...target, act: things.caller.act };
  return inOrder(tokens, async (good) => {
    const own = good.filter((token) => !isOfClient(token));
    const ofClients = good.filter(isOfClient);
    const outcomes = new Map<ImportedRefresh, Outcome | AppError | undefined>([
      ...paired<ImportedRefresh>(own, await deps.tokens.bulk.importRefreshTokens(into, own)),
      ...paired<ImportedRefresh>(ofClients, await deps.oauth.bulk.importRefreshTokens(into, ofClients)),
    ]);
    return good.flatMap((token) => outcomes.get(token) ?? []);
  });
};
