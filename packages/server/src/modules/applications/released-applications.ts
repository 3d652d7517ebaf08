import type { Act } from '#modules/audit';
import type { Tx } from '#platform/db/schema.ts';
import { recordAct } from './application-records.ts';
import type { Core } from './applications.deps.ts';
import { lockApplicationsOf } from './applications.store.ts';
import { saveApplication } from './saving.ts';

/**
 * Whoever is gone still knows the secrets of what they registered: their applications stop working and belong
 * to the installation, for somebody who manages applications to delete or to take over.
 */
export async function releaseOwned(
  core: Core,
  tx: Tx,
  { act, userId }: { act: Act; userId: string },
): Promise<void> {
  for (const before of await lockApplicationsOf(tx, userId)) {
    const now = core.clock.nowMs();
    const after = { ...before, isActive: false, ownerId: null, updatedAt: now, version: before.version + 1 };
    const changed = await saveApplication(core, tx, { before, after });
    const details = { changed: [...changed, 'owner_id'], is_active: false, previous_owner_id: userId };
    await recordAct(core, tx, { act, action: 'application.update', application: after, details });
    core.known.distrust(after.clientId);
  }
}
