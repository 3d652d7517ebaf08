import type { Caller } from '#modules/access';
import type { Tx } from '#platform/db/schema.ts';
import { AppError } from '#platform/errors.ts';
import { emitChange, recordAct } from '../application-records.ts';
import type { Core } from '../applications.deps.ts';
import { lockApplication } from '../applications.store.ts';
import type { Application, ApplicationSecret, ApplicationService } from '../applications.types.ts';
import { authorizeChange, getReadable } from '../authority.ts';
import { newSecret } from './client-secret.ts';
import { consumeSecret, listLiveSecrets } from './secrets.store.ts';
import { storeSecret } from './stored-secrets.ts';

type SecretUseCases = Pick<ApplicationService, 'listSecrets' | 'addSecret' | 'deleteSecret'>;

const maxLive = 2;

/** Locked, so that of two who add a secret at once the second sees what the first one did. */
async function lockExisting(tx: Tx, idOrClientId: string): Promise<Application> {
  const application = await lockApplication(tx, idOrClientId);
  if (!application) throw new AppError('applications.not_found');
  return application;
}

function checkExpiry(expiresAt: number | null, now: number): void {
  if (expiresAt === null || (Number.isSafeInteger(expiresAt) && expiresAt > now)) return;
  const fields = [{ path: 'expires_at', message: 'Give a time that is still to come.' }];
  throw new AppError('request.invalid', { fields });
}

interface SecretAct {
  caller: Caller;
  id: string;
}

async function addSecret(
  core: Core,
  { caller, id, expiresAt }: SecretAct & { expiresAt: number | null },
): Promise<{ secret: string; info: ApplicationSecret }> {
  checkExpiry(expiresAt, core.clock.nowMs());
  await authorizeChange(core, caller, id);
  const secret = newSecret();
  const { info, clientId } = await core.database.write(async (tx) => {
    const application = await lockExisting(tx, id);
    if (application.authentication !== 'client_secret') throw new AppError('applications.has_no_secret');
    const live = await listLiveSecrets(tx, application.id, core.clock.nowMs());
    if (live.length >= maxLive) throw new AppError('applications.too_many_secrets');
    const added = await storeSecret(core, tx, { applicationId: application.id, secret, expiresAt });
    await emitChange(core, tx, { application, changed: ['secrets'] });
    const details = { secret_id: added.id, expires_at: expiresAt };
    await recordAct(core, tx, { act: caller.act, action: 'application.secret_create', application, details });
    return { info: added, clientId: application.clientId };
  });
  core.known.forget(clientId);
  return { secret, info };
}

async function deleteSecret(
  core: Core,
  { caller, id, secretId }: SecretAct & { secretId: string },
): Promise<void> {
  await authorizeChange(core, caller, id);
  const clientId = await core.database.write(async (tx) => {
    const application = await lockExisting(tx, id);
    const secret = { applicationId: application.id, id: secretId };
    const deleted = await consumeSecret(tx, secret, core.clock.nowMs());
    if (!deleted) throw new AppError('applications.secret_not_found');
    await emitChange(core, tx, { application, changed: ['secrets'] });
    const details = { secret_id: deleted.id };
    await recordAct(core, tx, { act: caller.act, action: 'application.secret_delete', application, details });
    return application.clientId;
  });
  core.known.forget(clientId);
}

async function listSecrets(core: Core, { caller, id }: SecretAct): Promise<ApplicationSecret[]> {
  const application = await getReadable(core, caller, id);
  return listLiveSecrets(core.database.db, application.id, core.clock.nowMs());
}

export function createSecretUseCases(core: Core): SecretUseCases {
  return {
    listSecrets: (caller, id) => listSecrets(core, { caller, id }),
    addSecret: (caller, id, { expiresAt = null } = {}) => addSecret(core, { caller, id, expiresAt }),
    deleteSecret: (caller, id, secretId) => deleteSecret(core, { caller, id, secretId }),
  };
}
