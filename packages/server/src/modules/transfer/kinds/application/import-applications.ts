import type { ImportedApplication } from '#modules/applications';
import { isAppError, type AppError } from '#platform/errors.ts';
import { keyIdOf } from '../key-id.ts';
import { madeElsewhere } from '../keyed-hash.rules.ts';
import type { Became, ImportThings } from '../kind.types.ts';
import { findPeople, type People } from '../people.ts';
import type { ApplicationEntry } from './application-entry.rules.ts';

/** Where secrets are that were hashed under another server secret. */
function madeElsewhereOf({ keyIds }: ApplicationEntry, own: string): number[] {
  return keyIds.flatMap((keyId, index) => (keyId === null || keyId === own ? [] : [index]));
}

/** Without the secrets that nothing can be verified by here. */
function withUsable(entry: ApplicationEntry, own: string): ApplicationEntry {
  const left = madeElsewhereOf(entry, own);
  if (left.length === 0) return entry;
  const { application } = entry;
  const secrets = application.secrets.filter((_secret, index) => !left.includes(index));
  return { ...entry, application: { ...application, secrets } };
}

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
  const keyId = keyIdOf(deps.sealer);
  const owned = entries.map((entry) => withOwner(withUsable(entry, keyId), people));
  const applications = owned.filter((one): one is ImportedApplication => !isAppError(one));
  const { existing = 'update' } = options;
  const became = await deps.applications.bulk.importAll(target, caller, { applications, existing });
  for (const { clientId } of applications) overlay.addClient(clientId);
  const outcomes = new Map(applications.map((one, index) => [one, became[index]]));
  return owned.map((one, index): Became => {
    const outcome = isAppError(one) ? one : outcomes.get(one);
    const entry = entries[index];
    if (outcome === undefined || !entry) throw new TypeError('No outcome for an application');
    const left = madeElsewhereOf(entry, keyId);
    if (typeof outcome !== 'string' || left.length === 0) return outcome;
    return { outcome, leftOut: madeElsewhere(left.map((at) => `secrets.${String(at)}`)) };
  });
};
