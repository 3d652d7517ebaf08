import type { ImportedAccess } from '#modules/oauth';
import { isAppError, type AppError, type FieldError } from '#platform/errors.ts';
import type { TransferDeps } from '../../transfer.deps.ts';
import { findHolders, refusalOfFields, type Holder } from '../holders.ts';
import { inOrder } from '../in-order.ts';
import type { ImportThings } from '../kind.types.ts';
import type { AccessTokenEntry } from './access-token-entry.rules.ts';

function problemsOf({ tokens, oauth }: TransferDeps, { scope, token }: AccessTokenEntry): FieldError[] {
  const problems = tokens.bulk.problemsOf({ scope });
  if (!oauth.bulk.isForeignAccessText(token)) {
    problems.push({ path: 'token', message: 'This is no opaque access token of another system.' });
  }
  return problems;
}

function tokenOf(
  deps: TransferDeps,
  entry: AccessTokenEntry,
  holder: Holder | AppError | undefined,
): ImportedAccess | AppError {
  if (!holder) throw new TypeError('Every entry has a holder');
  if (isAppError(holder)) return holder;
  const { token: text, clientId, scope, createdAt, expiresAt } = entry;
  const now = deps.clock.nowMs();
  return (
    refusalOfFields(problemsOf(deps, entry)) ?? {
      ...{ text, userId: holder.userId, clientId, scope, expiresAt },
      createdAt: Math.min(createdAt ?? now, now),
    }
  );
}

/** Opaque access tokens, by the rules of the module that issues such. */
export const importAccessTokens: ImportThings<AccessTokenEntry> = async (deps, target, things) => {
  const holders = await findHolders(deps, target, things);
  const tokens = things.entries.map((entry, index) => tokenOf(deps, entry, holders[index]));
  const { act } = things.caller;
  return inOrder(tokens, (good) => deps.oauth.bulk.importAccessTokens({ ...target, act }, good));
};
