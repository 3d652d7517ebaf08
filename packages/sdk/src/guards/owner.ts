import type { Guard, GuardContext, GuardDecision, GuardRefusal, ServiceShape } from '../types.ts';
import { isPromise } from '../authentication/is-promise.ts';
import { allowed, noEntry, notSignedIn } from './decision.ts';
import { described } from './describe.ts';
import { safeMethod } from './requirements.ts';

/** The id of the user whom it belongs to; null or undefined for nobody's. */
export type OwnerOf<T> = (object: T) => string | null | undefined;

export interface OwnerOptions<S extends ServiceShape, T> {
  /** Fetches what is asked for, where the guard runs before it is loaded. Undefined where there is no such thing. */
  load?: (context: GuardContext<S, T>) => T | undefined | Promise<T | undefined>;
  owner: OwnerOf<T>;
}

const notOwner: GuardRefusal = Object.freeze({
  isAllowed: false,
  status: 403,
  code: 'not_owner',
  reason: 'This belongs to somebody else.',
  outlook: 'refuses',
});

function decide<S extends ServiceShape>(
  subject: GuardContext<S>['subject'],
  ownerId: string | null | undefined,
): GuardDecision {
  if (typeof ownerId !== 'string' || ownerId === '') return notOwner;
  if (subject === null) return notSignedIn;
  if (!subject.mayEnter) return noEntry;
  return subject.kind === 'user' && subject.sub === ownerId ? allowed : notOwner;
}

/**
 * What is asked for belongs to the subject. By `object` of the context, as `door.check` and resources give it, or
 * loaded by the guard itself. What belongs to nobody, or does not exist, is refused.
 */
export function owner<T, S extends ServiceShape = ServiceShape>(
  options: OwnerOf<T> | OwnerOptions<S, T>,
): Guard<S, T> {
  const { owner: ownerOf, load }: OwnerOptions<S, T> =
    typeof options === 'function' ? { owner: options } : options;
  const decideOn = (subject: GuardContext<S>['subject'], object: T | undefined): GuardDecision =>
    decide(subject, object === undefined ? undefined : ownerOf(object));
  return described('owner', (context) => {
    const object = context.object ?? load?.(context);
    return isPromise(object)
      ? object.then((loaded) => decideOn(context.subject, loaded))
      : decideOn(context.subject, object);
  });
}

/** Everybody reads, the owner writes. Nothing is loaded for those who only read. */
export function ownerOrReadOnly<T, S extends ServiceShape = ServiceShape>(
  options: OwnerOf<T> | OwnerOptions<S, T>,
): Guard<S, T> {
  const reading: Guard<S, T> = safeMethod();
  const owning = owner(options);
  // Not `any`: whoever may not change it is told why, and not that reading would do.
  return described('safe method or owner', (context) => {
    const decision = reading(context);
    return !isPromise(decision) && decision.isAllowed ? decision : owning(context);
  });
}
