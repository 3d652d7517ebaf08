import type { ImportedConsent } from '#modules/oauth';
import { isAppError, type AppError, type FieldError } from '#platform/errors.ts';
import type { TransferDeps } from '../../transfer.deps.ts';
import { findHolders, refusalOfFields, userIdOf, type Holder } from '../holders.ts';
import { inOrder } from '../in-order.ts';
import type { ImportThings } from '../kind.types.ts';
import type { ConsentEntry } from './consent-entry.rules.ts';

function problemsOf(deps: TransferDeps, scopes: readonly string[], path: string): FieldError[] {
  return scopes.flatMap((scope, index) => {
    const isWord =
      scope !== '' && !scope.includes(' ') && deps.tokens.bulk.problemsOf({ scope }).length === 0;
    return isWord ? [] : [{ path: `${path}.${String(index)}`, message: 'This is no name of a scope.' }];
  });
}

function consentOf(
  deps: TransferDeps,
  { clientId, scopes, services, createdAt }: ConsentEntry,
  holder: Holder | AppError | undefined,
): ImportedConsent | AppError {
  if (!holder) throw new TypeError('Every entry has a holder');
  if (isAppError(holder)) return holder;
  const now = deps.clock.nowMs();
  const ofServices = Object.entries(services);
  const problems = [
    ...problemsOf(deps, scopes, 'scopes'),
    ...ofServices.flatMap(([audience, names]) => problemsOf(deps, names, `services.${audience}`)),
  ];
  return (
    refusalOfFields(problems) ?? {
      ...{ userId: userIdOf(holder), clientId, scopes, services },
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
