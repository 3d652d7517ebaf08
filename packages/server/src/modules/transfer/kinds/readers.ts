import { readAccessToken } from './access-token/access-token-entry.rules.ts';
import { readApiToken } from './api-token/api-token-entry.rules.ts';
import { readApplication } from './application/application-entry.rules.ts';
import { readConsent } from './consent/consent-entry.rules.ts';
import { readFactor } from './factor/factor-entry.rules.ts';
import type { ReadThing } from './kind.types.ts';
import { readRefreshToken } from './refresh-token/refresh-token-entry.rules.ts';
import { readServiceAccess } from './service-access/service-access-entry.rules.ts';
import { readService } from './service/service-entry.rules.ts';
import type { ThingKind, ThingOf } from './things.types.ts';

/** By what the wire calls them. */
export const readers: { [K in ThingKind]: ReadThing<ThingOf<K>> } = {
  service: readService,
  application: readApplication,
  service_access: readServiceAccess,
  consent: readConsent,
  api_token: readApiToken,
  access_token: readAccessToken,
  refresh_token: readRefreshToken,
  factor: readFactor,
};

export function isThingKind(type: unknown): type is ThingKind {
  return typeof type === 'string' && Object.hasOwn(readers, type);
}
