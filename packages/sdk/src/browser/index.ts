export { AuthError } from './auth-error.ts';
export { createBrowserClient } from './create-browser-client.ts';
export type {
  BrowserClient,
  BrowserClientOptions,
  Credentials,
  IsSignedIn,
  TokenStorage,
} from './browser.types.ts';
