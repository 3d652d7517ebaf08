export { createOverviewService } from './overview.service.ts';
export type * from './overview.types.ts';
