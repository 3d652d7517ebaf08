import type { OutboxEvent } from '#modules/events';
import type { Wanted } from '../records/records.types.ts';

const users = new Set(['user.created', 'user.updated', 'user.access_changed', 'user.deleted']);

function textOf(value: unknown): string[] {
  return typeof value === 'string' ? [value] : [];
}

/** Whose records these events ask for. */
export function wantedBy(events: readonly OutboxEvent[]): Wanted {
  const wanted = {
    users: new Set<string>(),
    roles: new Set<string>(),
    groups: new Set<string>(),
  };
  for (const { type, subjectId, data } of events) {
    if (users.has(type)) wanted.users.add(subjectId);
    if (type === 'role.changed') wanted.roles.add(subjectId);
    if (type === 'group.changed') wanted.groups.add(subjectId);
    if (type === 'user.access_changed') {
      for (const id of textOf(data['role_id'])) wanted.roles.add(id);
      for (const id of textOf(data['group_id'])) wanted.groups.add(id);
    }
    if (type === 'service.access_changed') {
      const ids = data['holder_type'] === 'group' ? wanted.groups : wanted.roles;
      for (const id of textOf(data['holder_id'])) ids.add(id);
    }
  }
  return wanted;
}
