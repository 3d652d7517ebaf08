import type { Guard, GuardContext, GuardDecision, ServiceShape } from '../types.ts';
import { isPromise } from '../authentication/is-promise.ts';
import { noEntry } from './decision.ts';

/**
 * What a guard says of a request. Whoever may not enter the service counts as nobody, also for guards of one's own
 * that do not ask; what nobody may do is then refused with 403, since they are signed in.
 */
export function decide<S extends ServiceShape, T>(
  guard: Guard<S, T>,
  context: GuardContext<S, T>,
): GuardDecision | Promise<GuardDecision> {
  if (context.subject === null || context.subject.mayEnter) return guard(context);
  const { method, address, request, object } = context;
  const decision = guard({
    subject: null,
    method,
    address,
    request,
    ...(object !== undefined && { object }),
  });
  return isPromise(decision) ? decision.then(turnAway) : turnAway(decision);
}

function turnAway(decision: GuardDecision): GuardDecision {
  return !decision.isAllowed && decision.status === 401 ? noEntry : decision;
}
