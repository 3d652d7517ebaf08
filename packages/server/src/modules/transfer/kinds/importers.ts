import { importApplications } from './application/import-applications.ts';
import { importFactors } from './factor/import-factors.ts';
import type { ImportThings } from './kind.types.ts';
import { importServiceAccess } from './service-access/import-service-access.ts';
import { importServices } from './service/import-services.ts';
import type { ThingKind, ThingOf } from './things.types.ts';

export const importers: { [K in ThingKind]: ImportThings<ThingOf<K>> } = {
  service: importServices,
  application: importApplications,
  service_access: importServiceAccess,
  factor: importFactors,
};
