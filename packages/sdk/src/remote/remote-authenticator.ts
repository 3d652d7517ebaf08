import { challengeOf } from '../authentication/challenge.ts';
import { readAuthorization } from '../authentication/authorization-header.ts';
import { noCredential, refuse, type Refused } from '../authentication/refusal.ts';
import type { AnyService, Authentication, Authenticator, Now, ServiceShape } from '../types.ts';
import {
  createRemoteAuthService,
  type RemoteAnswer,
  type RemoteAuthService,
  type RemoteAuthServiceOptions,
} from './remote-auth-service.ts';
import { remoteUser, type RemoteSubjectOptions } from './remote-subject.ts';
import { createSubjectCache } from './subject-cache.ts';

export type RemoteAuthenticatorOptions<S extends ServiceShape = AnyService> = RemoteSubjectOptions<S> &
  (RemoteAuthServiceOptions | { service: RemoteAuthService }) & {
    /**
     * How long an accepted token is not asked about again, in seconds: so long a sign-out, a deactivation or the
     * token's end may go unnoticed. Default 0, each request asks.
     */
    cacheSeconds?: number;
    /** How many accepted tokens are remembered. Default 10,000. */
    cacheSize?: number;
    /** What the token is for, as `WWW-Authenticate` says it. Default `api`. */
    realm?: string;
    now?: Now;
  };

/** RFC 6750 section 2.1. Anything else cannot be sent on, and is no token of anybody's. */
const tokenPattern = /^[\w.~+/-]+=*$/;

function unavailable(reason: string): Refused {
  return {
    ...refuse('feed_stale', `The auth service cannot say whether the token is good. ${reason}`),
    isUnavailable: true,
  };
}

/** What the service says of a token, in its own words where it has any. */
function refusal({ status, body }: RemoteAnswer & { outcome: 'refused' }): Refused {
  const { code, detail, non_field_errors: errors } = body;
  const listed: unknown = Array.isArray(errors) ? errors[0] : undefined;
  const said = [detail, listed].find((one) => typeof one === 'string');
  const reason = said?.slice(0, 200) ?? `The auth service refuses the token (${status}).`;
  if (code === 'user_inactive') return refuse('user_inactive', reason);
  if (code === 'user_not_found') return refuse('user_deleted', reason);
  if (code === 'password_changed' || /blacklisted/i.test(reason)) return refuse('token_revoked', reason);
  return refuse('token_invalid', reason);
}

async function ask<S extends ServiceShape>(
  service: RemoteAuthService,
  token: string,
  options: RemoteSubjectOptions<S>,
): Promise<Authentication<S>> {
  const verified = await service.verify(token);
  const answer = verified.outcome === 'ok' ? await service.user(token) : verified;
  if (answer.outcome === 'unavailable') return unavailable(answer.reason);
  if (answer.outcome === 'refused') return refusal(answer);
  const user = await remoteUser(answer.body, options);
  if (user.is === 'inactive') return refuse('user_inactive', 'The account is not active.');
  if (user.is === 'nobody') return unavailable('It does not say who it is.');
  return { outcome: 'accepted', subject: user.subject };
}

/**
 * `Authorization: Bearer …` by asking the auth service about each request, as clients of django-easyjwt do: `POST
 * token/verify/`, then `GET user/`. For servers without a feed; with Ostiary, `createOstiary` needs no request for it.
 */
export function remoteBearer<S extends ServiceShape = AnyService>(
  options: RemoteAuthenticatorOptions<S>,
): Authenticator<S> {
  const { cacheSeconds = 0, cacheSize = 10_000, realm = 'api', now = Date.now } = options;
  const service = 'service' in options ? options.service : createRemoteAuthService(options);
  const cache = createSubjectCache<S>({ lifeMs: cacheSeconds * 1000, size: cacheSize, now });
  const askSafely = (token: string): Promise<Authentication<S>> =>
    ask(service, token, options).catch(() => unavailable('Its answer could not be read.'));
  return {
    name: 'remote',
    challenge: challengeOf('Bearer', { realm }),
    async authenticate(request) {
      const presented = readAuthorization(request, 'Bearer');
      if (presented.is === 'absent') return noCredential;
      if (presented.is === 'malformed') return refuse('credentials_malformed', presented.reason);
      if (!tokenPattern.test(presented.value))
        return refuse('credentials_malformed', 'This is no bearer token.');
      return cache.find(presented.value, askSafely);
    },
  };
}
