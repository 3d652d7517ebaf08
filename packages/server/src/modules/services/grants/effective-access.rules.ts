import type { Service } from '../services.types.ts';
import type { HolderType, ServiceAccess } from './grants.types.ts';

/** What a group that somebody is in, or a role that they hold, has in a service. */
export interface InheritedAccess extends ServiceAccess {
  holder: Exclude<HolderType, 'user'>;
  holderId: string;
}

/** Where a level stands among those of the service; none, or one that is unknown, is below all. */
export function rankOfLevel(levels: readonly string[], level: string | null): number {
  return level === null ? -1 : levels.indexOf(level);
}

/** Whether `a` is stronger: by its level, then a group's before a role's, then the lower id. */
function isStronger(levels: readonly string[], a: InheritedAccess, b: InheritedAccess): boolean {
  const byLevel = rankOfLevel(levels, a.level) - rankOfLevel(levels, b.level);
  if (byLevel !== 0) return byLevel > 0;
  if (a.holder !== b.holder) return a.holder === 'group';
  return a.holderId < b.holderId;
}

/**
 * The nearest decides, as a whole: the user's own if there is one, else the strongest of what comes by groups
 * and roles. Null when there is none. Levels and data of several are never mixed.
 */
export function effectiveAccess<Own extends ServiceAccess, Inherited extends InheritedAccess>(
  levels: readonly string[],
  own: Own | null | undefined,
  inherited: readonly Inherited[],
): Own | Inherited | null {
  if (own) return own;
  let strongest: Inherited | null = null;
  for (const each of inherited) {
    if (strongest === null || isStronger(levels, each, strongest)) strongest = each;
  }
  return strongest;
}

/** Whether the service lets somebody in at all. Being a superuser of Ostiary changes nothing about it. */
export function mayEnter(
  { entry }: Pick<Service, 'entry'>,
  { isActive, access }: { isActive: boolean; access: ServiceAccess | null },
): boolean {
  return isActive && (entry === 'everyone' || access !== null);
}
