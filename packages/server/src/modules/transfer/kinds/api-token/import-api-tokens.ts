import type { ImportedApiToken } from '#modules/tokens';
import { isAppError, type AppError, type FieldError } from '#platform/errors.ts';
import type { TransferDeps } from '../../transfer.deps.ts';
import { findHolders, refusalOfFields, userIdOf, type Holder } from '../holders.ts';
import { inOrder } from '../in-order.ts';
import { keyIdOf } from '../key-id.ts';
import { madeElsewhere } from '../keyed-hash.rules.ts';
import type { ImportThings } from '../kind.types.ts';
import type { ApiTokenEntry } from './api-token-entry.rules.ts';

function problemsOf({ tokens: { bulk } }: TransferDeps, { name, scope, token }: ApiTokenEntry): FieldError[] {
  const problems = bulk.problemsOf({ name, scope });
  if ('text' in token && !bulk.isApiTokenText(token.text)) {
    problems.push({
      path: 'token',
      message: 'This is no static token: 40 hexadecimal digits, or one of ours.',
    });
  }
  return problems;
}

function tokenOf(
  deps: TransferDeps,
  entry: ApiTokenEntry,
  holder: Holder | AppError | undefined,
): ImportedApiToken | AppError {
  if (!holder) throw new TypeError('Every entry has a holder');
  if (isAppError(holder)) return holder;
  const { kind: _kind, user: _user, clientId: _clientId, keyId, createdAt, ...token } = entry;
  if (keyId !== null && keyId !== keyIdOf(deps.sealer)) return madeElsewhere(['token_hash']);
  const now = deps.clock.nowMs();
  return (
    refusalOfFields(problemsOf(deps, entry)) ?? {
      ...{ ...token, userId: userIdOf(holder), createdAt: Math.min(createdAt ?? now, now) },
    }
  );
}

/** Static tokens, by the rules of their module. */
export const importApiTokens: ImportThings<ApiTokenEntry> = async (deps, target, things) => {
  const holders = await findHolders(deps, target, things);
  const tokens = things.entries.map((entry, index) => tokenOf(deps, entry, holders[index]));
  const { act } = things.caller;
  return inOrder(tokens, (good) => deps.tokens.bulk.importApiTokens({ ...target, act }, good));
};
