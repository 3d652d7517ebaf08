import type { AccessTokenEntry } from './access-token/access-token-entry.rules.ts';
import type { ApiTokenEntry } from './api-token/api-token-entry.rules.ts';
import type { ApplicationEntry } from './application/application-entry.rules.ts';
import type { ConsentEntry } from './consent/consent-entry.rules.ts';
import type { RefreshTokenEntry } from './refresh-token/refresh-token-entry.rules.ts';

/** What a line may be about beside users, permissions, roles and groups. */
export type ThingEntry =
  ApplicationEntry | ConsentEntry | ApiTokenEntry | AccessTokenEntry | RefreshTokenEntry;

export type ThingKind = ThingEntry['kind'];

export type ThingOf<K extends ThingKind> = Extract<ThingEntry, { kind: K }>;
