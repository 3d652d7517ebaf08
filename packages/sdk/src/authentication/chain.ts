import type {
  Authentication,
  Authenticator,
  CredentialRequest,
  GuardRefusal,
  ServiceShape,
} from '../types.ts';
import { isOfTokens, withTokenError } from './challenge.ts';
import { isPromise } from './is-promise.ts';
import { noCredential, type Refused } from './refusal.ts';

/** What the chain says of a request; a refusal names the authenticator that recognised the credential. */
export type Verdict<S extends ServiceShape> =
  Exclude<Authentication<S>, { outcome: 'refused' }> | (Refused & { by: Authenticator<S> });

export interface AuthenticationChain<S extends ServiceShape> {
  readonly authenticators: readonly Authenticator<S>[];
  /** Whether one of them needs the body as it was sent. */
  readonly readsBody: boolean;
  /** At once where it can be. */
  authenticate(request: CredentialRequest): Verdict<S> | Promise<Verdict<S>>;
  /** `WWW-Authenticate` where nobody is signed in: one challenge for each way to do so. */
  challenge(): string;
  /** The same, with what was wrong with the credential. */
  challengeAfter(refusal: Refused & { by: Authenticator<S> }): string;
  /** `WWW-Authenticate` of a 403 that another scope would change; undefined for others. */
  challengeForScope(refusal: GuardRefusal): string | undefined;
  /** `WWW-Authenticate` of a 401: for one that a fresh or stronger proof would change, it says which (RFC 9470). */
  challengeFor(refusal: GuardRefusal): string;
}

/**
 * Tries one authenticator after the other. The first that recognises its credential decides: what it refuses is
 * refused, whatever those behind it would say. Where none does, nobody is signed in.
 */
export function authenticationChain<S extends ServiceShape>(
  authenticators: readonly Authenticator<S>[],
): AuthenticationChain<S> {
  const names = new Set(authenticators.map(({ name }) => name));
  if (names.size !== authenticators.length) {
    throw new TypeError('Every authenticator of a chain has a name of its own.');
  }
  const challenges = authenticators.flatMap(({ challenge }) => (challenge === undefined ? [] : [challenge]));
  // RFC 9110 section 15.5.2 asks for a challenge with every 401. No scheme is registered for cookies.
  const plain = challenges.length === 0 ? 'Cookie' : challenges.join(', ');
  const replaced = (one: string | undefined, by: string): string =>
    challenges.map((challenge) => (challenge === one ? by : challenge)).join(', ') || plain;
  return {
    authenticators,
    readsBody: authenticators.some(({ readsBody }) => readsBody === true),
    authenticate: (request) => tryFrom({ authenticators, request }, 0),
    challenge: () => plain,
    challengeAfter({ by: { challenge }, reason }) {
      if (challenge === undefined) return plain;
      return replaced(challenge, withTokenError(challenge, { error: 'invalid_token', description: reason }));
    },
    challengeFor({ stepUp, reason }) {
      const bearer = challenges.find(isOfTokens);
      if (stepUp === undefined || bearer === undefined) return plain;
      const { acrValues, maxAgeSeconds } = stepUp;
      const error = { error: 'insufficient_user_authentication', description: reason } as const;
      const wanted = { acr_values: acrValues, max_age: maxAgeSeconds?.toString() };
      return replaced(bearer, withTokenError(bearer, { ...error, wanted }));
    },
    challengeForScope({ scope, reason }) {
      if (scope === undefined) return undefined;
      const bearer = challenges.find((challenge) => withScope(challenge) !== challenge);
      return bearer === undefined ? undefined : withScope(bearer);

      function withScope(challenge: string): string {
        return withTokenError(challenge, {
          error: 'insufficient_scope',
          description: reason,
          wanted: { scope },
        });
      }
    },
  };
}

interface Trial<S extends ServiceShape> {
  authenticators: readonly Authenticator<S>[];
  request: CredentialRequest;
}

/** No promise is made where the authenticator answers at once: this runs with every request. */
function tryFrom<S extends ServiceShape>(trial: Trial<S>, from: number): Verdict<S> | Promise<Verdict<S>> {
  for (let index = from; index < trial.authenticators.length; index += 1) {
    const authenticator = trial.authenticators[index];
    if (!authenticator) break;
    const answer = authenticator.authenticate(trial.request);
    if (isPromise(answer)) {
      return answer.then((settled) =>
        settled.outcome === 'none' ? tryFrom(trial, index + 1) : verdictOf(settled, authenticator),
      );
    }
    if (answer.outcome !== 'none') return verdictOf(answer, authenticator);
  }
  return noCredential;
}

function verdictOf<S extends ServiceShape>(answer: Authentication<S>, by: Authenticator<S>): Verdict<S> {
  return answer.outcome === 'refused' ? { ...answer, by } : answer;
}
