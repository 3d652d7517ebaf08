export { createLoginService } from './login.service.ts';
export type * from './login.types.ts';
export { createSignInService, type SignInServiceForApp } from './sign-in/sign-in.service.ts';
export type * from './sign-in/sign-in.types.ts';
