export { basic } from './basic.ts';
export type { BasicCredentials, BasicOptions } from './basic.ts';
export { authenticationChain } from './chain.ts';
export type { AuthenticationChain, Verdict } from './chain.ts';
export { hmacSigned } from './hmac/hmac-signed.ts';
export type { HmacKey, HmacKeys, HmacOptions } from './hmac/hmac-signed.ts';
export type { HmacSecret } from './hmac/hmac-key.ts';
export { memoryNonces } from './hmac/nonce-store.ts';
export type { NonceStore } from './hmac/nonce-store.ts';
export { signRequest } from './hmac/sign-request.ts';
export type { RequestToSign, SigningKey, SigningOptions } from './hmac/sign-request.ts';
export { localSubject } from './local-subject.ts';
export type { Resolved } from './local-subject.ts';
export { sessionCookie } from './session/session-cookie.ts';
export type {
  NewLocalSession,
  SessionCookie,
  SessionCookieOptions,
  SessionHeaders,
} from './session/session-cookie.ts';
export { memorySessions } from './session/session-store.ts';
export type { LocalSession, SessionStore } from './session/session-store.ts';
export { apiToken, bearer, dpop } from './token-authenticator.ts';
export type { TokenAuthenticatorOptions } from './token-authenticator.ts';
export type { TokenResolver } from './token-resolver.types.ts';
