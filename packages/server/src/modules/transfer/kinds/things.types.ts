import type { ApplicationEntry } from './application/application-entry.rules.ts';

/** What a line may be about beside users, permissions, roles and groups. */
export type ThingEntry = ApplicationEntry;

export type ThingKind = ThingEntry['kind'];

export type ThingOf<K extends ThingKind> = Extract<ThingEntry, { kind: K }>;
