export { createEventService } from './events.service.ts';
export type * from './events.types.ts';
