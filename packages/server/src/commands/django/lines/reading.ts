import type { JsonObject } from '../../output.ts';
import type { Conflicts, Origin } from '../conflicts.ts';
import type { DjangoDatabase } from '../database/django-database.ts';
import type { Layout } from '../layout/find-layout.ts';
import type { DjangoMap } from '../layout/map-file.rules.ts';
import { keyText } from '../values.rules.ts';

/** One reading of a database of Django. */
export interface Reading {
  db: DjangoDatabase;
  layout: Layout;
  map: DjangoMap;
  conflicts: Conflicts;
  /** In front of every key. */
  idPrefix: string;
  /** What clients may ask for beside OpenID Connect's. */
  scopes: readonly string[];
  /** Epoch milliseconds. */
  nowMs: number;
  /** How long a refresh token without an end still holds. */
  refreshDays: number;
}

/** A line of an import, and where it comes from. */
export interface Line {
  object: JsonObject;
  from: Origin;
}

/** How a line names somebody by the key of their row. */
export function personOf({ layout, idPrefix }: Reading, key: unknown): JsonObject {
  return { external_id: `${idPrefix}${keyText(key, layout.users.keyType)}` };
}

/** Without what is undefined. */
export function lineOf(fields: Record<string, JsonObject[string] | undefined>): JsonObject {
  return Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, JsonObject[string]] => entry[1] !== undefined),
  );
}
