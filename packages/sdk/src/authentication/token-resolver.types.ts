import type { Authentication, CredentialRequest, ServiceShape } from '../types.ts';

/** What authenticators need of Ostiary: whom a token speaks for. */
export interface TokenResolver<S extends ServiceShape> {
  /** Of access tokens and of static API tokens. At once for a token that was seen before. */
  subjectOf(token: string, request?: CredentialRequest): Authentication<S> | Promise<Authentication<S>>;
}
