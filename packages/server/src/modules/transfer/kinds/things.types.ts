import type { AccessTokenEntry } from './access-token/access-token-entry.rules.ts';
import type { ApiTokenEntry } from './api-token/api-token-entry.rules.ts';
import type { ApplicationEntry } from './application/application-entry.rules.ts';
import type { ConsentEntry } from './consent/consent-entry.rules.ts';
import type { FactorEntry } from './factor/factor-entry.rules.ts';
import type { RefreshTokenEntry } from './refresh-token/refresh-token-entry.rules.ts';
import type { ServiceAccessEntry } from './service-access/service-access-entry.rules.ts';
import type { ServiceEntry } from './service/service-entry.rules.ts';

/** What a line may be about beside users, permissions, roles and groups. */
export type ThingEntry =
  | ServiceEntry
  | ApplicationEntry
  | ServiceAccessEntry
  | ConsentEntry
  | ApiTokenEntry
  | AccessTokenEntry
  | RefreshTokenEntry
  | FactorEntry;

export type ThingKind = ThingEntry['kind'];

export type ThingOf<K extends ThingKind> = Extract<ThingEntry, { kind: K }>;
