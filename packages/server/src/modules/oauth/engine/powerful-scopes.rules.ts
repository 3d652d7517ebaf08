import { isPermission } from '@ostiary/contract';
import { permissionsWithin } from './permissions-within.rules.ts';

/** What only looks: it leads to nothing that the browser could not have shown. */
const looking = /\.(?:read|review|decide)$/;

/** Whether a token of this scope would let its bearer change something by the management API, for this user. */
export function isPowerful(
  scope: string,
  held: { permissions: readonly string[]; isSuperuser: boolean },
): boolean {
  const words = scope.split(' ');
  const within = held.isSuperuser ? words : permissionsWithin(held.permissions, scope);
  const isAll = held.isSuperuser && words.includes('permissions');
  return isAll || within.some((name) => isPermission(name) && !looking.test(name));
}
