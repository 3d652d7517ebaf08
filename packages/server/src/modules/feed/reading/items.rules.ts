import type { FeedItem } from '@ostiary/contract';
import type { OutboxEvent } from '#modules/events';
import type { Service } from '#modules/services';
import { groupRecord, roleRecord, serviceRecord, userRecord } from '../records/records.rules.ts';
import type { Facts } from '../records/records.types.ts';
import { topicsOf, type Topic } from './topics.rules.ts';

/** An event and the cursor that covers it. */
export interface Entry {
  event: OutboxEvent;
  cursor: string;
}

/** What one event tells one service: at least one item. */
export interface Told {
  position: number;
  /** Covers the event, and so all of its items. */
  cursor: string;
  items: FeedItem[];
}

function keyOf(topic: Topic): string {
  return 'id' in topic ? `${topic.kind} ${topic.id}` : topic.kind;
}

function userItem(facts: Facts, service: Service, sub: string) {
  const user = facts.users.get(sub);
  const record = user && userRecord(facts, service, user);
  if (record) return { kind: 'user', sub, user: record } as const;
  return { kind: 'user', sub, user: null, reason: user ? 'no_access' : 'deleted' } as const;
}

/** How things are now, whenever the event was. */
function itemOf(
  topic: Topic,
  { event, service, facts }: { event: OutboxEvent; service: Service; facts: Facts },
) {
  const base = { position: event.id, at: event.at };
  switch (topic.kind) {
    case 'user':
      return { ...base, ...userItem(facts, service, topic.id) };
    case 'role': {
      const role = facts.roles.get(topic.id);
      return {
        ...base,
        kind: 'role',
        id: topic.id,
        role: role ? roleRecord(facts, service, role) : null,
      } as const;
    }
    case 'group': {
      const group = facts.groups.get(topic.id);
      const record = group ? groupRecord(facts, service, group) : null;
      return { ...base, kind: 'group', id: topic.id, group: record } as const;
    }
    case 'revoked':
      return { ...base, kind: 'revoked', what: topic.what, id: topic.id } as const;
    case 'service':
      return { ...base, kind: 'service', service: serviceRecord(service) } as const;
    case 'keys':
    case 'reset':
      return { ...base, kind: topic.kind } as const;
  }
}

/**
 * What these events tell one service. Every item says how things are now, so of several events about the same
 * only the last one has it.
 */
export function tell(entries: readonly Entry[], service: Service, facts: Facts): Told[] {
  const told: Told[] = [];
  const known = new Set<string>();
  for (const { event, cursor } of entries.toReversed()) {
    const items: FeedItem[] = [];
    for (const topic of topicsOf({ event, service, facts })) {
      const key = keyOf(topic);
      if (known.has(key)) continue;
      known.add(key);
      items.push(itemOf(topic, { event, service, facts }));
    }
    if (items.length > 0) told.push({ position: event.id, cursor, items });
  }
  return told.reverse();
}
