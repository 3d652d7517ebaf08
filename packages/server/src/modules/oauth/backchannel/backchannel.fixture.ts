import { createLocalJWKSet, jwtVerify, type JWK, type JWTVerifyResult } from 'jose';
import { sqliteDatabase, type FakeClock, type TestDatabase } from '@ostiary/testkit';
import type { AuditEntry } from '#modules/audit';
import { createGuardedFetch } from '#platform/http/guarded-fetch.ts';
import type { ReceivedRequest } from '#platform/http/receiver.fixture.ts';
import { createKeysFixture } from '../../keys/keys.fixture.ts';
import { enqueueLogouts } from './backchannel.store.ts';
import type { NewLogout } from './backchannel.table.ts';
import { createLogoutDelivery, type LogoutDelivery, type LogoutDeliveryDeps } from './logout-delivery.ts';

const issuer = 'https://id.example';

/** Names that only a test would give. */
export function notice(uri: string, changes: Partial<NewLogout> = {}): NewLogout {
  return { clientId: 'shop', uri, userId: 'ann', sessionId: 'session-1', ...changes };
}

/** So many notices for one client, each of another session. */
export function notices(count: number, clientId: string, uri: string): NewLogout[] {
  return Array.from({ length: count }, (_, index) =>
    notice(uri, { clientId, sessionId: `session-${index}` }),
  );
}

export interface BackchannelFixture {
  store: TestDatabase;
  clock: FakeClock;
  /** What was told to `onError`. */
  errors: unknown[];
  enqueue(...logouts: NewLogout[]): Promise<void>;
  /** Another process on the same database. */
  delivery(changes?: Partial<LogoutDeliveryDeps>): LogoutDelivery;
  row(clientId?: string): Promise<Record<string, unknown>>;
  audited(): Promise<AuditEntry[]>;
  /** Reads a logout token as a client would, by the published keys. */
  verify(request: ReceivedRequest, clientId?: string): Promise<JWTVerifyResult>;
}

export async function createBackchannelFixture(): Promise<BackchannelFixture> {
  const store = await sqliteDatabase();
  const { database } = store;
  const { keys, clock, audit } = createKeysFixture(store);
  await keys.ensureKey();
  const errors: unknown[] = [];
  const fetch = createGuardedFetch({ allowLoopback: true, timeoutMs: 10_000, maxBytes: 1_000 });
  const deps = {
    database,
    clock,
    keys,
    audit,
    fetch,
    issuer,
    onError: (error: unknown) => errors.push(error),
  };
  return {
    store,
    clock,
    errors,
    enqueue: (...logouts) => database.write((tx) => enqueueLogouts(tx, logouts, clock.nowMs())),
    delivery: (changes = {}) => createLogoutDelivery({ ...deps, ...changes }),
    row: (clientId = 'shop') =>
      database.db
        .selectFrom('backchannel_logouts')
        .selectAll()
        .where('client_id', '=', clientId)
        .executeTakeFirstOrThrow(),
    audited: () => audit.list(database.db, { limit: 100, action: 'session.logout_notice' }),
    async verify(request, clientId = 'shop') {
      const [name, token = '', ...more] = [...new URLSearchParams(request.body)].flat();
      if (name !== 'logout_token' || more.length > 0)
        throw new Error(`Not one logout token: ${request.body}`);
      const published = { keys: (await keys.jwks()).keys as JWK[] };
      return jwtVerify(token, createLocalJWKSet(published), {
        issuer,
        audience: clientId,
        typ: 'logout+jwt',
        currentDate: new Date(clock.nowMs()),
      });
    },
  };
}
