import type { Tx } from '#platform/db/schema.ts';
import { AppError } from '#platform/errors.ts';
import { emitChange, emitDeletion } from './application-records.ts';
import type { Core } from './applications.deps.ts';
import { deleteApplication, insertApplication, updateApplication } from './applications.store.ts';
import type { Application } from './applications.types.ts';
import { changedFields } from './rules/application-input.rules.ts';
import { describeApplication } from './rules/application.rules.ts';
import { deleteSecretsOf } from './secrets/secrets.store.ts';
import { storeSecret } from './secrets/stored-secrets.ts';

/** AppError `request.invalid` with everything that is wrong with it. */
export function checkApplication(core: Core, application: Application): void {
  const fields = describeApplication(application, core.config);
  if (fields.length > 0) throw new AppError('request.invalid', { fields });
}

/** Returns the id of its first secret, if it begins with one. */
export async function addApplication(
  core: Core,
  tx: Tx,
  { application, secret }: { application: Application; secret: string | null },
): Promise<string | null> {
  await insertApplication(tx, application);
  await emitChange(core, tx, { application, changed: [] });
  if (secret === null) return null;
  const stored = await storeSecret(core, tx, { applicationId: application.id, secret, expiresAt: null });
  return stored.id;
}

/** With what follows from the change. Returns the wire names of what changed. */
export async function saveApplication(
  core: Core,
  tx: Tx,
  { before, after }: { before: Application; after: Application },
): Promise<string[]> {
  const changed = changedFields(before, after);
  await updateApplication(tx, after);
  if (after.authentication !== 'client_secret') await deleteSecretsOf(tx, after.id);
  if (before.isActive && !after.isActive) {
    await core.ports.endClient(tx, after.clientId, 'application_deactivated');
  }
  await emitChange(core, tx, { application: after, changed });
  return changed;
}

export async function removeApplication(core: Core, tx: Tx, application: Application): Promise<void> {
  await core.ports.endClient(tx, application.clientId, 'application_deleted');
  await deleteApplication(tx, application.id);
  await emitDeletion(core, tx, application);
}
