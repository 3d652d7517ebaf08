export { createSessionService } from './sessions.service.ts';
export {
  acrOf,
  acrOfSession,
  assuranceLevels,
  isAtLeast,
  isProvedLately,
  type Assurance,
} from './assurance.rules.ts';
export { deviceCookieName } from './device-cookie.ts';
export { deviceName } from './known-devices/device-name.rules.ts';
export { createLastUse } from './last-use.ts';
export { requireOwnOrManaged } from './ending.ts';
export { holderColumns, readAmr, toHolder } from './sessions.table.ts';
export type { HolderRow } from './sessions.table.ts';
export type * from './sessions.types.ts';
