import type { MovedFactors } from '#modules/mfa';
import { isAppError, type AppError } from '#platform/errors.ts';
import { refusalOfCredentials } from '../credentials.rules.ts';
import { keyIdOf } from '../key-id.ts';
import { madeElsewhere } from '../keyed-hash.rules.ts';
import type { Became, ImportThings } from '../kind.types.ts';
import { findPeople } from '../people.ts';
import type { FactorEntry } from './factor-entry.rules.ts';

/** Second factors of people who have none: whoever gives one can sign in with it. */
export const importFactors: ImportThings<FactorEntry> = async (deps, target, things) => {
  const { entries, caller, overlay } = things;
  const refusal = refusalOfCredentials(caller);
  if (refusal) return entries.map(() => refusal);
  const references = entries.map(({ user }) => user);
  const people = await findPeople(deps, target.db, { references, overlay });
  const keyId = keyIdOf(deps.sealer);
  const found = entries.map(({ user, factors, recoveryCodes }): MovedFactors | AppError => {
    const person = people.get(user);
    if (isAppError(person)) return person;
    const usable = recoveryCodes.filter((code) => code.keyId === keyId);
    return { userId: person.id, ...factors, recoveryCodes: usable.map(({ hash }) => hash) };
  });
  const moved = found.filter((one): one is MovedFactors => !isAppError(one));
  const became = await deps.mfa.bulk.importAll(target, moved);
  const outcomes = new Map(moved.map((one, index) => [one, became[index]]));
  return found.map((one, index): Became => {
    const outcome = isAppError(one) ? one : outcomes.get(one);
    if (outcome === undefined) throw new TypeError('No outcome for the factors of a user');
    if (typeof outcome !== 'string') return outcome;
    const codes = entries[index]?.recoveryCodes ?? [];
    const isElsewhere = codes.some((code) => code.keyId !== keyId);
    return isElsewhere ? { outcome, leftOut: madeElsewhere(['recovery_codes']) } : outcome;
  });
};
