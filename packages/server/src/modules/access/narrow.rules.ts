import type { Subject } from './access.types.ts';

/**
 * The subject as a token of limited scope speaks for it (RFC 6749 section 3.3): of the permissions only
 * those the scope names, and no standing as a superuser. An empty scope limits nothing, and neither does one
 * with the word `permissions`, which only one's own applications are given. Roles, level and
 * staff flag are facts about the user and stay.
 */
export function narrowedTo(subject: Subject, scope: string): Subject {
  if (scope === '') return subject;
  const words = new Set(scope.split(' '));
  if (words.has('permissions')) return subject;
  const permissions = subject.isSuperuser
    ? [...words].sort()
    : subject.permissions.filter((name) => words.has(name));
  return { ...subject, permissions, isSuperuser: false };
}
