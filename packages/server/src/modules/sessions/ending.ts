import type { AccessService, Caller, Subject } from '#modules/access';
import type { Act, AuditService } from '#modules/audit';
import type { EventService } from '#modules/events';
import type { UserService } from '#modules/users';
import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/db/database.ts';
import type { Tx } from '#platform/db/schema.ts';
import { AppError } from '#platform/errors.ts';
import { isUuid } from '#platform/ids.ts';
import { consumeSession, consumeSessionsOf, findSession } from './sessions.store.ts';
import type { SessionPorts } from './sessions.types.ts';

interface OwnershipDeps {
  database: Database;
  users: UserService;
  access: AccessService;
}

export interface EndingDeps extends OwnershipDeps {
  clock: Clock;
  audit: AuditService;
  events: EventService;
  ports: SessionPorts;
}

async function emitEnded(deps: EndingDeps, tx: Tx, ended: { id: string; userId: string; reason: string }) {
  const { id, userId, reason } = ended;
  await deps.events.emit(tx, { type: 'session.ended', subjectId: id, data: { user_id: userId, reason } });
}

export async function endSession(
  deps: EndingDeps,
  tx: Tx,
  ending: { act: Act; sessionId: string; reason: string },
): Promise<boolean> {
  const { act, sessionId, reason } = ending;
  const now = deps.clock.nowMs();
  const userId = await consumeSession(tx, sessionId, { now, reason });
  if (userId === undefined) return false;
  await deps.ports.endFamilies(tx, [sessionId], reason, now);
  await emitEnded(deps, tx, { id: sessionId, userId, reason });
  await deps.audit.record(tx, act, {
    action: 'session.end',
    outcome: 'success',
    target: { type: 'session', id: sessionId },
    details: { user_id: userId, reason },
  });
  return true;
}

export async function endSessionsOf(
  deps: EndingDeps,
  tx: Tx,
  ending: { act: Act; userId: string; reason: string; keepSessionId: string | undefined },
): Promise<number> {
  const { act, userId, reason, keepSessionId } = ending;
  const now = deps.clock.nowMs();
  await deps.ports.endOutsideSessions?.(tx, userId);
  const ids = await consumeSessionsOf(tx, userId, { now, reason, keepSessionId });
  if (ids.length === 0) return 0;
  await deps.ports.endFamilies(tx, ids, reason, now);
  for (const id of ids) await emitEnded(deps, tx, { id, userId, reason });
  await deps.audit.record(tx, act, {
    action: 'session.end_all',
    outcome: 'success',
    target: { type: 'user', id: userId },
    details: { reason, count: ids.length },
  });
  return ids.length;
}

async function subjectOf(deps: OwnershipDeps, userId: string): Promise<Subject> {
  const { db } = deps.database;
  const { isStaff, isSuperuser } = await deps.users.get(db, userId);
  return { ...(await deps.access.accessOf(db, userId)), userId, isStaff, isSuperuser };
}

function isOwn(caller: Caller, userId: string): boolean {
  const { subject } = caller;
  return subject !== null && subject !== 'operator' && subject.userId === userId;
}

/**
 * Lets the owner of something that signs in do with it what they like, and others only with
 * `sessions.manage` and at least what the owner holds. `ownerId` is undefined for what does not exist:
 * whoever may not manage cannot tell that apart from what is somebody else's.
 */
export async function requireOwnOrManaged(
  deps: OwnershipDeps,
  caller: Caller,
  ownerId: string | undefined,
): Promise<void> {
  if (ownerId !== undefined && isOwn(caller, ownerId)) return;
  await deps.access.requirePermission(caller, 'sessions.manage');
  if (ownerId !== undefined) await deps.access.requireAtLeast(caller, await subjectOf(deps, ownerId));
}

export async function endOneSession(deps: EndingDeps, caller: Caller, sessionId: string): Promise<void> {
  // A text that is no id, a NUL in it for instance, never reaches the database.
  const session = isUuid(sessionId) ? await findSession(deps.database.db, sessionId) : undefined;
  await requireOwnOrManaged(deps, caller, session?.userId);
  if (!session) throw new AppError('sessions.not_found');
  const reason = isOwn(caller, session.userId) ? 'ended_by_user' : 'ended_by_administrator';
  const isEnded = await deps.database.write((tx) =>
    endSession(deps, tx, { act: caller.act, sessionId, reason }),
  );
  if (!isEnded) throw new AppError('sessions.not_found');
}
