export { createPasswordService } from './passwords.service.ts';
export type * from './passwords.types.ts';
