import type { Guard, ServiceShape } from '../types.ts';
import { requirement } from './requirement.ts';

/** Was given access to this service, at whatever level. There is no special case for superusers. */
export function serviceAccess(): Guard<ServiceShape, unknown> {
  return requirement({
    description: 'access to this service',
    code: 'access_missing',
    reason: 'You do not have access to this service.',
    holds: ({ access }) => access !== null,
  });
}

/**
 * Was given access at this level or a higher one. A level that the service does not have (any more) is the lowest.
 * TypeError for a level that is none of the service's.
 */
export function serviceAccessAt<S extends ServiceShape>(
  levels: readonly S['level'][],
  level: S['level'],
): Guard<S, unknown> {
  const least = levels.indexOf(level);
  if (least < 0) throw new TypeError(`${level} is none of the access levels: ${levels.join(', ')}.`);
  const order: readonly (string | null)[] = levels;
  return requirement<S>({
    description: `access level ${level}`,
    code: 'access_level_insufficient',
    reason: `The access level ${level} is needed.`,
    holds: ({ access }) => order.indexOf(access?.level ?? null) >= least,
  });
}
