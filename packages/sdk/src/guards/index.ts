export { assurance } from './assurance.ts';
export type { AssuranceOptions } from './assurance.ts';
export { all, any, not } from './combine.ts';
export { createGuards } from './create-guards.ts';
export type { Guards } from './create-guards.ts';
export { decide } from './decide.ts';
export { allowed, refused } from './decision.ts';
export type { RefusalText } from './decision.ts';
export { describe, described } from './describe.ts';
export { ipBlocklist } from './ip-blocklist.ts';
export { owner, ownerOrReadOnly } from './owner.ts';
export type { OwnerOf, OwnerOptions } from './owner.ts';
export { requirement } from './requirement.ts';
export type { RequirementOptions } from './requirement.ts';
export {
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
export type { CommonGuard, LevelRange } from './requirements.ts';
export { serviceAccess } from './service-access.ts';
