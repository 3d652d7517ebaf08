export { createUserService } from './users.service.ts';
export { loginKey } from './identifiers/login.rules.ts';
export { isSameEmail } from './identifiers/email.rules.ts';
export type * from './users.types.ts';
export { afterKey } from './listing/candidate.rules.ts';
export { readVerification } from './users.table.ts';
export { mustVerifyFirst } from './verification.rules.ts';
