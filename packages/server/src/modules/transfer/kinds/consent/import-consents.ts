import type { ImportedConsent } from '#modules/oauth';
import { isAppError, type AppError } from '#platform/errors.ts';
import type { TransferDeps } from '../../transfer.deps.ts';
import { findHolders, refusalOfFields, userIdOf, type Holder } from '../holders.ts';
import { inOrder } from '../in-order.ts';
import type { ImportThings } from '../kind.types.ts';
import type { ConsentEntry } from './consent-entry.rules.ts';

function consentOf(
  deps: TransferDeps,
  { clientId, scopes, createdAt }: ConsentEntry,
  holder: Holder | AppError | undefined,
): ImportedConsent | AppError {
  if (!holder) throw new TypeError('Every entry has a holder');
  if (isAppError(holder)) return holder;
  const now = deps.clock.nowMs();
  const problems = scopes.flatMap((scope, index) => {
    const isWord =
      scope !== '' && !scope.includes(' ') && deps.tokens.bulk.problemsOf({ scope }).length === 0;
    return isWord ? [] : [{ path: `scopes.${String(index)}`, message: 'This is no name of a scope.' }];
  });
  return (
    refusalOfFields(problems) ?? {
      ...{ userId: userIdOf(holder), clientId, scopes },
      createdAt: Math.min(createdAt ?? now, now),
    }
  );
}

/** What users agreed to, by the rules of the module that asks them. */
export const importConsents: ImportThings<ConsentEntry> = async (deps, target, things) => {
  const holders = await findHolders(deps, target, things);
  const consents = things.entries.map((entry, index) => consentOf(deps, entry, holders[index]));
  const { act } = things.caller;
  return inOrder(consents, (good) => deps.oauth.bulk.importConsents({ ...target, act }, good));
};
