import type { WireAccess } from '../wire.ts';

/** Access that comes by a group or a role. */
export interface InheritedAccess {
  holder: 'group' | 'role';
  holderId: string;
  access: WireAccess;
}

/** The rank of a level among those of the service, from the least to the most; none and an unknown one are the lowest. */
function rankOf(levels: readonly string[], level: string | null): number {
  return level === null ? -1 : levels.indexOf(level);
}

function isStronger(levels: readonly string[], a: InheritedAccess, b: InheritedAccess): boolean {
  const difference = rankOf(levels, a.access.level) - rankOf(levels, b.access.level);
  if (difference !== 0) return difference > 0;
  if (a.holder !== b.holder) return a.holder === 'group';
  return a.holderId < b.holderId;
}

/**
 * What counts for a user of what was given to them, their groups and their roles: the nearest decides, as a whole.
 * Their own if there is one; otherwise the strongest of the others, whose data is not mixed. Among equals a group
 * counts before a role, and then the lower id.
 */
export function effectiveAccess(
  levels: readonly string[],
  own: WireAccess | null,
  inherited: readonly InheritedAccess[],
): WireAccess | null {
  if (own) return own;
  let strongest: InheritedAccess | undefined;
  for (const one of inherited) {
    if (!strongest || isStronger(levels, one, strongest)) strongest = one;
  }
  return strongest?.access ?? null;
}
