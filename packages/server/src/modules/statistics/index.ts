export { createStatisticsService } from './statistics.service.ts';
export type * from './statistics.types.ts';
