import type { DecisionRequest } from './decisions.queries.ts';

/** What can be asked of somebody; the names are those that the API has for requirements. */
export const askKinds = [
  'permission',
  'role',
  'level',
  'service',
  'staff',
  'superuser',
  'owner',
  'safe_method',
  'address_allowed',
] as const;

export type AskKind = (typeof askKinds)[number];

/** A question as its form and the address have it: texts, empty for what is not said. */
export interface Ask {
  kind: AskKind;
  /** Of the permission, role or service. */
  name: string;
  /** Of a role: the least powerful that will do. Of a service: one of its access levels. */
  level: string;
  owner: string;
  method: string;
  address: string;
}

const needsName: ReadonlySet<AskKind> = new Set(['permission', 'role', 'service']);

/** Whether everything is there that the question takes. */
export function isWhole({ kind, name, level, method, address }: Ask): boolean {
  if (needsName.has(kind)) return name !== '';
  if (kind === 'level') return /^\d{1,4}$/.test(level);
  if (kind === 'safe_method') return method !== '';
  return kind !== 'address_allowed' || address !== '';
}

/** As the API takes it. */
export function questionOf(user: string, ask: Ask): DecisionRequest {
  const { kind, name, level, owner, method, address } = ask;
  const requirement = {
    kind,
    ...(needsName.has(kind) && { name }),
    ...(kind === 'service' && level !== '' && { level }),
    ...(kind === 'level' && { at_most: Number(level) }),
  };
  return {
    subject: { user_id: user },
    policy: { match: 'all', requirements: [requirement] },
    ...(kind === 'owner' && owner !== '' && { resource: { owner_id: owner } }),
    ...(method !== '' && { method }),
    ...(address !== '' && { address }),
  };
}

/** A requirement as answers write it, taken apart again. */
export interface Requirement {
  kind: AskKind | 'active' | 'other';
  name: string;
  level: string;
}

const plain: Readonly<Record<string, Requirement['kind']>> = {
  staff: 'staff',
  superuser: 'superuser',
  ownerOfObject: 'owner',
  safeMethod: 'safe_method',
  addressAllowed: 'address_allowed',
  'active account': 'active',
};

const patterns: readonly [RegExp, Requirement['kind']][] = [
  [/^permission (?<name>.+)$/, 'permission'],
  [/^role (?<name>.+)$/, 'role'],
  [/^level at most (?<level>\d+)$/, 'level'],
  [/^level (?<level>.+?) in service (?<name>.+)$/, 'service'],
  [/^service (?<name>.+)$/, 'service'],
];

export function readRequirement(text: string): Requirement {
  const word = Object.hasOwn(plain, text) ? plain[text] : undefined;
  if (word !== undefined) return { kind: word, name: '', level: '' };
  for (const [pattern, kind] of patterns) {
    const parts = pattern.exec(text)?.groups;
    if (parts) return { kind, name: parts['name'] ?? '', level: parts['level'] ?? '' };
  }
  return { kind: 'other', name: text, level: '' };
}

interface NamedRole {
  name: string;
  level: number | null;
  permissions: readonly string[];
}

interface NamedGroup {
  name: string;
  roles: readonly string[];
}

/** What can be done about something that is missing. */
export interface Remedy {
  /** Roles of which any one would do. */
  roles: string[];
  /** Groups of which any one would do. */
  groups: string[];
}

function givesTo({ kind, name, level }: Requirement): ((role: NamedRole) => boolean) | undefined {
  if (kind === 'permission') return ({ permissions }) => permissions.includes(name);
  if (kind === 'role') return (role) => role.name.toLowerCase() === name.toLowerCase();
  if (kind === 'level') return (role) => role.level !== null && role.level <= Number(level);
  return undefined;
}

/** Which roles and groups give it, those worth the least first: undefined where none can. */
export function remedyFor(
  requirement: Requirement,
  { roles, groups }: { roles: readonly NamedRole[]; groups: readonly NamedGroup[] },
): Remedy | undefined {
  const isGiver = givesTo(requirement);
  if (!isGiver) return undefined;
  const givers = roles
    .filter(isGiver)
    .sort((a, b) => a.permissions.length - b.permissions.length)
    .map(({ name }) => name);
  const joined = groups.filter((group) => group.roles.some((name) => givers.includes(name)));
  return { roles: givers, groups: joined.map(({ name }) => name) };
}
