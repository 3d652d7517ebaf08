import { requireVersion, toListed, type Caller, type Expectation, type Listed } from '#modules/access';
import { isForeignKeyViolation } from '#platform/db/db-errors.ts';
import type { Tx } from '#platform/db/schema.ts';
import { AppError } from '#platform/errors.ts';
import { positionOf, readPosition } from './application-lists.rules.ts';
import { recordAct } from './application-records.ts';
import type { ApplicationDeps, Core } from './applications.deps.ts';
import * as store from './applications.store.ts';
import type {
  Application,
  ApplicationChanges,
  ApplicationQuery,
  ApplicationService,
  NewApplication,
} from './applications.types.ts';
import * as authority from './authority.ts';
import { exportApplications } from './bulk/export-applications.ts';
import { importApplications } from './bulk/import-applications.ts';
import { isReadableSecretHash } from './bulk/imported-secrets.rules.ts';
import { createKnownClients } from './known-clients.ts';
import { createRegistrationUseCases } from './registered-applications.ts';
import { releaseOwned } from './released-applications.ts';
import { buildApplication, changedFields, mergeApplication } from './rules/application-input.rules.ts';
import { addApplication, checkApplication, removeApplication, saveApplication } from './saving.ts';
import { isSecretOf, newClientId, newSecret } from './secrets/client-secret.ts';
import { createSecretProof } from './secrets/foreign-secrets.ts';
import { createSecretUseCases } from './secrets/secrets.service.ts';
import { deleteExpiredSecrets } from './secrets/secrets.store.ts';

const maxOwned = 100;

/**
 * Call after the audit entry: its chain is locked until the transaction ends, so that of many creations at
 * once each sees the ones before it.
 */
async function refuseTooMany(tx: Tx, { ownerId }: Application): Promise<void> {
  if (ownerId === null || (await store.countApplicationsOf(tx, ownerId)) <= maxOwned) return;
  throw new AppError('applications.too_many');
}

function build(core: Core, caller: Caller, input: NewApplication): Application {
  const own = authority.isManager(caller) ? null : authority.userIdOf(caller);
  const { ownerId = own } = input;
  const application = buildApplication(input, {
    id: core.newId(),
    clientId: newClientId(),
    ownerId,
    now: core.clock.nowMs(),
  });
  checkApplication(core, application);
  return application;
}

function asUnknownOwner(error: unknown): unknown {
  if (!isForeignKeyViolation(error)) return error;
  const fields = [{ path: 'owner_id', message: 'There is no such user.' }];
  return new AppError('request.invalid', { fields, cause: error });
}

async function create(
  core: Core,
  caller: Caller,
  input: NewApplication,
): Promise<{ application: Application; secret: string | null }> {
  await authority.authorizeCreation(core, caller, input);
  const application = build(core, caller, input);
  const secret = application.authentication === 'client_secret' ? newSecret() : null;
  const created = core.database.write(async (tx) => {
    const secretId = await addApplication(core, tx, { application, secret });
    const { clientType, ownerId, isFirstParty, mayImpersonate } = application;
    const details = {
      ...{ client_type: clientType, owner_id: ownerId, secret_id: secretId },
      ...{ is_first_party: isFirstParty, may_impersonate: mayImpersonate },
    };
    await recordAct(core, tx, { act: caller.act, action: 'application.create', application, details });
    await refuseTooMany(tx, application);
  });
  await created.catch((error: unknown) => {
    throw asUnknownOwner(error);
  });
  core.known.forget(application.clientId);
  return { application, secret };
}

async function list(core: Core, caller: Caller, query: ApplicationQuery): Promise<Listed<Application>> {
  const isOwn = query.ownerId !== undefined && query.ownerId === authority.userIdOf(caller);
  if (!isOwn) await core.access.requirePermission(caller, 'applications.read');
  const { limit, order } = query;
  const after = readPosition(query);
  const found = await store.listApplications(core.database.db, { ...query, limit: limit + 1 }, after);
  return toListed(found, limit, (application) => positionOf(order, application));
}

interface Order {
  caller: Caller;
  id: string;
  expectation: Expectation;
}

async function lockExpected(tx: Tx, { id, expectation }: Order): Promise<Application> {
  const application = await store.lockApplication(tx, id);
  if (!application) throw new AppError('applications.not_found');
  requireVersion(application, expectation);
  return application;
}

/** Undefined when the caller may not change that much: nothing was done then. */
async function change(
  core: Core,
  tx: Tx,
  order: Order & { changes: ApplicationChanges },
): Promise<Application | undefined> {
  const { caller, changes } = order;
  const before = await lockExpected(tx, order);
  if (authority.changesStanding(before, changes) && !authority.isManager(caller)) return undefined;
  const after = mergeApplication(before, changes, core.clock.nowMs());
  const isTrusted = authority.isTrusted(before) || authority.isTrusted(after);
  if (isTrusted && !authority.mayTrust(caller)) return undefined;
  checkApplication(core, after);
  if (changedFields(before, after).length === 0) return before;
  const changed = await saveApplication(core, tx, { before, after });
  const { isFirstParty, mayImpersonate, isActive } = after;
  const details = {
    ...{ changed, is_active: isActive },
    ...{ is_first_party: isFirstParty, may_impersonate: mayImpersonate },
  };
  await recordAct(core, tx, { act: caller.act, action: 'application.update', application: after, details });
  return after;
}

async function update(core: Core, order: Order & { changes: ApplicationChanges }): Promise<Application> {
  await authority.authorizeChange(core, order.caller, order.id);
  const changed = await core.database.write((tx) => change(core, tx, order));
  if (!changed) {
    await authority.requireManager(core, order.caller);
    await authority.requireTrust(core, order.caller);
    throw new AppError('access.denied');
  }
  core.known.forget(changed.clientId);
  return changed;
}

async function remove(core: Core, order: Order): Promise<void> {
  await authority.authorizeChange(core, order.caller, order.id);
  const removed = await core.database.write(async (tx) => {
    const application = await lockExpected(tx, order);
    await removeApplication(core, tx, application);
    await recordAct(core, tx, { act: order.caller.act, action: 'application.delete', application });
    return application;
  });
  core.known.forget(removed.clientId);
}

/** OAuth 2 clients: who may register them, what they may be, and whether a secret is theirs. */
export function createApplicationService(deps: ApplicationDeps): ApplicationService {
  const { clock, database, sealer } = deps;
  const known = createKnownClients({ clock, db: database.db });
  database.signals.listen((kind) => {
    if (kind === null || kind.startsWith('application.')) known.forgetAll();
  });
  const core: Core = { ...deps, known };
  return {
    create: (caller, input) => create(core, caller, input),
    mayRegister: (caller) => authority.mayRegister(core, caller),
    get: (caller, id) => authority.getReadable(core, caller, id),
    list: (caller, query) => list(core, caller, query),
    update: (caller, id, { expectedVersion, ...changes }) =>
      update(core, {
        caller,
        id,
        changes,
        expectation: expectedVersion === undefined ? {} : { expectedVersion },
      }),
    delete: (caller, id, expectation = {}) => remove(core, { caller, id, expectation }),
    ...createSecretUseCases(core),
    findClient: (clientId) => known.find(clientId),
    proveSecret: createSecretProof(core),
    bulk: {
      isReadableHash: (hash) => isReadableSecretHash(hash, (one) => core.ports.isForeignHash(one)),
      importAll: (target, ...input) => importApplications(core, target, input),
      listAfter: exportApplications,
    },
    isSecretOf: (client, secret) => isSecretOf(sealer, client, { secret, now: clock.nowMs() }),
    find: store.findApplication,
    async findMany(db, clientIds) {
      const found = await store.findApplications(db, clientIds);
      return new Map(found.map((application) => [application.clientId, application]));
    },
    ...createRegistrationUseCases(core),
    releaseOwned: (tx, act, userId) => releaseOwned(core, tx, { act, userId }),
    prune: (tx, now) => deleteExpiredSecrets(tx, now),
  };
}
