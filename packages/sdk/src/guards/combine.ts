import type { Guard, GuardContext, GuardDecision, GuardRefusal, Outlook, ServiceShape } from '../types.ts';
import { isPromise } from '../authentication/is-promise.ts';
import { allowedWith, nobodyPasses, outlookOf, withOutlook, type RefusalText } from './decision.ts';
import { bracketed, describe, described, describeList } from './describe.ts';

/** How the decisions of several guards become one. */
interface Folding {
  start: GuardDecision;
  /** Nothing that comes later can change it. */
  isFinal(decision: GuardDecision): boolean;
  join(earlier: GuardDecision, later: GuardDecision): GuardDecision;
}

interface Walk<S extends ServiceShape, T> {
  guards: readonly Guard<S, T>[];
  folding: Folding;
  context: GuardContext<S, T>;
}

/** Asks one guard after the other, without a promise where none of them needs one. */
function walk<S extends ServiceShape, T>(
  { guards, folding, context }: Walk<S, T>,
  decision: GuardDecision,
  from: number,
): GuardDecision | Promise<GuardDecision> {
  let soFar = decision;
  for (let index = from; ; index += 1) {
    const guard = guards[index];
    if (!guard) return soFar;
    const next = guard(context);
    if (isPromise(next)) return walkOn({ guards, folding, context }, soFar, { next, index });
    soFar = folding.join(soFar, next);
    if (isOver(folding, context, soFar)) return soFar;
  }
}

async function walkOn<S extends ServiceShape, T>(
  of: Walk<S, T>,
  decision: GuardDecision,
  { next, index }: { next: Promise<GuardDecision>; index: number },
): Promise<GuardDecision> {
  const soFar = of.folding.join(decision, await next);
  return isOver(of.folding, of.context, soFar) ? soFar : walk(of, soFar, index + 1);
}

/**
 * Where somebody is signed in, the first guard that settles it is the last that is asked. Where nobody is, those
 * behind it may know that signing in would not help: then it is 403 and not 401.
 */
function isOver<S extends ServiceShape, T>(
  folding: Folding,
  { subject }: GuardContext<S, T>,
  decision: GuardDecision,
): boolean {
  if (!folding.isFinal(decision)) return false;
  return subject !== null || outlookOf(decision) === (decision.isAllowed ? 'allows' : 'refuses');
}

const bothOutlooks = (one: Outlook, other: Outlook): Outlook => {
  if (one === 'refuses' || other === 'refuses') return 'refuses';
  return one === 'allows' ? other : 'either';
};

const eitherOutlook = (one: Outlook, other: Outlook): Outlook => {
  if (one === 'allows' || other === 'allows') return 'allows';
  return one === 'refuses' ? other : 'either';
};

const everyOne: Folding = {
  start: allowedWith('allows'),
  isFinal: ({ isAllowed }) => !isAllowed,
  join(earlier, later) {
    const outlook = bothOutlooks(outlookOf(earlier), outlookOf(later));
    if (later.isAllowed) return withOutlook(earlier, outlook);
    if (earlier.isAllowed) return withOutlook(later, outlook);
    // What cannot be helped comes before what signing in would help.
    return withOutlook(outlookOf(later) === 'refuses' ? later : earlier, outlook);
  },
};

const atLeastOne: Folding = {
  start: nobodyPasses,
  isFinal: ({ isAllowed }) => isAllowed,
  join(earlier, later) {
    if (earlier === nobodyPasses) return later;
    const outlook = eitherOutlook(outlookOf(earlier), outlookOf(later));
    if (earlier.isAllowed || later.isAllowed) return allowedWith(outlook);
    return { ...mostHelpful(earlier, later), outlook };
  },
};

/** A refusal that signing in could change says what to do; two that it could not say which would have done. */
function mostHelpful(one: GuardRefusal, other: GuardRefusal): GuardRefusal {
  const isUndecidable = one.isUndecidable === true || other.isUndecidable === true;
  if (one.status !== other.status) return { ...(one.status === 401 ? one : other), isUndecidable };
  if (one.code === other.code && one.reason === other.reason) return { ...one, isUndecidable };
  const reason = `${one.reason.replace(/\.$/, '')}; or: ${other.reason}`;
  return { ...one, code: one.code === other.code ? one.code : 'denied', reason, isUndecidable };
}

/** Every one of them, asked in order until one refuses; everybody passes an empty list. */
export function all<S extends ServiceShape, T>(...guards: Guard<S, T>[]): Guard<S, T> {
  const [only, ...more] = guards;
  if (only && more.length === 0) return only;
  return described(guards.length === 0 ? 'anyone' : describeList(guards, 'and'), (context) =>
    walk({ guards, folding: everyOne, context }, everyOne.start, 0),
  );
}

/** At least one of them, asked in order until one allows; nobody passes an empty list. */
export function any<S extends ServiceShape, T>(...guards: Guard<S, T>[]): Guard<S, T> {
  const [only, ...more] = guards;
  if (only && more.length === 0) return only;
  return described(guards.length === 0 ? 'no one' : describeList(guards, 'or'), (context) =>
    walk({ guards, folding: atLeastOne, context }, atLeastOne.start, 0),
  );
}

const opposite = { allows: 'refuses', refuses: 'allows', either: 'either' } as const;

/** Whoever the guard refuses. A guard that could not tell refuses here as well. */
export function not<S extends ServiceShape, T>(guard: Guard<S, T>, text?: RefusalText): Guard<S, T> {
  const description = `not ${bracketed(describe(guard))}`;
  const words = text ?? { code: 'excluded', reason: `Not permitted for: ${describe(guard)}.` };
  const turn = (subject: unknown, decision: GuardDecision): GuardDecision => {
    if (!decision.isAllowed && decision.isUndecidable === true) return decision;
    const outlook = opposite[outlookOf(decision)];
    if (!decision.isAllowed) return allowedWith(outlook);
    const status = subject === null && outlook !== 'refuses' ? 401 : 403;
    return { isAllowed: false, status, ...words, outlook };
  };
  return described(description, (context) => {
    const decision = guard(context);
    return isPromise(decision)
      ? decision.then((settled) => turn(context.subject, settled))
      : turn(context.subject, decision);
  });
}
