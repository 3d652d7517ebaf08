/**
 * What somebody must be, have or ask for: plain data, so that it can be stored, sent and printed.
 * Build policies with the functions below and judge them with `decide`.
 */
export type Policy = AnyOf | AllOf | Not | Requirement;

export interface AnyOf {
  kind: 'any';
  of: readonly Policy[];
}

export interface AllOf {
  kind: 'all';
  of: readonly Policy[];
}

export interface Not {
  kind: 'not';
  policy: Policy;
}

/** A single condition, about the subject, the request or the object asked for. */
export type Requirement =
  | { kind: 'authenticated' }
  | { kind: 'role'; name: string }
  | { kind: 'level'; atMost: number }
  | { kind: 'level'; oneOf: readonly number[] }
  | { kind: 'permission'; name: string }
  | { kind: 'mayEnterService'; service: string }
  | { kind: 'serviceLevel'; service: string; level: string }
  | { kind: 'staff' }
  | { kind: 'superuser' }
  | { kind: 'addressAllowed' }
  | { kind: 'ownerOfObject' }
  | { kind: 'safeMethod' };

/** At least one of them; nobody passes an empty list. */
export function anyOf(...of: Policy[]): AnyOf {
  return { kind: 'any', of };
}

/** Every one of them; everybody passes an empty list. */
export function allOf(...of: Policy[]): AllOf {
  return { kind: 'all', of };
}

export function not(policy: Policy): Not {
  return { kind: 'not', policy };
}

/** Signed in, whoever it is. */
export function authenticated(): Requirement {
  return { kind: 'authenticated' };
}

/** Holds this role, directly or through a group. A fact: superusers do not pass without it. */
export function role(name: string): Requirement {
  return { kind: 'role', name };
}

/** The subject's most powerful level is this or a lower number. A fact, as roles are. */
export function levelAtMost(atMost: number): Requirement {
  return { kind: 'level', atMost };
}

/** The subject's most powerful level is one of these. A fact, as roles are. */
export function levelOneOf(...oneOf: number[]): Requirement {
  return { kind: 'level', oneOf };
}

/** Holds this permission through some role. Superusers hold every permission, as in Django. */
export function permission(name: string): Requirement {
  return { kind: 'permission', name };
}

/** The service, by the name it is asked for by, lets the subject in. Superusers do not pass without access. */
export function mayEnterService(service: string): Requirement {
  return { kind: 'mayEnterService', service };
}

/** Enters the service with this of its levels, or one above it. */
export function serviceLevel(service: string, level: string): Requirement {
  return { kind: 'serviceLevel', service, level };
}

/** Has the staff flag. A fact: a superuser without the flag does not pass. */
export function staff(): Requirement {
  return { kind: 'staff' };
}

export function superuser(): Requirement {
  return { kind: 'superuser' };
}

/** The request comes from an address that is not on the blocklist. */
export function addressAllowed(): Requirement {
  return { kind: 'addressAllowed' };
}

/** The object asked for belongs to the subject. */
export function ownerOfObject(): Requirement {
  return { kind: 'ownerOfObject' };
}

/** The request only reads: GET, HEAD or OPTIONS (RFC 9110 section 9.2.1). */
export function safeMethod(): Requirement {
  return { kind: 'safeMethod' };
}

/** Everybody reads, the owner writes. */
export function ownerOrReadOnly(): AnyOf {
  return anyOf(safeMethod(), ownerOfObject());
}

/** A requirement as one short text, for audit entries and logs: `permission users.read`. */
export function describeRequirement(requirement: Requirement): string {
  switch (requirement.kind) {
    case 'role':
    case 'permission':
      return `${requirement.kind} ${requirement.name}`;
    case 'level':
      return 'atMost' in requirement
        ? `level at most ${String(requirement.atMost)}`
        : `level one of ${requirement.oneOf.join(', ')}`;
    case 'mayEnterService':
      return `service ${requirement.service}`;
    case 'serviceLevel':
      return `level ${requirement.level} in service ${requirement.service}`;
    default:
      return requirement.kind;
  }
}
