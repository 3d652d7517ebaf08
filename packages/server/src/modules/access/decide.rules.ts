import type { Subject } from './access.types.ts';
import type { Policy, Requirement } from './policy.rules.ts';

/** What the subject has in a service, as the service itself is told. */
export interface ServiceStanding {
  mayEnter: boolean;
  /** The access levels that the subject has there: their own one, and those below it. */
  levels: readonly string[];
  /** The grant that decides; null when there is none. */
  by: { holder: 'user' | 'group' | 'role'; name: string } | null;
}

/** Everything a decision may depend on. What is left out counts against the request. */
export interface DecisionContext {
  /** Null when nobody is signed in. */
  subject: Subject | null;
  /** Whether the blocklist covers the address of the request. Default false. */
  isAddressBlocked?: boolean;
  /** The HTTP method, in capitals. */
  method?: string;
  /** The object asked for; `ownerId` is a user's id. */
  object?: { ownerId: string | null };
  /** By the names that requirements call services by. */
  services?: ReadonlyMap<string, ServiceStanding>;
}

export type Decision =
  | { isAllowed: true }
  | {
      isAllowed: false;
      /** `unauthenticated` only when signing in could change the answer. */
      reason: 'unauthenticated' | 'address_blocked' | 'denied';
      /** The requirements that stood in the way, each once. */
      missing: Requirement[];
    };

const safeMethods: ReadonlySet<string | undefined> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** The decision function: the same policy and context always give the same answer. */
export function decide(policy: Policy, context: DecisionContext): Decision {
  if (holds(policy, context)) return { isAllowed: true };
  return { isAllowed: false, reason: reasonOf(policy, context), missing: missingIn(policy, context) };
}

function holds(policy: Policy, context: DecisionContext): boolean {
  switch (policy.kind) {
    case 'any':
      return policy.of.some((one) => holds(one, context));
    case 'all':
      return policy.of.every((one) => holds(one, context));
    case 'not':
      return !holds(policy.policy, context);
    default:
      return isMet(policy, context);
  }
}

export function isMet(requirement: Requirement, context: DecisionContext): boolean {
  switch (requirement.kind) {
    case 'addressAllowed':
      return context.isAddressBlocked !== true;
    case 'safeMethod':
      return safeMethods.has(context.method);
    default:
      return context.subject !== null && isMetBy(requirement, context.subject, context);
  }
}

type SubjectRequirement = Exclude<Requirement, { kind: 'addressAllowed' } | { kind: 'safeMethod' }>;

function isMetBy(requirement: SubjectRequirement, subject: Subject, context: DecisionContext): boolean {
  switch (requirement.kind) {
    case 'authenticated':
      return true;
    case 'role':
      return subject.roles.includes(requirement.name);
    case 'permission':
      return subject.isSuperuser || subject.permissions.includes(requirement.name);
    case 'level':
      if (subject.level === null) return false;
      return 'atMost' in requirement
        ? subject.level <= requirement.atMost
        : requirement.oneOf.includes(subject.level);
    case 'mayEnterService':
      return context.services?.get(requirement.service)?.mayEnter === true;
    case 'serviceLevel':
      return hasLevel(context.services?.get(requirement.service), requirement.level);
    case 'staff':
      return subject.isStaff;
    case 'superuser':
      return subject.isSuperuser;
    case 'ownerOfObject':
      return context.object?.ownerId === subject.userId;
  }
}

function hasLevel(standing: ServiceStanding | undefined, level: string): boolean {
  return standing?.mayEnter === true && standing.levels.includes(level);
}

function reasonOf(
  policy: Policy,
  context: DecisionContext,
): 'unauthenticated' | 'address_blocked' | 'denied' {
  const couldPass = (somewhere: DecisionContext): boolean =>
    somewhere.subject === null ? outcomesAfterSignIn(policy, somewhere).canHold : holds(policy, somewhere);
  // As things are it does not hold: what would make it hold is what stands in the way.
  if (couldPass(context)) return 'unauthenticated';
  return couldPass({ ...context, isAddressBlocked: false }) ? 'address_blocked' : 'denied';
}

interface Outcomes {
  canHold: boolean;
  canFail: boolean;
}

/**
 * What the policy could say to somebody, once signed in, of whom nothing else is known. Requirements
 * are taken one by one, so a policy that contradicts itself may count as possible: that errs towards
 * asking for a sign-in, never towards letting in.
 */
function outcomesAfterSignIn(policy: Policy, context: DecisionContext): Outcomes {
  switch (policy.kind) {
    case 'any': {
      const parts = policy.of.map((one) => outcomesAfterSignIn(one, context));
      return { canHold: parts.some((one) => one.canHold), canFail: parts.every((one) => one.canFail) };
    }
    case 'all': {
      const parts = policy.of.map((one) => outcomesAfterSignIn(one, context));
      return { canHold: parts.every((one) => one.canHold), canFail: parts.some((one) => one.canFail) };
    }
    case 'not': {
      const { canHold, canFail } = outcomesAfterSignIn(policy.policy, context);
      return { canHold: canFail, canFail: canHold };
    }
    case 'authenticated':
      return { canHold: true, canFail: false };
    case 'ownerOfObject':
      return { canHold: typeof context.object?.ownerId === 'string', canFail: true };
    case 'addressAllowed':
    case 'safeMethod': {
      const isFixed = isMet(policy, context);
      return { canHold: isFixed, canFail: !isFixed };
    }
    default:
      return { canHold: true, canFail: true };
  }
}

/** The requirements that decided against: unmet ones, and under a `not` those that were met. */
function missingIn(policy: Policy, context: DecisionContext): Requirement[] {
  const found = new Map<string, Requirement>();
  const visit = (part: Policy, isWanted: boolean): void => {
    if (holds(part, context) === isWanted) return;
    if (part.kind === 'not') return visit(part.policy, !isWanted);
    if (part.kind !== 'any' && part.kind !== 'all') return void found.set(JSON.stringify(part), part);
    for (const one of part.of) visit(one, isWanted);
  };
  visit(policy, true);
  return [...found.values()];
}
