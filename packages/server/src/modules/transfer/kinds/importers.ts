import { importApplications } from './application/import-applications.ts';
import type { ImportThings } from './kind.types.ts';
import type { ThingKind, ThingOf } from './things.types.ts';

export const importers: { [K in ThingKind]: ImportThings<ThingOf<K>> } = { application: importApplications };
