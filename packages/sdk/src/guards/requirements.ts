import type { Guard, GuardRefusal, ServiceShape, Subject } from '../types.ts';
import { allowedWith, noEntry, onlySignedIn } from './decision.ts';
import { described } from './describe.ts';
import { requirement } from './requirement.ts';

/** A guard that looks at nothing that is particular to a service, so that it fits every one. */
export type CommonGuard = Guard<ServiceShape, unknown>;

/** Everybody, signed in or not. */
export const anyone = (): CommonGuard => described('anyone', () => allowedWith('allows'));

/** Signed in, whoever it is. */
export const authenticated = (): CommonGuard =>
  described('authenticated', ({ subject }) => {
    if (subject === null) return onlySignedIn;
    return subject.mayEnter ? allowedWith('allows') : noEntry;
  });

/** Holds this role, directly or through a group. A fact: superusers do not pass without it. */
export const role = (name: string): CommonGuard =>
  requirement({
    description: `role ${name}`,
    code: 'role_missing',
    reason: `The role ${name} is needed.`,
    holds: ({ roles }) => roles.includes(name),
  });

/**
 * The scope of the token limits what may be done. The word `permissions` in it lifts the limit, as on the server; a
 * client that acts for itself can do what its scope says and nothing else.
 */
function isNarrowed({ kind, scopes }: Subject<ServiceShape>): boolean {
  return kind === 'client' || (scopes.length > 0 && !scopes.includes('permissions'));
}

/**
 * Holds this permission through some role, as far as the token's scope lets it be used. Superusers hold every
 * permission, as in Django.
 */
export const permission = (name: string): CommonGuard =>
  requirement({
    description: `permission ${name}`,
    code: 'permission_missing',
    reason: `The permission ${name} is needed.`,
    holds: (subject) => subject.permissions.includes(name) || (subject.isSuperuser && !isNarrowed(subject)),
  });

/** Which levels pass; lower is more powerful. */
export type LevelRange = { atMost: number } | { oneOf: readonly number[] };

/** The most powerful level among the subject's roles. A fact, as roles are. */
export function level(range: LevelRange): CommonGuard {
  const isAtMost = 'atMost' in range;
  const words = isAtMost ? `at most ${range.atMost}` : `one of ${range.oneOf.join(', ')}`;
  return requirement({
    description: `level ${words}`,
    code: 'level_insufficient',
    reason: `A role of level ${words} is needed.`,
    holds: ({ level: held }) =>
      held !== null && (isAtMost ? held <= range.atMost : range.oneOf.includes(held)),
  });
}

/** Has the staff flag. A fact: a superuser without the flag does not pass. */
export const staff = (): CommonGuard =>
  requirement({
    description: 'staff',
    code: 'staff_only',
    reason: 'This is for staff.',
    holds: ({ isStaff }) => isStaff,
  });

export const superuser = (): CommonGuard =>
  requirement({
    description: 'superuser',
    code: 'superuser_only',
    reason: 'This is for superusers.',
    holds: (subject) => subject.isSuperuser && !isNarrowed(subject),
  });

/**
 * The token was issued with every one of these scopes (RFC 6749 section 3.3). Users of the first-party API, whose
 * tokens no scope limits, pass; clients that act for themselves need the scopes.
 */
export function scope(...names: [string, ...string[]]): CommonGuard {
  const words = names.join(' ');
  return requirement({
    description: `scope ${words}`,
    code: 'scope_missing',
    reason: `The scope ${words} is needed.`,
    scope: words,
    holds: (subject) => !isLimited(subject) || names.every((name) => subject.scopes.includes(name)),
  });
}

function isLimited({ kind, scopes }: Subject<ServiceShape>): boolean {
  return kind === 'client' || scopes.length > 0;
}

const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

const onlyReading: GuardRefusal = Object.freeze({
  isAllowed: false,
  status: 403,
  code: 'read_only',
  reason: 'Only reading is permitted.',
  outlook: 'refuses',
});

/** Only reads: GET, HEAD and OPTIONS (RFC 9110 section 9.2.1). */
export const safeMethod = (): CommonGuard =>
  described('safe method', ({ method }) => (safeMethods.has(method) ? allowedWith('allows') : onlyReading));
