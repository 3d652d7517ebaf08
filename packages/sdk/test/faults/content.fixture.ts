import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';
import type { GroupRecord, RoleRecord, ServiceRecord, SnapshotLine, UserRecord } from '../../src/wire.ts';
import type { ClientService } from './client.fixture.ts';

/** Everything that a service may see. */
export interface Content {
  service: ServiceRecord | undefined;
  roles: RoleRecord[];
  groups: GroupRecord[];
  users: UserRecord[];
}

const byId = (one: { id: string }, other: { id: string }): number => (one.id < other.id ? -1 : 1);
const bySub = (one: UserRecord, other: UserRecord): number => (one.sub < other.sub ? -1 : 1);

/**
 * That a role or group is gone is told once, and not again for everybody who had it: what a record still says of it
 * means nothing, because ids are not used again.
 */
function inOrder({ service, roles, groups, users }: Content): Content {
  const known = new Set([...roles, ...groups].map(({ id }) => id));
  const living = (ids: string[]): string[] => ids.filter((id) => known.has(id));
  return {
    service,
    roles: roles.toSorted(byId),
    groups: groups.map((one) => ({ ...one, role_ids: living(one.role_ids) })).toSorted(byId),
    users: users
      .map((one) => ({ ...one, role_ids: living(one.role_ids), group_ids: living(one.group_ids) }))
      .toSorted(bySub),
  };
}

/** Whether what is stored is what is known of it. */
function isStoredAs(stored: unknown[], { service, roles, groups }: Content): boolean {
  return isDeepStrictEqual(byText(stored), byText([service, ...roles, ...groups]));
}

/** What the server itself says that a service may see. */
export async function contentAt(url: string, key: string): Promise<Content & { cursor: string }> {
  const response = await fetch(`${url}/feed/snapshot`, { headers: { authorization: `Bearer ${key}` } });
  const text = await response.text();
  if (response.status !== 200) throw new Error(`No snapshot: ${text}`);
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as SnapshotLine);
  const [start] = lines;
  if (start?.kind !== 'start' || lines.at(-1)?.kind !== 'end') throw new Error('The snapshot is not whole');
  return {
    ...{ service: start.service, cursor: start.cursor },
    roles: lines.flatMap((line) => (line.kind === 'role' ? [line.role] : [])),
    groups: lines.flatMap((line) => (line.kind === 'group' ? [line.group] : [])),
    users: lines.flatMap((line) => (line.kind === 'user' ? [line.user] : [])),
  };
}

const patienceMs = 45_000;

async function compare(client: ClientService, url: string, key: string) {
  const { cursor, ...there } = await contentAt(url, key);
  const { stored, ...known } = await client.dump();
  const status = await client.status();
  return {
    there: { ...inOrder(there), cursor, isStale: false, isStored: true },
    here: {
      ...inOrder(known),
      ...{ cursor: status.cursor, isStale: status.isStale, isStored: isStoredAs(stored, known) },
    },
  };
}

/** Passes when the mirror has become equal to what the server says, in memory and in the store, and is current. */
export async function expectConverged(client: ClientService, url: string, key: string): Promise<void> {
  const deadline = Date.now() + patienceMs;
  let { here, there } = await compare(client, url, key);
  while (!isDeepStrictEqual(here, there) && Date.now() < deadline) {
    await sleep(100);
    ({ here, there } = await compare(client, url, key));
  }
  expect(here, client.complaints()).toEqual(there);
}

/** In an order of their own, whatever the order of their keys. */
function byText(records: unknown[]): unknown[] {
  const textOf = (record: unknown): string =>
    typeof record === 'object' && record !== null ? JSON.stringify(Object.entries(record).toSorted()) : '';
  return records.toSorted((one, other) => (textOf(one) < textOf(other) ? -1 : 1));
}
