import type { ApplicationEntry } from './application/application-entry.rules.ts';
import type { FactorEntry } from './factor/factor-entry.rules.ts';
import type { ServiceAccessEntry } from './service-access/service-access-entry.rules.ts';
import type { ServiceEntry } from './service/service-entry.rules.ts';

/** What a line may be about beside users, permissions, roles and groups. */
export type ThingEntry = ApplicationEntry | FactorEntry | ServiceAccessEntry | ServiceEntry;

export type ThingKind = ThingEntry['kind'];

export type ThingOf<K extends ThingKind> = Extract<ThingEntry, { kind: K }>;
