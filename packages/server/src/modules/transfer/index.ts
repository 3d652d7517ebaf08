export { createTransferService } from './transfer.service.ts';
export type * from './transfer.types.ts';
