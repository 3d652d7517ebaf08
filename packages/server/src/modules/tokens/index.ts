export { createTokenService } from './tokens.service.ts';
export type * from './tokens.types.ts';
