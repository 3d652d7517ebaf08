import type { Caller } from '#modules/access';
import { AppError, type FieldError } from '#platform/errors.ts';
import type { Tx } from '#platform/db/schema.ts';
import { recordAct } from '../application-records.ts';
import type { Core } from '../applications.deps.ts';
import { findApplications, lockApplication } from '../applications.store.ts';
import type { Application } from '../applications.types.ts';
import { isManager, isTrusted, mayTrust } from '../authority.ts';
import { buildApplication, changedFields, mergeApplication } from '../rules/application-input.rules.ts';
import { describeApplication } from '../rules/application.rules.ts';
import { addApplication, saveApplication } from '../saving.ts';
import { listLiveSecrets } from '../secrets/secrets.store.ts';
import { storeImportedSecret } from '../secrets/stored-secrets.ts';
import type { ApplicationBulk, BulkTarget, ImportedApplication } from './applications.bulk.types.ts';
import { describeSecrets, isReadableSecretHash } from './imported-secrets.rules.ts';

type Outcome = 'created' | 'updated' | 'unchanged';

/** RFC 6749 appendix A.1, as far as it shows. */
const clientIdPattern = /^[\x21-\x7e]{1,100}$/;

interface Plan {
  outcome: Outcome;
  imported: ImportedApplication;
  before: Application | undefined;
  after: Application;
  takesSecrets: boolean;
}

interface Planning {
  caller: Caller;
  existing: 'update' | 'skip' | 'refuse';
}

function invalid(fields: FieldError[]): AppError {
  return new AppError('request.invalid', { fields });
}

function taken(message?: string): AppError {
  const error = new AppError('applications.client_id_taken', message === undefined ? {} : { message });
  return new AppError(error.code, { fields: [{ path: 'client_id', message: error.message }] });
}

function afterOf(core: Core, imported: ImportedApplication, before: Application | undefined): Application {
  const { clientId, fields, ownerId, createdAt } = imported;
  const now = core.clock.nowMs();
  if (!before) {
    const origin = { id: core.newId(), clientId, ownerId: ownerId ?? null, now: createdAt ?? now };
    return { ...buildApplication({ name: clientId, ...fields }, origin), updatedAt: now };
  }
  return {
    ...mergeApplication(before, fields, now),
    ownerId: ownerId === undefined ? before.ownerId : ownerId,
  };
}

function problemsOf(core: Core, { after, imported, before }: Omit<Plan, 'outcome'>): FieldError[] {
  const { clientId, fields, secrets } = imported;
  const isForeign = (hash: string): boolean => core.ports.isForeignHash(hash);
  const message = 'Use 1 to 100 visible characters of ASCII.';
  const wanted = fields.clientType;
  return [
    ...(clientIdPattern.test(clientId) ? [] : [{ path: 'client_id', message }]),
    ...(before && wanted !== undefined && wanted !== before.clientType
      ? [{ path: 'client_type', message: 'The client type of an application never changes.' }]
      : []),
    ...describeApplication(after, core.config),
    ...describeSecrets(after, secrets, (hash) => isReadableSecretHash(hash, isForeign)),
  ];
}

async function plan(
  core: Core,
  { db }: BulkTarget,
  about: Planning & { imported: ImportedApplication; before: Application | undefined },
): Promise<Plan | AppError> {
  const { imported, before, caller, existing } = about;
  if (!isManager(caller)) return new AppError('access.denied');
  if (before && existing === 'refuse') return taken();
  const after = afterOf(core, imported, before);
  if ([before, after].some((one) => one && isTrusted(one)) && !mayTrust(caller))
    return new AppError('access.denied');
  const live = before ? await listLiveSecrets(db, before.id, core.clock.nowMs()) : [];
  const takesSecrets = live.length === 0 && imported.secrets.length > 0;
  const planned = { imported, before, after, takesSecrets };
  const problems = problemsOf(core, planned);
  if (problems.length > 0) return invalid(problems);
  if (!before) return { ...planned, outcome: 'created' };
  const isOwnedAnew = after.ownerId !== before.ownerId;
  const isChanged = isOwnedAnew || takesSecrets || changedFields(before, after).length > 0;
  return { ...planned, outcome: existing === 'update' && isChanged ? 'updated' : 'unchanged' };
}

async function create(core: Core, tx: Tx, { caller, planned }: { caller: Caller; planned: Plan }) {
  const { after: application, imported } = planned;
  await addApplication(core, tx, { application, secret: null });
  for (const secret of imported.secrets)
    await storeImportedSecret(core, tx, { ...secret, applicationId: application.id });
  const { clientType, ownerId, isFirstParty, mayImpersonate } = application;
  const details = {
    ...{ client_type: clientType, owner_id: ownerId, secret_id: null },
    ...{ is_first_party: isFirstParty, may_impersonate: mayImpersonate },
  };
  await recordAct(core, tx, { act: caller.act, action: 'application.create', application, details });
}

async function change(core: Core, tx: Tx, { caller, planned }: { caller: Caller; planned: Plan }) {
  const { after, imported, takesSecrets } = planned;
  const before = await lockApplication(tx, after.clientId);
  if (!before) throw new AppError('applications.not_found');
  const changed = await saveApplication(core, tx, { before, after });
  if (takesSecrets)
    for (const secret of imported.secrets)
      await storeImportedSecret(core, tx, { ...secret, applicationId: after.id });
  const { isFirstParty, mayImpersonate, isActive } = after;
  const details = {
    ...{ changed: takesSecrets ? [...changed, 'secrets'] : changed, is_active: isActive },
    ...{ is_first_party: isFirstParty, may_impersonate: mayImpersonate },
  };
  await recordAct(core, tx, { act: caller.act, action: 'application.update', application: after, details });
}

/** See ApplicationBulk.importAll. */
export async function importApplications(
  core: Core,
  target: BulkTarget,
  [caller, { applications, existing }]: [Caller, Parameters<ApplicationBulk['importAll']>[2]],
): Promise<(Outcome | AppError)[]> {
  const { db, tx } = target;
  const clientIds = applications.map(({ clientId }) => clientId);
  const known = new Map((await findApplications(db, clientIds)).map((one) => [one.clientId, one]));
  const outcomes: (Outcome | AppError)[] = [];
  for (const [index, imported] of applications.entries()) {
    const { clientId } = imported;
    if (clientIds.indexOf(clientId) < index) {
      outcomes.push(taken('Another line is about the same application.'));
      continue;
    }
    const planned = await plan(core, target, { imported, before: known.get(clientId), caller, existing });
    if (planned instanceof AppError) {
      outcomes.push(planned);
      continue;
    }
    outcomes.push(planned.outcome);
    if (tx === null || planned.outcome === 'unchanged') continue;
    await (planned.before ? change : create)(core, tx, { caller, planned });
    core.known.distrust(clientId);
  }
  return outcomes;
}
