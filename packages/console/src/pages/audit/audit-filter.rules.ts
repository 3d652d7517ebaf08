import type { paths } from '@ostiary/contract/client';

type Query = NonNullable<paths['/api/v1/audit/export']['get']['parameters']['query']>;

/** What narrows the log: in the list, in the export and in the address of the page. */
export type AuditFilter = Omit<Query, 'order' | 'fields'>;

export const outcomes = ['success', 'failure', 'denied'] as const;

const texts = ['action', 'actor_id', 'target_id', 'target_type', 'request_id'] as const;
const times = ['from', 'to'] as const;

/**
 * What an input for a local date and time holds, as the server takes it: ISO 8601, in UTC. Undefined for what is no
 * time.
 */
export function instantOf(local: string): string | undefined {
  const time = new Date(local);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}

/** The filter of an address. What is not understood is left out. */
export function filterFrom(search: Readonly<Record<string, string>>): AuditFilter {
  const filter: AuditFilter = {};
  for (const name of texts) {
    const text = search[name]?.trim();
    if (text) filter[name] = text;
  }
  for (const name of times) {
    const time = instantOf(search[name] ?? '');
    if (time !== undefined) filter[name] = time;
  }
  const outcome = outcomes.find((one) => one === search['outcome']);
  if (outcome) filter.outcome = outcome;
  return filter;
}

/** Where the entries that match are downloaded from, as JSON Lines. */
export function exportAddress(filter: AuditFilter): string {
  const query = new URLSearchParams(Object.entries(filter).map(([name, value]) => [name, String(value)]));
  return `/api/v1/audit/export?${query}`;
}

/** The users that entries speak of, each once: those who did it, and those to whom it was done. */
export function peopleIn(
  entries: readonly {
    actor?: { type: string; id: string | null };
    target?: { type: string; id: string } | null;
  }[],
): string[] {
  const ids = new Set<string>();
  for (const { actor, target } of entries) {
    if (actor?.type === 'user' && actor.id !== null) ids.add(actor.id);
    if (target?.type === 'user') ids.add(target.id);
  }
  return [...ids].sort();
}
