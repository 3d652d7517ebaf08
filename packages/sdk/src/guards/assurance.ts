import type { GuardRefusal, ServiceShape, Subject } from '../types.ts';
import { allowed, noEntry, notSignedIn } from './decision.ts';
import { described } from './describe.ts';
import type { CommonGuard } from './requirements.ts';

export interface AssuranceOptions {
  /** `aal2`: by two factors, or by a passkey that verified its user. */
  acr?: 'aal1' | 'aal2';
  /** How long ago the user may have shown it, in seconds. */
  maxAgeSeconds?: number;
  /** Epoch milliseconds; for tests. */
  now?: () => number;
}

function reaches(
  { claims }: Subject<ServiceShape>,
  { acr, maxAgeSeconds, now = Date.now }: AssuranceOptions,
) {
  if (acr === 'aal2' && claims?.acr !== 'aal2') return false;
  if (maxAgeSeconds === undefined) return claims !== null;
  return claims?.auth_time !== undefined && now() / 1000 - claims.auth_time <= maxAgeSeconds;
}

/**
 * For sensitive acts: the user has shown who they are well enough, and not too long ago. Otherwise 401 with the
 * challenge of RFC 9470, after which an application asks for a token with `acr_values` and `max_age`. Only access
 * tokens say how their user signed in: other credentials do not pass.
 */
export function assurance(options: AssuranceOptions): CommonGuard {
  const { acr, maxAgeSeconds } = options;
  const parts = [acr, maxAgeSeconds === undefined ? undefined : `within ${maxAgeSeconds} s`];
  const words = parts.filter((part) => part !== undefined).join(' ');
  if (words === '') throw new TypeError('Name a level, a greatest age, or both.');
  const refusal: GuardRefusal = Object.freeze({
    isAllowed: false,
    status: 401,
    code: 'step_up_required',
    reason: 'Sign in again, with a second factor if you have one.',
    stepUp: {
      ...(acr !== undefined && { acrValues: acr }),
      ...(maxAgeSeconds !== undefined && { maxAgeSeconds }),
    },
  });
  return described(`assurance ${words}`, ({ subject }) => {
    if (subject === null) return notSignedIn;
    if (!subject.mayEnter) return noEntry;
    return reaches(subject, options) ? allowed : refusal;
  });
}
