export { createFeedService } from './feed.service.ts';
export { emitLostAccess } from './lost-access.ts';
export type * from './feed.types.ts';
