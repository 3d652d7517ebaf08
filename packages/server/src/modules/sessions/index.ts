export { createSessionService } from './sessions.service.ts';
export { acrOf, assuranceLevels, isAtLeast, type Assurance } from './assurance.rules.ts';
export { deviceCookieName } from './device-cookie.ts';
export { createLastUse } from './last-use.ts';
export { requireOwnOrManaged } from './ending.ts';
export { holderColumns, toHolder } from './sessions.table.ts';
export type { HolderRow } from './sessions.table.ts';
export type * from './sessions.types.ts';
