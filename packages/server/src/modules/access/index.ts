export { createAccessService } from './access.service.ts';
export { nameKey } from './access.table.ts';
export type * from './access.types.ts';
export { narrowedTo } from './narrow.rules.ts';
export { decide, type DecisionContext, type ServiceStanding } from './decide.rules.ts';
export { explain, type Step } from './explain.rules.ts';
export { requireVersion } from './expectation.rules.ts';
export { accessFrom } from './holdings.rules.ts';
export { checkQuery, isByName, isHopeless, toListed } from './lists.rules.ts';
export { afterPrefix } from './name-pages.store.ts';
export {
  addressAllowed,
  allOf,
  anyOf,
  authenticated,
  describeRequirement,
  levelAtMost,
  levelOneOf,
  mayEnterService,
  ownerOfObject,
  permission,
  role,
  safeMethod,
  serviceLevel,
  staff,
  superuser,
} from './policy.rules.ts';
export type { Policy, Requirement } from './policy.rules.ts';
export { describeDescription } from './roles/role-input.rules.ts';
export { problemOfGroupName, readGroupName } from './groups/group-name.rules.ts';
export { problemOfPermission } from './permissions/permission-name.rules.ts';
