import type { Subject } from './access.types.ts';
import { isMet, type DecisionContext } from './decide.rules.ts';
import type { HeldRole } from './holdings.types.ts';
import { describeRequirement, type Policy, type Requirement } from './policy.rules.ts';

/** One reason of a decision: a requirement, whether it is met, and one way by which it is. */
export interface Step {
  /** As `describeRequirement` writes it. */
  requirement: string;
  isMet: boolean;
  /** The role that gives it; null when no role does. */
  role: string | null;
  /** The group that gives the role, or access to a service; null when it was given directly. */
  group: string | null;
  /** The same as a sentence. */
  text: string;
}

type Giver = Omit<Step, 'requirement' | 'isMet'>;

const nobody = { role: null, group: null };

/** Every single requirement of a policy, each once, in its order. */
function requirementsIn(policy: Policy): Requirement[] {
  const found = new Map<string, Requirement>();
  const visit = (part: Policy): void => {
    if (part.kind === 'not') visit(part.policy);
    else if (part.kind === 'any' || part.kind === 'all') part.of.forEach(visit);
    else found.set(JSON.stringify(part), part);
  };
  visit(policy);
  return [...found.values()];
}

/** What roles give. */
type RoleRequirement = Extract<Requirement, { kind: 'permission' | 'role' | 'level' }>;

/** Whether this role is what meets the requirement. The most powerful level is the one that counts. */
function isGiver(requirement: RoleRequirement, role: HeldRole, level: Subject['level'] | undefined): boolean {
  switch (requirement.kind) {
    case 'permission':
      return role.permissions.includes(requirement.name);
    case 'role':
      return role.name === requirement.name;
    case 'level':
      return role.level === level;
  }
}

function worthOf(requirement: RoleRequirement, role: HeldRole): string {
  if (requirement.kind === 'permission') return `holds ${requirement.name}`;
  return requirement.kind === 'level' ? `has level ${String(role.level)}` : 'is held';
}

function giverText(requirement: RoleRequirement, role: HeldRole): string {
  const way = role.group === null ? '' : `, through the group ${role.group},`;
  return `The role ${role.name}${way} ${worthOf(requirement, role)}.`;
}

type ServiceRequirement = Extract<Requirement, { service: string }>;

/** Whose grant lets the subject in: their own, a group's, or a role's by every way that they hold it. */
function explainEntry(
  { service }: ServiceRequirement,
  context: DecisionContext,
  roles: readonly HeldRole[],
): Giver[] {
  const by = context.services?.get(service)?.by ?? null;
  if (by === null) return [{ ...nobody, text: `${service} lets everybody in.` }];
  if (by.holder === 'user') return [{ ...nobody, text: `The subject was given access to ${service}.` }];
  if (by.holder === 'group') {
    return [{ role: null, group: by.name, text: `The group ${by.name} has access to ${service}.` }];
  }
  return roles
    .filter(({ name }) => name === by.name)
    .map((role) => {
      const way = role.group === null ? '' : `, through the group ${role.group},`;
      return {
        role: role.name,
        group: role.group,
        text: `The role ${role.name}${way} has access to ${service}.`,
      };
    });
}

type Fact = Exclude<Requirement['kind'], RoleRequirement['kind'] | ServiceRequirement['kind']>;

const facts: Record<Fact, [string, string]> = {
  authenticated: ['The subject is signed in.', 'The subject is not signed in.'],
  staff: ['The subject has the staff flag.', 'The subject does not have the staff flag.'],
  superuser: ['The subject is a superuser.', 'The subject is not a superuser.'],
  addressAllowed: ['The address is not blocked.', 'The address is on the blocklist.'],
  ownerOfObject: ['The resource belongs to the subject.', 'The resource does not belong to the subject.'],
  safeMethod: ['The method only reads.', 'The method does more than read, or is not given.'],
};

function unmetText(requirement: Requirement): string {
  switch (requirement.kind) {
    case 'permission':
      return `No role of the subject holds ${requirement.name}.`;
    case 'role':
      return `The subject does not hold the role ${requirement.name}.`;
    case 'level':
      return `The subject’s most powerful role does not meet ${describeRequirement(requirement)}.`;
    case 'mayEnterService':
      return `The subject has no access to ${requirement.service}.`;
    case 'serviceLevel':
      return `The subject does not have the level ${requirement.level} in ${requirement.service}.`;
    default:
      return facts[requirement.kind][1];
  }
}

function explainHeld(
  requirement: RoleRequirement,
  context: DecisionContext,
  roles: readonly HeldRole[],
): Giver[] {
  const { level, isSuperuser }: Partial<Subject> = context.subject ?? {};
  const givers = roles
    .filter((role) => isGiver(requirement, role, level))
    .map((role) => ({ role: role.name, group: role.group, text: giverText(requirement, role) }));
  if (requirement.kind === 'permission' && isSuperuser === true) {
    return [{ ...nobody, text: 'The subject is a superuser, who holds every permission.' }, ...givers];
  }
  return givers;
}

function explainOne(requirement: Requirement, context: DecisionContext, roles: readonly HeldRole[]): Giver[] {
  if (!isMet(requirement, context)) return [{ ...nobody, text: unmetText(requirement) }];
  switch (requirement.kind) {
    case 'permission':
    case 'role':
    case 'level':
      return explainHeld(requirement, context, roles);
    case 'mayEnterService':
    case 'serviceLevel':
      return explainEntry(requirement, context, roles);
    default:
      return [{ ...nobody, text: facts[requirement.kind][0] }];
  }
}

/**
 * Step by step why `decide` says what it says of the same policy and context: for every requirement each
 * way by which the subject meets it, or that there is none. `roles` is what the subject holds, and how.
 */
export function explain(policy: Policy, context: DecisionContext, roles: readonly HeldRole[]): Step[] {
  return requirementsIn(policy).flatMap((requirement) => {
    const said = { requirement: describeRequirement(requirement), isMet: isMet(requirement, context) };
    return explainOne(requirement, context, roles).map((step) => ({ ...said, ...step }));
  });
}
