import type { ImportedAccess } from '#modules/services';
import type { Assignable } from '#modules/access';
import { AppError, isAppError } from '#platform/errors.ts';
import type { ImportThings, Outcome } from '../kind.types.ts';
import { findPeople, type People } from '../people.ts';
import type { ServiceAccessEntry } from './service-access-entry.rules.ts';

function unknown(code: 'access.group_not_found' | 'access.role_not_found', path: string): AppError {
  const error = new AppError(code);
  return new AppError(code, { fields: [{ path, message: error.message }] });
}

/** The id of whoever it is, or what is to be said about a line that names nobody. */
function idOf({ of }: ServiceAccessEntry, people: People, assignable: Assignable): string | AppError {
  if (of.holder === 'user') {
    const person = people.get(of.user);
    return isAppError(person) ? person : person.id;
  }
  const found = of.holder === 'group' ? assignable.group(of.name)?.group : assignable.role(of.name);
  if (found) return found.id;
  return unknown(of.holder === 'group' ? 'access.group_not_found' : 'access.role_not_found', of.holder);
}

/** Who may enter which service, by the rules of its module. */
export const importServiceAccess: ImportThings<ServiceAccessEntry> = async (deps, target, things) => {
  const { entries, caller, options, overlay } = things;
  const references = entries.flatMap(({ of }) => (of.holder === 'user' ? [of.user] : []));
  const people = await findPeople(deps, target.db, { references, overlay });
  const groups = entries.flatMap(({ of }) => (of.holder === 'group' ? [of.name] : []));
  const assignable = overlay.over(await deps.access.assignments.load(target.db, groups));
  const found = entries.map((entry): ImportedAccess | AppError => {
    const id = idOf(entry, people, assignable);
    const { kind: _kind, of, ...access } = entry;
    return isAppError(id) ? id : { ...access, holder: of.holder, id };
  });
  // What a dry run would have made cannot be asked about.
  const isRehearsed = (one: ImportedAccess): boolean => target.tx === null && overlay.hasService(one.service);
  const asked = found.filter((one): one is ImportedAccess => !isAppError(one) && !isRehearsed(one));
  const { existing = 'update' } = options;
  const became = await deps.services.bulk.importAccess(target, { caller, existing }, asked);
  const outcomes = new Map(asked.map((one, index) => [one, became[index]]));
  return found.map((one): Outcome | AppError => (isAppError(one) ? one : (outcomes.get(one) ?? 'created')));
};
