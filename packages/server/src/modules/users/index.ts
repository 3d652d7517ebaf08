export { createUserService } from './users.service.ts';
export { loginKey } from './identifiers/login.rules.ts';
export type * from './users.types.ts';
export { afterKey } from './listing/candidate.rules.ts';
