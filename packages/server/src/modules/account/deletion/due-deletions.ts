import type { Act } from '#modules/audit';
import { isoTime } from '#platform/clock.ts';
import type { Tx } from '#platform/db/schema.ts';
import { readerOf } from '../mailing.ts';
import type { PendingDeletion } from '../own-accounts.types.ts';
import type { DeletionDeps } from './deletion.deps.ts';
import { consumeDeletion, listDue } from './deletion.store.ts';

/** Nobody is there when the time has come. */
const ownAct: Act = {
  actor: { type: 'system', id: null },
  origin: { address: null, userAgent: null, requestId: null },
};

const batchSize = 100;

/** As anybody's deletion, and told to the address that the account had last. */
export async function eraseAndTell(
  deps: DeletionDeps,
  tx: Tx,
  { act, userId }: { act: Act; userId: string },
): Promise<void> {
  const user = await deps.users.erase(tx, act, userId);
  if (user.email === null) return;
  const values = { time: isoTime(deps.clock.nowMs()) };
  const letter = { to: user.email, language: readerOf(act) };
  await deps.mail.enqueue(tx, { ...letter, template: 'account-deleted', values });
}

/** False when it was taken back, or carried out, meanwhile. */
function deleteOne(deps: DeletionDeps, { userId }: PendingDeletion): Promise<boolean> {
  return deps.database.write(async (tx) => {
    if (!(await deps.users.lock(tx, userId))) return false;
    const due = await consumeDeletion(tx, userId, { dueBy: deps.clock.nowMs() });
    if (!due) return false;
    // What an administrator decides is told to nobody, now as at once.
    if (due.requestedBy === null) await eraseAndTell(deps, tx, { act: ownAct, userId });
    else await deps.users.erase(tx, ownAct, userId);
    return true;
  });
}

/** One by one: that one cannot be deleted, such as the last administrator, is not for the others to bear. */
export async function deleteDue(deps: DeletionDeps): Promise<number> {
  const now = deps.clock.nowMs();
  let deleted = 0;
  let after: PendingDeletion | undefined;
  for (;;) {
    const due = await listDue(deps.database.db, { now, after, limit: batchSize });
    for (const deletion of due) {
      try {
        if (await deleteOne(deps, deletion)) deleted++;
      } catch (error) {
        deps.onBackgroundError(error);
      }
    }
    after = due.at(-1);
    if (due.length < batchSize) return deleted;
  }
}
