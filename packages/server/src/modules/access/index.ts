export { createAccessService } from './access.service.ts';
export type * from './access.types.ts';
export { narrowedTo } from './narrow.rules.ts';
export { decide } from './decide.rules.ts';
export { addressAllowed, authenticated, levelAtMost, levelOneOf, permission } from './policy.rules.ts';
export type { Policy } from './policy.rules.ts';
