import type { Caller, Subject } from '#modules/access';
import type { Db } from '#platform/db/schema.ts';
import { AppError } from '#platform/errors.ts';
import type { TransferDeps } from '../transfer.deps.ts';

function lessPowerful(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : Math.max(a, b);
}

/** What they held at the start, as far as they still hold it. */
function stillHeld(atStart: Subject, now: Subject): Subject {
  const isSuperuser = atStart.isSuperuser && now.isSuperuser;
  const has = (subject: Subject, name: string): boolean =>
    subject.isSuperuser || subject.permissions.includes(name);
  const named = [...new Set([...atStart.permissions, ...now.permissions])];
  return {
    userId: atStart.userId,
    // Facts, by which nothing is allowed and much refused: nobody adds to a role that they hold.
    roles: now.roles,
    permissions: named.filter((name) => has(atStart, name) && has(now, name)),
    level: lessPowerful(atStart.level, now.level),
    isStaff: atStart.isStaff && now.isStaff,
    isSuperuser,
  };
}

/**
 * An import lasts minutes; what its caller may do is what they may do now, within what they could when they
 * began. AppError `access.denied` when they may not import any more.
 */
export async function presentCaller(deps: TransferDeps, db: Db, caller: Caller): Promise<Caller> {
  const { subject } = caller;
  if (subject === 'operator' || subject === null) return caller;
  const user = await deps.users.find(db, subject.userId);
  if (user?.isActive !== true) throw new AppError('access.denied');
  const { isStaff, isSuperuser } = user;
  const held = await deps.access.accessOf(db, user.id);
  const now: Subject = { ...held, userId: user.id, isStaff, isSuperuser };
  const present = stillHeld(subject, now);
  const mayImport = present.isSuperuser || present.permissions.includes('users.import');
  if (!mayImport) throw new AppError('access.denied');
  return { ...caller, subject: present };
}
