import type { Guard, ServiceShape } from '../types.ts';
import type { TokenResolver } from '../authentication/token-resolver.types.ts';
import { assurance } from './assurance.ts';
import { all, any, not } from './combine.ts';
import type { RefusalText } from './decision.ts';
import { ipBlocklist } from './ip-blocklist.ts';
import { owner, ownerOrReadOnly, type OwnerOf, type OwnerOptions } from './owner.ts';
import { requirement, type RequirementOptions } from './requirement.ts';
import {
  anyone,
  authenticated,
  level,
  permission,
  role,
  safeMethod,
  scope,
  staff,
  superuser,
} from './requirements.ts';
import { serviceAccess, serviceAccessAt } from './service-access.ts';

/** The guards, knowing the service's access levels and the type of its data. */
export interface Guards<S extends ServiceShape> {
  anyone(): Guard<S>;
  authenticated(): Guard<S>;
  role(name: string): Guard<S>;
  permission(name: string): Guard<S>;
  level: typeof level;
  staff(): Guard<S>;
  superuser(): Guard<S>;
  scope: typeof scope;
  /** Shown well enough and lately enough: step-up for sensitive acts (RFC 9470). */
  assurance: typeof assurance;
  /** Was given access to this service: at this level or a higher one, or at whatever level. */
  serviceAccess(level?: S['level']): Guard<S>;
  ipBlocklist: typeof ipBlocklist;
  safeMethod(): Guard<S>;
  owner<T>(options: OwnerOf<T> | OwnerOptions<S, T>): Guard<S, T>;
  ownerOrReadOnly<T>(options: OwnerOf<T> | OwnerOptions<S, T>): Guard<S, T>;
  /** A guard of one's own that asks something of whoever is signed in. */
  requirement<T = unknown>(options: RequirementOptions<S, T>): Guard<S, T>;
  any<T = unknown>(...guards: Guard<S, T>[]): Guard<S, T>;
  all<T = unknown>(...guards: Guard<S, T>[]): Guard<S, T>;
  not<T = unknown>(guard: Guard<S, T>, text?: RefusalText): Guard<S, T>;
}

/**
 * Guards for one service: `createGuards(ostiary)`, or `createGuards<Shape>({ levels })`. TypeError for levels that
 * are not all different.
 */
export function createGuards<S extends ServiceShape>(
  service: { readonly levels: readonly S['level'][] } & Partial<TokenResolver<S>>,
): Guards<S> {
  const levels = [...service.levels];
  if (new Set(levels).size !== levels.length)
    throw new TypeError('Every access level has a name of its own.');
  return {
    anyone,
    authenticated,
    role,
    permission,
    level,
    staff,
    superuser,
    scope,
    assurance,
    serviceAccess: (name) => (name === undefined ? serviceAccess() : serviceAccessAt<S>(levels, name)),
    ipBlocklist,
    safeMethod,
    owner: (options) => owner(options),
    ownerOrReadOnly: (options) => ownerOrReadOnly(options),
    requirement: (options) => requirement(options),
    any: (...guards) => any(...guards),
    all: (...guards) => all(...guards),
    not: (guard, text) => not(guard, text),
  };
}
