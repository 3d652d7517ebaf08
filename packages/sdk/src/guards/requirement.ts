import type { Guard, GuardContext, GuardDecision, GuardRefusal, ServiceShape, Subject } from '../types.ts';
import { isPromise } from '../authentication/is-promise.ts';
import { allowed, noEntry, notSignedIn, type RefusalText } from './decision.ts';
import { described } from './describe.ts';

export interface RequirementOptions<S extends ServiceShape, T> extends RefusalText {
  /** As `describe` says it; default: the code. */
  description?: string;
  /** A scope that would do (RFC 6750 section 3.1). */
  scope?: string;
  holds(subject: Subject<S>, context: GuardContext<S, T>): boolean | Promise<boolean>;
}

/**
 * A guard that asks something of whoever is signed in: nobody passes without signing in (401), and whoever is not
 * what it asks for is told so (403).
 */
export function requirement<S extends ServiceShape, T = unknown>(
  options: RequirementOptions<S, T>,
): Guard<S, T> {
  const { code, reason, scope, description = code, holds } = options;
  const refusal: GuardRefusal = Object.freeze({
    isAllowed: false,
    status: 403,
    code,
    reason,
    outlook: 'refuses',
    ...(scope !== undefined && { scope }),
  });
  const decide = (isMet: boolean): GuardDecision => (isMet ? allowed : refusal);
  return described(description, (context) => {
    const { subject } = context;
    if (subject === null) return notSignedIn;
    if (!subject.mayEnter) return noEntry;
    const isMet = holds(subject, context);
    return isPromise(isMet) ? isMet.then(decide) : decide(isMet);
  });
}
