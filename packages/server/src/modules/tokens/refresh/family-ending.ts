import type { Caller } from '#modules/access';
import { requireOwnOrManaged } from '#modules/sessions';
import { AppError } from '#platform/errors.ts';
import { isUuid } from '#platform/ids.ts';
import type { TokenDeps } from '../tokens.deps.ts';
import { consumeFamily } from './families.store.ts';
import { findFamilyOwner } from './family-list.store.ts';

const endReason = 'ended_by_administrator';

/** See TokenService.endFamily. */
export async function endFamily(
  deps: TokenDeps,
  caller: Caller,
  { id, userId }: { id: string; userId: string },
): Promise<void> {
  // A text that is no id, a NUL in it for instance, never reaches the database.
  const found = isUuid(id) ? await findFamilyOwner(deps.database.db, id) : undefined;
  const owner = found?.userId === userId ? found : undefined;
  await requireOwnOrManaged(deps, caller, owner?.userId);
  const isEnded = await deps.database.write(async (tx) => {
    const ending = { now: deps.clock.nowMs(), reason: endReason };
    if (!owner || !(await consumeFamily(tx, id, ending))) return false;
    const data = { user_id: userId, session_id: owner.sessionId };
    await deps.events.emit(tx, { type: 'token.family_ended', subjectId: id, data });
    await deps.audit.record(tx, caller.act, {
      action: 'token.family_end',
      outcome: 'success',
      target: { type: 'refresh_family', id },
      details: data,
    });
    return true;
  });
  if (!isEnded) throw new AppError('tokens.family_not_found');
}
