import { nameKey, type Policy, type ServiceStanding } from '#modules/access';
import { rankOfLevel, type EffectiveAccess, type Service, type ServiceService } from '#modules/services';
import type { Db } from '#platform/db/schema.ts';
import type { FoundUser } from './subjects.store.ts';

/** What services are called in a policy. */
function servicesIn(policy: Policy): string[] {
  switch (policy.kind) {
    case 'any':
    case 'all':
      return policy.of.flatMap(servicesIn);
    case 'not':
      return servicesIn(policy.policy);
    default:
      return 'service' in policy ? [policy.service] : [];
  }
}

function isCalled({ id, name, audience }: Service, called: string): boolean {
  return id === called || audience === called || nameKey(name) === nameKey(called);
}

function toStanding(
  service: Service,
  { mayEnter, access, by }: EffectiveAccess,
  names: ReadonlyMap<string, string>,
): ServiceStanding {
  const { accessLevels: levels } = service;
  const rank = rankOfLevel(levels, access?.level ?? null);
  return {
    mayEnter,
    levels: levels.slice(0, rank + 1),
    by: by && { holder: by.holder, name: names.get(by.id) ?? by.id },
  };
}

interface Asking {
  db: Db;
  services: ServiceService;
}

/**
 * What each user has in the services that the policies name, by the rules that decide when a token is issued or
 * introspected. A name of no service is in no answer, as is one where nobody gets in: neither can be told apart.
 */
export async function readStandings(
  { db, services }: Asking,
  policies: readonly Policy[],
  users: readonly FoundUser[],
): Promise<Map<string, Map<string, ServiceStanding>>> {
  const called = new Set(policies.flatMap(servicesIn));
  if (called.size === 0) return new Map();
  const all = await services.listAll(db);
  const asked = [...called].flatMap((name) => {
    const service = all.find((each) => isCalled(each, name));
    return service ? [{ name, service }] : [];
  });
  const found = await services.accessIn(
    db,
    users,
    asked.map(({ service }) => service),
  );
  const givers = [...found.values()].flat().flatMap(({ by }) => (by && by.holder !== 'user' ? [by] : []));
  const names = await services.holderNames(givers);
  return new Map(
    [...found].map(([userId, list]) => {
      const standings = asked.flatMap(({ name, service }, index): [string, ServiceStanding][] => {
        const effective = list[index];
        return effective ? [[name, toStanding(service, effective, names)]] : [];
      });
      return [userId, new Map(standings)];
    }),
  );
}
