import type { Clock } from '#platform/clock.ts';
import type { Db } from '#platform/db/schema.ts';
import { createRecentReads, type RecentReads } from '#platform/recent-reads.ts';
import { findKnownClient } from './applications.store.ts';
import type { KnownClient } from './applications.types.ts';

/** Longer ones were never given to anybody, and would fill the memory of misses. */
const maxClientIdLength = 256;

export type KnownClients = RecentReads<KnownClient>;

/** Everything that can differ in a client: its changes are counted, but not that its owner is gone. */
function fingerprintOf({ application, secrets }: KnownClient): string {
  const { id, version, ownerId } = application;
  return JSON.stringify([id, version, ownerId, secrets.map(({ hash, expiresAt }) => [hash, expiresAt])]);
}

/** The active clients, as every token request asks for them. */
export function createKnownClients({ clock, db }: { clock: Clock; db: Db }): KnownClients {
  return createRecentReads<KnownClient>({
    clock,
    async read(clientId) {
      if (clientId.length > maxClientIdLength) return undefined;
      const client = await findKnownClient(db, clientId);
      return client?.application.isActive === true ? client : undefined;
    },
    isSame: (before, now) => fingerprintOf(before) === fingerprintOf(now),
  });
}
