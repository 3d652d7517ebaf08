import type { Deed } from '../world/world.ts';
import { browserDeeds } from './browser.ts';
import { clientDeeds } from './clients.ts';
import { firstPartyDeeds } from './first-party.ts';
import { managementDeeds } from './management.ts';
import { serviceDeeds } from './service.ts';

export const allDeeds: readonly Deed[] = [
  ...firstPartyDeeds,
  ...browserDeeds,
  ...clientDeeds,
  ...serviceDeeds,
  ...managementDeeds,
];
