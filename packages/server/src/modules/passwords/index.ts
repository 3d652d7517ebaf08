export { createPasswordService } from './passwords.service.ts';
export type * from './passwords.types.ts';
export { isReadableHash } from './hashing/stored-hash.rules.ts';
