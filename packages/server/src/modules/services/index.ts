export {
  effectiveAccess,
  mayEnter,
  rankOfLevel,
  type InheritedAccess,
} from './grants/effective-access.rules.ts';
export { createServiceService } from './services.service.ts';
export { serviceFields } from './service-input.rules.ts';
export type * from './services.types.ts';
