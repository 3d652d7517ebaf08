import type { OutboxEvent } from '#modules/events';
import type { Service } from '#modules/services';
import { grantKey, isVisible } from '../records/records.rules.ts';
import type { Facts } from '../records/records.types.ts';

/** What an event says has changed, for one service. */
export type Topic =
  | { kind: 'user' | 'role' | 'group'; id: string }
  | { kind: 'revoked'; what: 'session' | 'token' | 'grant'; id: string }
  | { kind: 'service' | 'keys' | 'reset' };

interface Telling {
  event: OutboxEvent;
  service: Service;
  facts: Facts;
}

const revocations: Partial<Record<string, 'session' | 'token' | 'grant'>> = {
  'session.ended': 'session',
  'token.revoked': 'token',
  'grant.ended': 'grant',
};

function hasGrant({ service, facts }: Telling, holder: 'group' | 'role', id: string): boolean {
  return facts.grants.has(grantKey(service.id, holder, id));
}

/**
 * Whether losing what the event names may have been losing access. What carries none any more, or is gone, needs
 * no answer here: the event that says so has a reset.
 */
function mayHaveTakenAccess(telling: Telling): boolean {
  const { facts, event } = telling;
  const { role_id: role, group_id: group } = event.data;
  if (typeof role === 'string') return hasGrant(telling, 'role', role);
  if (typeof group === 'string') {
    const roles = facts.rolesOfGroup.get(group) ?? [];
    return hasGrant(telling, 'group', group) || roles.some((id) => hasGrant(telling, 'role', id));
  }
  return true;
}

/**
 * Whether the service hears of this user. One that sees only those who were given access must hear of somebody
 * who lost it, and must never hear of somebody who never had any.
 */
function hearsOfUser(telling: Telling): boolean {
  const { event, service, facts } = telling;
  const { service: given } = event.data;
  if (given !== undefined) return given === service.id;
  if (service.entry === 'everyone') return true;
  const { subjectId } = event;
  // Of a deleted user it is told by an event of its own, which names the service.
  if (!facts.users.has(subjectId)) return false;
  if (isVisible(facts, service, subjectId)) return true;
  return event.type === 'user.access_changed' && mayHaveTakenAccess(telling);
}

/** More than can be told one by one: who is seen by a service that sees only those who were given access. */
function resetOf({ service }: Telling, isDue: boolean): Topic[] {
  return isDue && service.entry === 'granted' ? [{ kind: 'reset' }] : [];
}

function onRole(telling: Telling): Topic[] {
  const { event, facts } = telling;
  const id = event.subjectId;
  const isGone = !facts.roles.has(id);
  const isOfGroup = event.data['group'] !== undefined;
  const isDue = isGone || (isOfGroup && hasGrant(telling, 'role', id));
  return [{ kind: 'role', id }, ...resetOf(telling, isDue)];
}

function onGroup(telling: Telling): Topic[] {
  const id = telling.event.subjectId;
  return [{ kind: 'group', id }, ...resetOf(telling, !telling.facts.groups.has(id))];
}

function onOwnAccess(telling: Telling): Topic[] {
  const { holder_type: holder, holder_id: id } = telling.event.data;
  if (typeof id !== 'string') return [];
  return [{ kind: holder === 'group' ? 'group' : 'role', id }, ...resetOf(telling, true)];
}

/** Everybody looks different when other fields are seen, or others may enter. */
function onOwnService({ event }: Telling): Topic[] {
  const { changed } = event.data;
  const isDue = Array.isArray(changed) && (changed.includes('entry') || changed.includes('fields'));
  return [{ kind: 'service' }, ...(isDue ? [{ kind: 'reset' } as const] : [])];
}

/** In the order in which they are told; empty for what is no business of this service. */
export function topicsOf(telling: Telling): Topic[] {
  const { event, service } = telling;
  const { type, subjectId: id } = event;
  const what = revocations[type];
  if (what !== undefined) return [{ kind: 'revoked', what, id }];
  switch (type) {
    case 'user.created':
    case 'user.updated':
    case 'user.access_changed':
    case 'user.deleted':
      return hearsOfUser(telling) ? [{ kind: 'user', id }] : [];
    case 'role.changed':
      return onRole(telling);
    case 'group.changed':
      return onGroup(telling);
    case 'service.access_changed':
      return id === service.id ? onOwnAccess(telling) : [];
    case 'service.changed':
      return id === service.id ? onOwnService(telling) : [];
    case 'key.rotated':
      return [{ kind: 'keys' }];
    default:
      return [];
  }
}
