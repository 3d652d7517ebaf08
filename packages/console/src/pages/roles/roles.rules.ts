import type { Me } from '../../api/me.ts';
import type { Permission, Role } from './roles.queries.ts';

export interface NounGroup<T> {
  noun: string;
  permissions: T[];
}

/** What a permission is about: the first word of its name. */
function nounOf(name: string): string {
  return name.split('.', 1)[0] ?? name;
}

/** In their order, under the noun that each is about. */
export function byNoun<T extends { name: string }>(permissions: readonly T[]): NounGroup<T>[] {
  const groups = Map.groupBy(permissions, ({ name }) => nounOf(name));
  return [...groups].map(([noun, found]) => ({ noun, permissions: found }));
}

/** Those whose name or description has the words, in any case. */
export function matching<T extends { name: string; description: string }>(
  permissions: readonly T[],
  words: string,
): T[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  return permissions.filter(({ name, description }) => {
    const text = `${name} ${description}`.toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}

export type Template = 'nothing' | 'auditor' | 'support' | 'services';

export const templates: readonly Template[] = ['nothing', 'auditor', 'support', 'services'];

const named: Readonly<Record<'support' | 'services', readonly string[]>> = {
  support: [
    'access.decide',
    'mail.read',
    'roles.read',
    'services.read',
    'sessions.manage',
    'sessions.read',
    'users.read',
    'users.reset_factors',
    'users.reset_password',
    'users.update',
  ],
  services: [
    'access.decide',
    'access.review',
    'applications.manage',
    'applications.read',
    'roles.read',
    'services.grant',
    'services.manage',
    'services.read',
    'users.read',
  ],
};

const looksWithoutReading: ReadonlySet<string> = new Set(['access.decide', 'access.review']);

/** What a template proposes, of the permissions that there are: whoever creates the role may change it. */
export function proposal(template: Template, catalogue: readonly Permission[]): string[] {
  const own = catalogue.filter(({ is_builtin: isOwn }) => isOwn).map(({ name }) => name);
  if (template === 'nothing') return [];
  if (template === 'auditor') {
    return own.filter((name) => name.endsWith('.read') || looksWithoutReading.has(name));
  }
  return own.filter((name) => named[template].includes(name));
}

/** Whoever edits roles. */
export type Editor = Pick<Me, 'is_superuser' | 'access'>;

type Worth = Pick<Role, 'permissions' | 'level'>;

/** Whether somebody has this permission, and is worth at least as much as the role. */
function isWorth({ is_superuser: isSuperuser, access }: Editor, role: Worth, needed: string): boolean {
  if (isSuperuser) return true;
  const isHigh = role.level === null || (access.level !== null && access.level <= role.level);
  return isHigh && [needed, ...role.permissions].every((name) => access.permissions.includes(name));
}

/** Nobody decides what a role is that is worth more than they are: what the server says of it, said before. */
export function mayDefine(editor: Editor, role: Worth): boolean {
  return isWorth(editor, role, 'roles.manage');
}

/** Nobody gives or takes what they do not hold. */
export function mayGive(editor: Editor, role: Worth): boolean {
  return isWorth(editor, role, 'roles.grant');
}

/** Nobody adds to a role of their own, nor what they do not hold. */
export function mayAdd(editor: Editor, role: Pick<Role, 'name'> & Worth, permission: string): boolean {
  if (editor.is_superuser) return true;
  const { roles, permissions } = editor.access;
  return mayDefine(editor, role) && !roles.includes(role.name) && permissions.includes(permission);
}
