import { anyOf, decide, ownerOfObject, permission, type Caller, type Policy } from '#modules/access';
import { AppError } from '#platform/errors.ts';
import type { ApplicationDeps, Core } from './applications.deps.ts';
import { findApplication } from './applications.store.ts';
import type { Application, ApplicationChanges, NewApplication } from './applications.types.ts';

const manage = permission('applications.manage');
const readOwn = anyOf(permission('applications.read'), ownerOfObject());

function passes(caller: Caller, policy: Policy, object?: { ownerId: string | null }): boolean {
  if (caller.subject === 'operator') return true;
  return decide(policy, { subject: caller.subject, ...(object && { object }) }).isAllowed;
}

export function isManager(caller: Caller): boolean {
  return passes(caller, manage);
}

/**
 * Whether users are signed in to it without being asked, or spoken for: whoever decides what it is, where its
 * codes go and who knows its secret can act as any of them.
 */
export function isTrusted({
  isFirstParty = false,
  mayImpersonate = false,
}: Pick<ApplicationChanges, 'isFirstParty' | 'mayImpersonate'>): boolean {
  return isFirstParty || mayImpersonate;
}

export function mayTrust(caller: Caller): boolean {
  return passes(caller, permission('applications.trust'));
}

/** AppError `access.unauthenticated` or `access.denied`, audited, unless the caller may decide on trust. */
export async function requireTrust({ access }: ApplicationDeps, caller: Caller): Promise<void> {
  await access.requirePermission(caller, 'applications.trust');
}

/** Null for the command line and for strangers. */
export function userIdOf({ subject }: Caller): string | null {
  return subject === null || subject === 'operator' ? null : subject.userId;
}

function mayRead(caller: Caller, application: Pick<Application, 'ownerId'>): boolean {
  return passes(caller, readOwn, application);
}

/** Errors: `access.unauthenticated`, and `applications.not_found` for who may not see it. */
export async function getReadable(core: Core, caller: Caller, idOrClientId: string): Promise<Application> {
  if (caller.subject === null) throw new AppError('access.unauthenticated');
  const application = await findApplication(core.database.db, idOrClientId);
  if (!application || !mayRead(caller, application)) throw new AppError('applications.not_found');
  return application;
}

function isOwner(caller: Caller, { ownerId }: Application): boolean {
  return passes(caller, ownerOfObject(), { ownerId });
}

/** AppError `access.unauthenticated` or `access.denied`, audited, unless the caller manages applications. */
export async function requireManager({ access }: ApplicationDeps, caller: Caller): Promise<void> {
  await access.requirePermission(caller, 'applications.manage');
}

function isForManagers(input: NewApplication, caller: Caller): boolean {
  const { isFirstParty = false, mayImpersonate = false, ownerId } = input;
  return isFirstParty || mayImpersonate || (ownerId !== undefined && ownerId !== userIdOf(caller));
}

function isOpenTo(core: Core, caller: Caller): boolean {
  return core.config.registration === 'users' && userIdOf(caller) !== null;
}

/** Whether the caller may register an application of their own. */
export function mayRegister(core: Core, caller: Caller): boolean {
  return isOpenTo(core, caller) || isManager(caller);
}

/** Errors: `access.unauthenticated`, `access.denied`. */
export async function authorizeCreation(core: Core, caller: Caller, input: NewApplication): Promise<void> {
  if (!isOpenTo(core, caller) || isForManagers(input, caller)) await requireManager(core, caller);
  if (isTrusted(input)) await requireTrust(core, caller);
}

/** What an owner must leave as it is. */
export function changesStanding(before: Application, changes: ApplicationChanges): boolean {
  const { isFirstParty = before.isFirstParty, mayImpersonate = before.mayImpersonate } = changes;
  return isFirstParty !== before.isFirstParty || mayImpersonate !== before.mayImpersonate;
}

/**
 * Whether the caller may change this application; what only managers may change of it is decided when it is
 * locked. Errors: `access.unauthenticated`, `access.denied`, and `applications.not_found` for who may not even
 * see it.
 */
export async function authorizeChange(core: Core, caller: Caller, idOrClientId: string): Promise<void> {
  const application = isManager(caller)
    ? await findApplication(core.database.db, idOrClientId)
    : await getReadable(core, caller, idOrClientId);
  if (application && isTrusted(application)) await requireTrust(core, caller);
  if (isManager(caller) || !application) return;
  if (core.config.registration === 'users' && isOwner(caller, application)) return;
  await requireManager(core, caller);
}
