export { createLoginService } from './login.service.ts';
export type * from './login.types.ts';
