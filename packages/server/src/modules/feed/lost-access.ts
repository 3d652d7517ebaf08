import type { EventService, NewEvent } from '#modules/events';
import type { ServiceService } from '#modules/services';
import type { Tx } from '#platform/db/schema.ts';

export interface LostAccessDeps {
  events: Pick<EventService, 'emitMany'>;
  services: Pick<ServiceService, 'accessOfMany' | 'listAll'>;
}

/**
 * Before a user is deleted: a service that sees only those who were given access is told of the deletion if it
 * sees the user, and otherwise never hears of them. Afterwards nobody knows any more who had access.
 */
export async function emitLostAccess(deps: LostAccessDeps, tx: Tx, userId: string): Promise<void> {
  const all = await deps.services.listAll(tx);
  const selective = new Set(all.filter(({ entry }) => entry === 'granted').map(({ id }) => id));
  if (selective.size === 0) return;
  const reached = await deps.services.accessOfMany(tx, [{ id: userId, isActive: true }]);
  const lost = (reached.get(userId) ?? []).filter(
    ({ serviceId, access }) => access !== null && selective.has(serviceId),
  );
  await deps.events.emitMany(
    tx,
    lost.map(({ serviceId }): NewEvent => {
      const data = { reason: 'user.delete', service: serviceId };
      return { type: 'user.access_changed', subjectId: userId, data };
    }),
  );
}
