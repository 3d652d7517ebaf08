import type { DrfScope } from '#platform/http/drf/scope.ts';
import type { CompatDeps } from './compat.types.ts';
import { addDrfTutorialRoutes } from './drf-tutorial.routes.ts';
import { addRoleGates } from './role-gates.routes.ts';
import { addRoleServiceRoutes } from './role-service.routes.ts';

/** Every path of the tutorials that is not part of the token API. */
export function addCompatRoutes(drf: DrfScope, deps: CompatDeps): void {
  addRoleServiceRoutes(drf, deps);
  addRoleGates(drf);
  addDrfTutorialRoutes(drf, deps);
}
