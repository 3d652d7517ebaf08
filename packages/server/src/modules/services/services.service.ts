import {
  checkQuery,
  isByName,
  nameKey,
  requireVersion,
  toListed,
  type Caller,
  type Expectation,
} from '#modules/access';
import { uniqueViolation } from '#platform/db/db-errors.ts';
import type { Tx } from '#platform/db/schema.ts';
import { AppError } from '#platform/errors.ts';
import { createRecentReads } from '#platform/recent-reads.ts';
import { createServiceBulk } from './bulk/services.bulk.ts';
import { lookAtData, requireFit } from './grants/fit.ts';
import { createAccessUseCases } from './grants/grants.service.ts';
import { createKeyUseCases } from './keys/keys.service.ts';
import { findKeyOwner, listKeyHashes, type KeyOwner } from './keys/keys.store.ts';
import { buildService, changedFields, describeService, mergeService } from './service-input.rules.ts';
import { emitChange, recordAct } from './service-records.ts';
import type { Core, ServiceDeps } from './services.deps.ts';
import * as store from './services.store.ts';
import type { NewService, Service, ServiceChanges, ServiceService } from './services.types.ts';

function check(service: Service): void {
  const fields = describeService(service);
  if (fields.length > 0) throw new AppError('request.invalid', { fields });
}

function asTaken(error: unknown): unknown {
  const taken = uniqueViolation(error);
  if (taken === undefined) return error;
  const isName = taken.includes('name_key');
  const path = isName ? 'name' : 'audience';
  const fields = [{ path, message: `A service with this ${path} exists already.` }];
  return new AppError(isName ? 'services.name_taken' : 'services.audience_taken', { fields, cause: error });
}

interface Done {
  service: Service;
  /** Of its keys as they were before the change. */
  keyHashes: string[];
}

/** Needs `services.manage`; runs the work, and forgets what it changed. */
async function perform(core: Core, caller: Caller, work: (tx: Tx) => Promise<Done>): Promise<Service> {
  await core.access.requirePermission(caller, 'services.manage');
  const { service, keyHashes } = await core.database.write(work).catch((error: unknown) => {
    throw asTaken(error);
  });
  core.known.forget(service.audience);
  for (const hash of keyHashes) core.keyOwners.forget(hash);
  return service;
}

async function create(core: Core, caller: Caller, input: NewService): Promise<Service> {
  const service = buildService(input, { id: core.newId(), now: core.clock.nowMs() });
  return perform(core, caller, async (tx) => {
    check(service);
    await store.insertService(tx, service);
    await emitChange(core, tx, { service });
    await recordAct(core, tx, { act: caller.act, action: 'service.create', service });
    return { service, keyHashes: [] };
  });
}

interface Order {
  caller: Caller;
  id: string;
  expectation: Expectation;
}

async function lockExpected(tx: Tx, { id, expectation }: Order): Promise<Done> {
  const service = await store.getLocked(tx, id);
  requireVersion(service, expectation);
  return { service, keyHashes: await listKeyHashes(tx, service.id) };
}

async function update(core: Core, order: Order & { changes: ServiceChanges }): Promise<Service> {
  const { caller, changes } = order;
  await core.access.requirePermission(caller, 'services.manage');
  const looked = await lookAtData(core, order.id, changes);
  return perform(core, caller, async (tx) => {
    const { service: before, keyHashes } = await lockExpected(tx, order);
    const service = mergeService(before, changes, core.clock.nowMs());
    check(service);
    const changed = changedFields(before, service);
    if (changed.length === 0) return { service: before, keyHashes };
    await requireFit(tx, { before, after: service }, looked);
    await store.updateService(tx, service);
    await emitChange(core, tx, { service, changed });
    const details = { changed, previous_name: before.name };
    await recordAct(core, tx, { act: caller.act, action: 'service.update', service, details });
    return { service, keyHashes };
  });
}

async function remove(core: Core, order: Order): Promise<void> {
  await perform(core, order.caller, async (tx) => {
    const done = await lockExpected(tx, order);
    const { service } = done;
    await store.deleteService(tx, service.id);
    const { id, name, audience } = service;
    await core.events.emit(tx, { type: 'service.deleted', subjectId: id, data: { name, audience } });
    await recordAct(core, tx, { act: order.caller.act, action: 'service.delete', service });
    return done;
  });
}

/** Resource servers: what they are called in tokens, and which scopes they know. */
export function createServiceService(deps: ServiceDeps): ServiceService {
  const { clock, database } = deps;
  const known = createRecentReads<Service>({
    clock,
    read: (audience) => store.findServiceByAudience(database.db, audience),
    isSame: (before, now) => before.id === now.id && before.version === now.version,
  });
  const keyOwners = createRecentReads<KeyOwner>({
    clock,
    read: (hash) => findKeyOwner(database.db, hash),
    isSame: (before, now) =>
      before.service.id === now.service.id &&
      before.service.version === now.service.version &&
      before.expiresAt === now.expiresAt,
  });
  database.signals.listen((kind) => {
    if (kind !== null && !kind.startsWith('service.')) return;
    known.forgetAll();
    keyOwners.forgetAll();
  });
  const core: Core = { ...deps, known, keyOwners };
  return {
    create: (caller, input) => create(core, caller, input),
    async get(db, idOrName) {
      const service = await store.findService(db, idOrName);
      if (!service) throw new AppError('services.not_found');
      return service;
    },
    async list(query) {
      checkQuery(query);
      const found = await store.listServices(database.db, { ...query, limit: query.limit + 1 });
      const positionOf = ({ id, name }: Service): string => (isByName(query.order) ? nameKey(name) : id);
      return toListed(found, query.limit, positionOf);
    },
    update: (caller, id, { expectedVersion, ...changes }) =>
      update(core, {
        caller,
        id,
        changes,
        expectation: expectedVersion === undefined ? {} : { expectedVersion },
      }),
    delete: (caller, id, expectation = {}) => remove(core, { caller, id, expectation }),
    findByAudience: (audience) => known.find(audience),
    listAll: store.listAllServices,
    ...createKeyUseCases(core),
    ...createAccessUseCases(core),
    bulk: createServiceBulk(core),
  };
}
