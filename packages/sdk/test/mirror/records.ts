import type { FeedItem, ServiceRecord, SnapshotLine, UserRecord } from '../../src/wire.ts';

export const service: ServiceRecord = {
  ...{ id: 's', name: 'Orders', audience: 'https://orders.example.org', entry: 'everyone' },
  ...{ access_levels: ['reader', 'editor'], fields: ['email', 'first_name'] },
};

export function user(sub: string, more: Partial<UserRecord> = {}): UserRecord {
  return {
    ...{
      sub,
      is_active: true,
      is_staff: false,
      is_superuser: false,
      role_ids: [],
      group_ids: [],
      access: null,
    },
    ...{ email: `${sub}@example.org`, first_name: sub },
    ...more,
  };
}

export function told(position: number, record: UserRecord): FeedItem {
  return { position, at: 0, kind: 'user', sub: record.sub, user: record };
}

export function gone(position: number, sub: string, reason: 'deleted' | 'no_access' = 'deleted'): FeedItem {
  return { position, at: 0, kind: 'user', sub, user: null, reason };
}

/** A snapshot that is whole. */
export async function* snapshot(
  position: number,
  users: readonly UserRecord[],
  more: { lines?: SnapshotLine[]; service?: Partial<ServiceRecord>; cursor?: string } = {},
): AsyncGenerator<SnapshotLine> {
  const cursor = more.cursor ?? `${position}.a`;
  yield { kind: 'start', cursor, position, service: { ...service, ...more.service } };
  yield* more.lines ?? [];
  for (const record of users) yield { kind: 'user', user: record };
  yield { kind: 'end', users: users.length };
}
