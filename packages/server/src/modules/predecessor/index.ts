export { createPredecessorService } from './predecessor.service.ts';
export type * from './predecessor.types.ts';
