import type { Caller, Gift } from '#modules/access';
import type { Db } from '#platform/db/schema.ts';
import { listAllServices } from '../services.store.ts';
import { managesServices, mayChangeAccess } from './access-authority.rules.ts';
import { listAccessIn } from './access-listing.ts';
import { listGrants } from './grants.store.ts';
import type { Grant, ServiceAccess } from './grants.types.ts';

interface Standing {
  levels: readonly string[];
  own: ServiceAccess | null;
}

/** What somebody has in each of these services, all told, and which levels there are. */
async function standingIn(
  db: Db,
  userId: string,
  serviceIds: ReadonlySet<string>,
): Promise<Map<string, Standing>> {
  const services = (await listAllServices(db)).filter(({ id }) => serviceIds.has(id));
  const mine = (await listAccessIn(db, [{ id: userId, isActive: true }], services)).get(userId) ?? [];
  const own = new Map(mine.map(({ serviceId, access }) => [serviceId, access]));
  return new Map(
    services.map(({ id, accessLevels: levels }) => [id, { levels, own: own.get(id) ?? null }] as const),
  );
}

/** Every grant counts by itself: what is hidden behind a stronger one today may decide tomorrow. */
export async function findBeyondReach(db: Db, caller: Caller, gift: Gift): Promise<ReadonlySet<string>> {
  const { subject } = caller;
  if (managesServices(caller)) return new Set();
  const carried: Grant[] = [
    ...(await listGrants(db, { holder: 'role', ids: gift.roleIds })),
    ...(await listGrants(db, { holder: 'group', ids: gift.groupIds })),
  ];
  if (carried.length === 0) return new Set();
  if (subject === null || subject === 'operator') return new Set(carried.map(({ holderId }) => holderId));
  const serviceIds = new Set(carried.map(({ serviceId }) => serviceId));
  const standings = await standingIn(db, subject.userId, serviceIds);
  const mayGive = ({ serviceId, level, data }: Grant): boolean => {
    const { levels, own } = standings.get(serviceId) ?? { levels: [], own: null };
    return mayChangeAccess(levels, own, { before: null, after: { level, data } });
  };
  return new Set(carried.filter((grant) => !mayGive(grant)).map(({ holderId }) => holderId));
}
