import { importAccessTokens } from './access-token/import-access-tokens.ts';
import { importApiTokens } from './api-token/import-api-tokens.ts';
import { importApplications } from './application/import-applications.ts';
import { importConsents } from './consent/import-consents.ts';
import { importFactors } from './factor/import-factors.ts';
import type { ImportThings } from './kind.types.ts';
import { importRefreshTokens } from './refresh-token/import-refresh-tokens.ts';
import { importServiceAccess } from './service-access/import-service-access.ts';
import { importServices } from './service/import-services.ts';
import type { ThingKind, ThingOf } from './things.types.ts';

export const importers: { [K in ThingKind]: ImportThings<ThingOf<K>> } = {
  service: importServices,
  application: importApplications,
  service_access: importServiceAccess,
  consent: importConsents,
  api_token: importApiTokens,
  access_token: importAccessTokens,
  refresh_token: importRefreshTokens,
  factor: importFactors,
};
