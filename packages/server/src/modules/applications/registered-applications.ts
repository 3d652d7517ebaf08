import type { Tx } from '#platform/db/schema.ts';
import { AppError } from '#platform/errors.ts';
import type { Core } from './applications.deps.ts';
import { lockApplication } from './applications.store.ts';
import type { Application, ApplicationService } from './applications.types.ts';
import { addApplication, checkApplication, removeApplication, saveApplication } from './saving.ts';

type RegistrationUseCases = Pick<
  ApplicationService,
  'insertRegistered' | 'updateRegistered' | 'deleteRegistered'
>;

async function updateRegistered(core: Core, tx: Tx, application: Application): Promise<void> {
  const before = await lockApplication(tx, application.clientId);
  if (!before) throw new AppError('applications.not_found');
  const { id, clientType, ownerId, origin, createdAt } = before;
  const after = {
    ...application,
    ...{ id, clientType, ownerId, origin, createdAt },
    ...{ updatedAt: core.clock.nowMs(), version: before.version + 1 },
  };
  checkApplication(core, after);
  await saveApplication(core, tx, { before, after });
}

/** Whoever calls these commits, and audits who did it. */
export function createRegistrationUseCases(core: Core): RegistrationUseCases {
  return {
    async insertRegistered(tx, application, secret) {
      checkApplication(core, application);
      await addApplication(core, tx, { application, secret });
      core.known.distrust(application.clientId);
    },
    async updateRegistered(tx, application) {
      await updateRegistered(core, tx, application);
      core.known.distrust(application.clientId);
    },
    async deleteRegistered(tx, clientId) {
      const application = await lockApplication(tx, clientId);
      if (!application) return;
      await removeApplication(core, tx, application);
      core.known.distrust(clientId);
    },
  };
}
