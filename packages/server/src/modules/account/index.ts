export { createAccountService } from './account.service.ts';
export type * from './account.types.ts';
