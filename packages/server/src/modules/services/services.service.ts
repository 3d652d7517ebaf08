import {
  checkQuery,
  isByName,
  nameKey,
  requireVersion,
  toListed,
  type AccessService,
  type Caller,
  type Expectation,
} from '#modules/access';
import type { AuditService, Details, NewAuditEntry } from '#modules/audit';
import type { EventService } from '#modules/events';
import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/db/database.ts';
import { uniqueViolation } from '#platform/db/db-errors.ts';
import type { Tx } from '#platform/db/schema.ts';
import { AppError } from '#platform/errors.ts';
import type { NewId } from '#platform/ids.ts';
import { createRecentReads, type RecentReads } from '#platform/recent-reads.ts';
import { buildService, changedFields, describeService, mergeService } from './service-input.rules.ts';
import * as store from './services.store.ts';
import type { NewService, Service, ServiceService } from './services.types.ts';

export interface ServiceDeps {
  database: Database;
  clock: Clock;
  newId: NewId;
  audit: AuditService;
  events: EventService;
  access: AccessService;
}

interface Core extends ServiceDeps {
  known: RecentReads<Service>;
}

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

interface ServiceAct {
  caller: Caller;
  action: NewAuditEntry['action'];
  service: Service;
  details?: Details;
}

/** What client services are told, and what the audit log keeps. */
async function publish(core: Core, tx: Tx, { caller, action, service, details }: ServiceAct): Promise<void> {
  const { id, name, audience } = service;
  const type = action === 'service.delete' ? 'service.deleted' : 'service.changed';
  await core.events.emit(tx, { type, subjectId: id, data: { name, audience } });
  await core.audit.record(tx, caller.act, {
    action,
    outcome: 'success',
    target: { type: 'service', id },
    details: { name, audience, ...details },
  });
}

/** Needs `services.manage`; runs the work, and forgets what it changed. */
async function perform(core: Core, caller: Caller, work: (tx: Tx) => Promise<Service>): Promise<Service> {
  await core.access.requirePermission(caller, 'services.manage');
  const done = await core.database.write(work).catch((error: unknown) => {
    throw asTaken(error);
  });
  core.known.forget(done.audience);
  return done;
}

async function create(core: Core, caller: Caller, input: NewService): Promise<Service> {
  const service = buildService(input, { id: core.newId(), now: core.clock.nowMs() });
  return perform(core, caller, async (tx) => {
    check(service);
    await store.insertService(tx, service);
    await publish(core, tx, { caller, action: 'service.create', service });
    return service;
  });
}

async function lockExpected(tx: Tx, idOrName: string, expectation: Expectation): Promise<Service> {
  const service = await store.lockService(tx, idOrName);
  if (!service) throw new AppError('services.not_found');
  requireVersion(service, expectation);
  return service;
}

interface Order {
  caller: Caller;
  id: string;
  expectation: Expectation;
}

async function update(
  core: Core,
  { caller, id, expectation, changes }: Order & { changes: Partial<Omit<NewService, 'audience'>> },
): Promise<Service> {
  return perform(core, caller, async (tx) => {
    const before = await lockExpected(tx, id, expectation);
    const service = mergeService(before, changes, core.clock.nowMs());
    check(service);
    const changed = changedFields(before, service);
    if (changed.length === 0) return before;
    await store.updateService(tx, service);
    const details = { changed, previous_name: before.name };
    await publish(core, tx, { caller, action: 'service.update', service, details });
    return service;
  });
}

async function remove(core: Core, { caller, id, expectation }: Order): Promise<void> {
  await perform(core, caller, async (tx) => {
    const service = await lockExpected(tx, id, expectation);
    await store.deleteService(tx, service.id);
    await publish(core, tx, { caller, action: 'service.delete', service });
    return service;
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
  const core: Core = { ...deps, known };
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
  };
}
