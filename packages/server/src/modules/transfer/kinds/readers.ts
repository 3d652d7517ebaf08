import { readApplication } from './application/application-entry.rules.ts';
import type { ReadThing } from './kind.types.ts';
import type { ThingKind, ThingOf } from './things.types.ts';

/** By what the wire calls them. */
export const readers: { [K in ThingKind]: ReadThing<ThingOf<K>> } = { application: readApplication };

export function isThingKind(type: unknown): type is ThingKind {
  return typeof type === 'string' && Object.hasOwn(readers, type);
}
