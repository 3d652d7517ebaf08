import type { ImportedApplication } from '#modules/applications';
import { isAppError, type AppError } from '#platform/errors.ts';
import type { ImportThings, Outcome } from '../kind.types.ts';
import { findPeople, type People } from '../people.ts';
import type { ApplicationEntry } from './application-entry.rules.ts';

function withOwner({ application, owner }: ApplicationEntry, people: People): ImportedApplication | AppError {
  if (owner === undefined) return application;
  const found = owner === null ? null : people.get(owner, 'owner');
  if (isAppError(found)) return found;
  return { ...application, ownerId: found?.id ?? null };
}

/** OAuth clients, by the rules of their module. */
export const importApplications: ImportThings<ApplicationEntry> = async (deps, target, things) => {
  const { entries, caller, options, overlay } = things;
  const references = entries.flatMap(({ owner }) => owner ?? []);
  const people = await findPeople(deps, target.db, { references, overlay });
  const owned = entries.map((entry) => withOwner(entry, people));
  const applications = owned.filter((one): one is ImportedApplication => !isAppError(one));
  const { existing = 'update' } = options;
  const became = await deps.applications.bulk.importAll(target, caller, { applications, existing });
  for (const { clientId } of applications) overlay.addClient(clientId);
  const outcomes = new Map(applications.map((one, index) => [one, became[index]]));
  return owned.map((one): Outcome | AppError => {
    const outcome = isAppError(one) ? one : outcomes.get(one);
    if (outcome === undefined) throw new TypeError('No outcome for an application');
    return outcome;
  });
};
