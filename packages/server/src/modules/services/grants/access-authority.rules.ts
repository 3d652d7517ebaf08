import { isDeepStrictEqual } from 'node:util';
import { decide, permission, type Caller } from '#modules/access';
import { rankOfLevel } from './effective-access.rules.ts';
import type { ServiceAccess } from './grants.types.ts';

/** Gives and takes any access to any service; so does the command line. */
export function managesServices({ subject }: Caller): boolean {
  if (subject === null || subject === 'operator') return subject === 'operator';
  return decide(permission('services.manage'), { subject }).isAllowed;
}

export interface AccessChange {
  before: ServiceAccess | null;
  after: ServiceAccess | null;
}

/** Every property that the change sets is one that the giver has with the same value. */
function givesOwnData(own: ServiceAccess, { before, after }: AccessChange): boolean {
  return Object.entries(after?.data ?? {}).every(([name, value]) => {
    const held = [own, before].flatMap((access) =>
      access && Object.hasOwn(access.data, name) ? [access.data[name]] : [],
    );
    return held.some((each) => isDeepStrictEqual(each, value));
  });
}

/**
 * Whether somebody who has this access in a service may turn what another has there into something else, without
 * managing the service: nobody gives or takes more than they have.
 */
export function mayChangeAccess(
  levels: readonly string[],
  own: ServiceAccess | null,
  change: AccessChange,
): boolean {
  if (own === null) return false;
  const reach = rankOfLevel(levels, own.level);
  const isWithinReach = [change.before, change.after].every(
    (access) => access === null || rankOfLevel(levels, access.level) <= reach,
  );
  return isWithinReach && givesOwnData(own, change);
}
