import type { Authentication, Authenticator, ServiceShape } from '../types.ts';
import { readAuthorization } from './authorization-header.ts';
import { challengeOf } from './challenge.ts';
import { isPromise } from './is-promise.ts';
import { noCredential, refuse } from './refusal.ts';
import type { TokenResolver } from './token-resolver.types.ts';

export interface TokenAuthenticatorOptions {
  /** What the credentials are for, as `WWW-Authenticate` says it. Default `api`. */
  realm?: string;
  /** Where clients learn who issues tokens (RFC 9728 section 5.1): a URL. */
  resourceMetadata?: string;
}

interface Kind<S extends ServiceShape> {
  name: string;
  scheme: string;
  /** Why a token of another kind is not accepted under this scheme; undefined where it is. */
  objection?(accepted: Accepted<S>): string | undefined;
}

type Accepted<S extends ServiceShape> = Extract<Authentication<S>, { outcome: 'accepted' }>;

function tokenAuthenticator<S extends ServiceShape>(
  resolver: TokenResolver<S>,
  { name, scheme, objection }: Kind<S>,
  { realm = 'api', resourceMetadata }: TokenAuthenticatorOptions,
): Authenticator<S> {
  const finish = (answer: Authentication<S>): Authentication<S> => {
    if (answer.outcome !== 'accepted') {
      // Whoever presents a token of this scheme has presented one, whatever it is.
      return answer.outcome === 'none' ? refuse('token_invalid', 'The token is not valid.') : answer;
    }
    const reason = objection?.(answer);
    if (reason !== undefined) return refuse('token_invalid', reason);
    if (answer.subject.method === name) return answer;
    return { outcome: 'accepted', subject: { ...answer.subject, method: name } };
  };
  return {
    name,
    challenge: challengeOf(scheme, { realm, resource_metadata: resourceMetadata }),
    authenticate(request) {
      const presented = readAuthorization(request, scheme);
      if (presented.is === 'absent') return noCredential;
      if (presented.is === 'malformed') return refuse('credentials_malformed', presented.reason);
      const answer = resolver.subjectOf(presented.value, request);
      return isPromise(answer) ? answer.then(finish) : finish(answer);
    },
  };
}

const isBound = <S extends ServiceShape>({ subject }: Accepted<S>): boolean =>
  subject.claims?.cnf !== undefined;

/**
 * `Authorization: Bearer …` (RFC 6750): access tokens and static API tokens. A token that is bound to a key is not
 * accepted as bearer token (RFC 9449 section 7.2); that is what `dpop` is for.
 */
export function bearer<S extends ServiceShape>(
  ostiary: TokenResolver<S>,
  options: TokenAuthenticatorOptions = {},
): Authenticator<S> {
  const objection = (accepted: Accepted<S>): string | undefined =>
    isBound(accepted) ? 'The token is bound to a key and comes without its proof.' : undefined;
  return tokenAuthenticator(ostiary, { name: 'bearer', scheme: 'Bearer', objection }, options);
}

/** `Authorization: DPoP …` (RFC 9449), where Ostiary was created with `confirmBinding`. */
export function dpop<S extends ServiceShape>(
  ostiary: TokenResolver<S>,
  options: TokenAuthenticatorOptions = {},
): Authenticator<S> {
  const objection = (accepted: Accepted<S>): string | undefined =>
    accepted.subject.claims === null || isBound(accepted) ? undefined : 'The token is not bound to a key.';
  return tokenAuthenticator(ostiary, { name: 'dpop', scheme: 'DPoP', objection }, options);
}

/** `Authorization: Token …`, as clients of Django REST Framework send static tokens. */
export function apiToken<S extends ServiceShape>(
  ostiary: TokenResolver<S>,
  options: TokenAuthenticatorOptions & { scheme?: string } = {},
): Authenticator<S> {
  const { scheme = 'Token', ...others } = options;
  return tokenAuthenticator(ostiary, { name: 'api_token', scheme }, others);
}
