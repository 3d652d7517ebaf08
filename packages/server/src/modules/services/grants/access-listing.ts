import { nameKey, toListed, type Listed } from '#modules/access';
import type { Db } from '#platform/db/schema.ts';
import { listAllServices, listServices } from '../services.store.ts';
import type { Service } from '../services.types.ts';
import { effectiveAccess, mayEnter, type InheritedAccess } from './effective-access.rules.ts';
import type { EffectiveAccess } from './grants.types.ts';
import { listReached, type Reached } from './reach.store.ts';

interface Person {
  id: string;
  isActive: boolean;
}

function isInherited(grant: Reached): grant is Reached & InheritedAccess {
  return grant.holder !== 'user';
}

/** What somebody has in one service, by the grants there that reach them. */
function toEffective(service: Service, { isActive }: Person, reached: readonly Reached[]): EffectiveAccess {
  const own = reached.find(({ holder }) => holder === 'user');
  const decisive = effectiveAccess<Reached, Reached & InheritedAccess>(
    service.accessLevels,
    own,
    reached.filter(isInherited),
  );
  const access = decisive && { level: decisive.level, data: decisive.data };
  return {
    ...{ serviceId: service.id, serviceName: service.name, access },
    mayEnter: mayEnter(service, { isActive, access }),
    by: decisive && { holder: decisive.holder, id: decisive.holderId },
  };
}

/** What each of these has in each of these services, nothing included. */
export async function listAccessIn(
  db: Db,
  users: readonly Person[],
  services: readonly Service[],
): Promise<Map<string, EffectiveAccess[]>> {
  const ids = users.map(({ id }) => id);
  const reached = Map.groupBy(await listReached(db, ids), ({ userId }) => userId);
  return new Map(
    users.map((user) => {
      const here = Map.groupBy(reached.get(user.id) ?? [], ({ serviceId }) => serviceId);
      return [user.id, services.map((service) => toEffective(service, user, here.get(service.id) ?? []))];
    }),
  );
}

function byName(a: Service, b: Service): number {
  return nameKey(a.name) < nameKey(b.name) ? -1 : 1;
}

/** Of every service, in order of name. */
export async function listEffectiveAccess(
  db: Db,
  users: readonly Person[],
): Promise<Map<string, EffectiveAccess[]>> {
  const services = (await listAllServices(db)).sort(byName);
  return listAccessIn(db, users, services);
}

/** One page of the services in order of name, with what one user has in each. */
export async function listServicesOf(
  db: Db,
  user: Person,
  { limit, after }: { limit: number; after?: string },
): Promise<Listed<EffectiveAccess>> {
  const found = await listServices(db, {
    order: 'name',
    limit: limit + 1,
    ...(after !== undefined && { after }),
  });
  const { items, next } = toListed(found, limit, ({ name }) => nameKey(name));
  const access = await listAccessIn(db, [user], items);
  return { items: access.get(user.id) ?? [], next };
}
