import { isDeepStrictEqual } from 'node:util';
import { decide, permission, type Caller } from '#modules/access';
import { AppError, isAppError } from '#platform/errors.ts';
import { checkAccess, isPermitted, publish } from '../grants/access-changes.ts';
import { findGrant, saveGrant } from '../grants/grants.store.ts';
import type { KeptGrant } from '../grants/grants.types.ts';
import type { Core } from '../services.deps.ts';
import type { Service } from '../services.types.ts';
import { findServicesByAudience } from './services.bulk.store.ts';
import type { ImportedAccess, ServiceBulk, ServiceOrder, ServiceTarget } from './services.bulk.types.ts';

type Outcome = 'created' | 'updated' | 'unchanged';

function mayGrant({ subject }: Caller): boolean {
  return subject === 'operator' || decide(permission('services.grant'), { subject }).isAllowed;
}

function givenAlready(): AppError {
  const message = 'This access was given already.';
  return new AppError('request.invalid', { fields: [{ path: '', message }] });
}

function grantOf(
  core: Core,
  { service, access, before }: { service: Service; access: ImportedAccess; before: KeptGrant | undefined },
): KeptGrant {
  const { holder, id, level, data, createdAt } = access;
  const now = core.clock.nowMs();
  const times = { createdAt: before?.createdAt ?? createdAt ?? now, updatedAt: now };
  return { serviceId: service.id, holder, holderId: id, level, data, ...times };
}

/** Errors: what is wrong with it. */
async function giveOne(
  core: Core,
  { db, tx }: ServiceTarget,
  { caller, existing, service, access }: ServiceOrder & { service: Service; access: ImportedAccess },
): Promise<Outcome> {
  const holder = { holder: access.holder, id: access.id };
  const before = await findGrant(db, service.id, holder);
  if (before && existing === 'skip') return 'unchanged';
  if (before && existing === 'refuse') throw givenAlready();
  const after = { level: access.level, data: access.data };
  const change = { caller, service, holder, before, after };
  if (!(await isPermitted(db, change))) throw new AppError('services.cannot_grant');
  checkAccess(service, after);
  if (before?.level === after.level && isDeepStrictEqual(before.data, after.data)) return 'unchanged';
  if (tx) {
    await saveGrant(tx, grantOf(core, { service, access, before }));
    await publish(core, tx, { ...change, action: 'service.access_grant' });
  }
  return before ? 'updated' : 'created';
}

function unknownService(): AppError {
  const { code, message } = new AppError('services.not_found');
  return new AppError(code, { fields: [{ path: 'service', message }] });
}

/** See ServiceBulk.importAccess. */
export async function importAccess(
  core: Core,
  target: ServiceTarget,
  [order, given]: [ServiceOrder, Parameters<ServiceBulk['importAccess']>[2]],
): Promise<(Outcome | AppError)[]> {
  if (!mayGrant(order.caller)) return given.map(() => new AppError('access.denied'));
  const audiences = [...new Set(given.map(({ service }) => service))];
  const services = await findServicesByAudience(target.db, audiences);
  const known = new Map(services.map((service) => [service.audience, service]));
  const outcomes: (Outcome | AppError)[] = [];
  for (const access of given) {
    const service = known.get(access.service);
    try {
      if (!service) throw unknownService();
      outcomes.push(await giveOne(core, target, { ...order, service, access }));
    } catch (error) {
      if (!isAppError(error) || error.status >= 500) throw error;
      outcomes.push(error);
    }
  }
  return outcomes;
}
