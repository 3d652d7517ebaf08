import { nameKey, type Caller } from '#modules/access';
import { AppError, isAppError, type FieldError } from '#platform/errors.ts';
import type { Db, Tx } from '#platform/db/schema.ts';
import { managesServices } from '../grants/access-authority.rules.ts';
import { requireFit } from '../grants/fit.ts';
import { insertKey } from '../keys/keys.store.ts';
import { buildService, changedFields, describeService, mergeService } from '../service-input.rules.ts';
import { emitChange, recordAct } from '../service-records.ts';
import type { Core } from '../services.deps.ts';
import { findService, insertService, updateService } from '../services.store.ts';
import type { Service } from '../services.types.ts';
import { findServicesByAudience, findTakenKeys } from './services.bulk.store.ts';
import type {
  ImportedService,
  ImportedServiceKey,
  ServiceBulk,
  ServiceOrder,
  ServiceTarget,
} from './services.bulk.types.ts';

type Outcome = 'created' | 'updated' | 'unchanged';

const maxKeys = 2;
const maxHintLength = 8;

interface Plan {
  outcome: Outcome;
  before: Service | undefined;
  after: Service;
  keys: readonly ImportedServiceKey[];
}

function fieldError(code: 'request.invalid' | 'services.audience_taken', field: FieldError): AppError {
  return new AppError(code, { fields: [field] });
}

function taken(message?: string): AppError {
  const error = new AppError('services.audience_taken', message === undefined ? {} : { message });
  return fieldError(error.code as 'services.audience_taken', { path: 'audience', message: error.message });
}

function afterOf(core: Core, imported: ImportedService, before: Service | undefined): Service {
  const now = core.clock.nowMs();
  const { audience, fields, createdAt = now } = imported;
  if (before) return mergeService(before, fields, now);
  const made = buildService({ name: '', audience, ...fields }, { id: core.newId(), now });
  return { ...made, createdAt };
}

function describeKeys(keys: readonly ImportedServiceKey[], takenHashes: ReadonlySet<string>): FieldError[] {
  if (keys.length > maxKeys) return [{ path: 'keys', message: `Give at most ${String(maxKeys)}.` }];
  return keys.flatMap(({ hash, hint }, index) => {
    const path = `keys.${String(index)}`;
    const isRepeated = keys.findIndex((key) => key.hash === hash) < index;
    if (isRepeated || takenHashes.has(hash)) return [{ path, message: 'A service has this key already.' }];
    return [...hint].length <= maxHintLength
      ? []
      : [{ path, message: `Use at most ${String(maxHintLength)} characters.` }];
  });
}

/** Whoever else is called so; what is said of them here is what the unique index says. */
async function refuseTakenName(db: Db, { id, name }: Service): Promise<void> {
  const found = await findService(db, name);
  if (!found || found.id === id || nameKey(found.name) !== nameKey(name)) return;
  const { code, message } = new AppError('services.name_taken');
  throw new AppError(code, { fields: [{ path: 'name', message }] });
}

interface Planning extends ServiceOrder {
  known: ReadonlyMap<string, Service>;
  takenKeys: ReadonlySet<string>;
}

/** Errors: what is wrong with it. */
async function plan(core: Core, db: Db, planning: Planning & { imported: ImportedService }): Promise<Plan> {
  const { imported, known, takenKeys, caller, existing } = planning;
  const before = known.get(imported.audience);
  if (!managesServices(caller)) throw new AppError('access.denied');
  if (before && existing === 'refuse') throw taken();
  if (before && existing === 'skip') return { outcome: 'unchanged', before, after: before, keys: [] };
  const after = afterOf(core, imported, before);
  const fields = [...describeService(after), ...describeKeys(imported.keys, before ? new Set() : takenKeys)];
  if (fields.length > 0) throw new AppError('request.invalid', { fields });
  await refuseTakenName(db, after);
  if (!before) return { outcome: 'created', before, after, keys: imported.keys };
  if (changedFields(before, after).length === 0)
    return { outcome: 'unchanged', before, after: before, keys: [] };
  await requireFit(db, { before, after }, undefined);
  return { outcome: 'updated', before, after, keys: [] };
}

async function write(core: Core, tx: Tx, { caller, planned }: { caller: Caller; planned: Plan }) {
  const { before, after: service, keys } = planned;
  if (before) {
    const changed = changedFields(before, service);
    await updateService(tx, service);
    await emitChange(core, tx, { service, changed });
    const details = { changed, previous_name: before.name };
    await recordAct(core, tx, { act: caller.act, action: 'service.update', service, details });
    return;
  }
  await insertService(tx, service);
  for (const { hash, hint, createdAt = service.createdAt, expiresAt = null } of keys) {
    await insertKey(tx, { id: core.newId(), serviceId: service.id, hint, createdAt, expiresAt }, hash);
  }
  await emitChange(core, tx, { service });
  await recordAct(core, tx, { act: caller.act, action: 'service.create', service });
}

/** See ServiceBulk.importAll. */
export async function importServices(
  core: Core,
  { db, tx }: ServiceTarget,
  [order, services]: [ServiceOrder, Parameters<ServiceBulk['importAll']>[2]],
): Promise<(Outcome | AppError)[]> {
  const audiences = services.map(({ audience }) => audience);
  const known = new Map((await findServicesByAudience(db, audiences)).map((one) => [one.audience, one]));
  const hashes = services.flatMap(({ keys }) => keys.map(({ hash }) => hash));
  const takenKeys = new Set(await findTakenKeys(db, hashes));
  const outcomes: (Outcome | AppError)[] = [];
  for (const [index, imported] of services.entries()) {
    try {
      if (audiences.indexOf(imported.audience) < index)
        throw taken('Another line is about the same service.');
      const planned = await plan(core, db, { ...order, known, takenKeys, imported });
      outcomes.push(planned.outcome);
      for (const { hash } of planned.keys) takenKeys.add(hash);
      if (tx === null || planned.outcome === 'unchanged') continue;
      await write(core, tx, { caller: order.caller, planned });
      core.known.distrust(imported.audience);
      for (const { hash } of planned.keys) core.keyOwners.distrust(hash);
    } catch (error) {
      if (!isAppError(error) || error.status >= 500) throw error;
      outcomes.push(error);
    }
  }
  return outcomes;
}
