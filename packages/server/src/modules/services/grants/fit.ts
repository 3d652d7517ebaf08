import { isDeepStrictEqual } from 'node:util';
import type { Db } from '#platform/db/schema.ts';
import { AppError } from '#platform/errors.ts';
import { problemsOfData, problemsOfSchema } from '../data-schema/data-validator.ts';
import type { Core } from '../services.deps.ts';
import { findService } from '../services.store.ts';
import type { DataSchema, Service, ServiceChanges } from '../services.types.ts';
import { findGrantsVersion, isLevelInUse, listGrantPage } from './grants.store.ts';
import type { HolderType } from './grants.types.ts';

const pageSize = 500;
/** Nobody mends more than this one by one: how many there are beyond it is not counted. */
const maxCounted = 1_000;
const holders: readonly HolderType[] = ['user', 'group', 'role'];

/** That what was given by then, counted by its version, fits the schema. */
export interface Looked {
  serviceId: string;
  grantsVersion: number;
  schema: DataSchema | null;
}

async function countUnfit(db: Db, serviceId: string, schema: DataSchema | null): Promise<number> {
  let unfit = 0;
  for (const holder of holders) {
    let after: string | undefined;
    do {
      const query = { holder, limit: pageSize, ...(after !== undefined && { after }) };
      const grants = await listGrantPage(db, serviceId, query);
      unfit += grants.filter(({ data }) => problemsOfData(schema, data).length > 0).length;
      after = grants.length < pageSize ? undefined : grants.at(-1)?.holderId;
    } while (after !== undefined && unfit < maxCounted);
  }
  return unfit;
}

async function requireFitData(db: Db, serviceId: string, schema: DataSchema | null): Promise<void> {
  const unfit = await countUnfit(db, serviceId, schema);
  if (unfit === 0) return;
  const count = unfit < maxCounted ? String(unfit) : `At least ${String(maxCounted)}`;
  const message = `${count} of those who have access would have data that this schema refuses.`;
  throw new AppError('services.data_in_use', { fields: [{ path: 'data_schema', message }] });
}

/**
 * Holds everything that was given against a new schema before the transaction that makes it count, a page at a
 * time, so that nobody waits meanwhile. Undefined when there is nothing to look at.
 * Errors: `services.data_in_use` with how many do not fit, and `services.not_found`.
 */
export async function lookAtData(
  core: Core,
  idOrName: string,
  { dataSchema: schema }: ServiceChanges,
): Promise<Looked | undefined> {
  if (schema === undefined || (schema !== null && problemsOfSchema(schema).length > 0)) return undefined;
  const { db } = core.database;
  const service = await findService(db, idOrName);
  const grantsVersion = service && (await findGrantsVersion(db, service.id));
  if (!service || grantsVersion === undefined) throw new AppError('services.not_found');
  if (isDeepStrictEqual(service.dataSchema, schema)) return undefined;
  await requireFitData(db, service.id, schema);
  return { serviceId: service.id, grantsVersion, schema };
}

/** What was looked at is still all that there is. */
async function isLookedAt(db: Db, { id, dataSchema }: Service, looked: Looked | undefined): Promise<boolean> {
  if (looked?.serviceId !== id || !isDeepStrictEqual(looked.schema, dataSchema)) return false;
  return (await findGrantsVersion(db, id)) === looked.grantsVersion;
}

/**
 * Refuses a change of a locked service that would leave somebody with a level or with data that it does not know.
 * Data is looked at once more only if something was given since. Errors: `services.level_in_use`,
 * `services.data_in_use`, with the fields.
 */
export async function requireFit(
  db: Db,
  { before, after }: { before: Service; after: Service },
  looked: Looked | undefined,
): Promise<void> {
  const fields = [];
  for (const level of before.accessLevels) {
    if (after.accessLevels.includes(level) || !(await isLevelInUse(db, after.id, level))) continue;
    fields.push({ path: 'access_levels', message: `Somebody has the level ${level}.` });
  }
  if (fields.length > 0) throw new AppError('services.level_in_use', { fields });
  if (isDeepStrictEqual(before.dataSchema, after.dataSchema)) return;
  if (!(await isLookedAt(db, after, looked))) await requireFitData(db, after.id, after.dataSchema);
}
