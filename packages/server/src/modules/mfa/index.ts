export { createMfaService } from './mfa.service.ts';
export type * from './mfa.types.ts';
