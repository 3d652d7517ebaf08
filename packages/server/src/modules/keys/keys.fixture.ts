import { fakeClock, type FakeClock, type TestDatabase } from '@ostiary/testkit';
import { createAuditService, type Act, type AuditService } from '#modules/audit';
import { createEventService } from '#modules/events';
import { createIds } from '#platform/ids.ts';
import { createSealer } from '#platform/sealing.ts';
import { createKeyService } from './keys.service.ts';
import type { KeyService } from './keys.types.ts';
import type { KeyConfig } from './rotation.ts';

export interface KeysFixture {
  keys: KeyService;
  clock: FakeClock;
  audit: AuditService;
  /** Another process on the same database, perhaps configured otherwise. */
  another(config?: Partial<KeyConfig>, masterKey?: string): KeyService;
}

export const administrator: Act = {
  actor: { type: 'user', id: '01900000-0000-7000-8000-000000000001' },
  origin: { address: '198.51.100.7', userAgent: 'test', requestId: 'request-1' },
};

export const keptSeconds = 3_600;

export function createKeysFixture(store: TestDatabase, config: Partial<KeyConfig> = {}): KeysFixture {
  const { database } = store;
  const clock = fakeClock();
  const newId = createIds(clock);
  const sealer = createSealer('a master key of at least thirty-two characters');
  const audit = createAuditService({ database, clock, newId, sealer });
  const deps = { database, clock, sealer, audit, events: createEventService({ clock }) };
  const defaults: KeyConfig = {
    algorithm: 'ES256',
    signingKey: null,
    keepRetiredSeconds: keptSeconds,
    ...config,
  };
  return {
    keys: createKeyService({ ...deps, config: defaults }),
    clock,
    audit,
    another: (changes = {}, masterKey) =>
      createKeyService({
        ...deps,
        ...(masterKey === undefined ? {} : { sealer: createSealer(masterKey) }),
        config: { ...defaults, ...changes },
      }),
  };
}
