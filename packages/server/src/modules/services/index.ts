export { createServiceService } from './services.service.ts';
export type * from './services.types.ts';
