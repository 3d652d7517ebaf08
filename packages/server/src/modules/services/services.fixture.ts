import type { TestDatabase } from '@ostiary/testkit';
import { createEventService } from '#modules/events';
import type { Database } from '#platform/db/database.ts';
import { createSealer } from '#platform/sealing.ts';
import { createAccessFixture, type AccessFixture } from '../access/access.fixture.ts';
import { createServiceService } from './services.service.ts';
import type { ServiceService } from './services.types.ts';

/** The real service on a test database. */
export interface ServicesFixture extends AccessFixture {
  services: ServiceService;
  /** As another process would have it. */
  anotherService(database?: Database): ServiceService;
}

/** The least that a service must say. */
export const orders = { name: 'Orders', audience: 'https://orders.example.org' };

export function createServicesFixture(store: TestDatabase): ServicesFixture {
  const later: { services?: ServiceService } = {};
  const fixture = createAccessFixture(store, {
    beyondReach(...args) {
      if (!later.services) throw new TypeError('A port was used before the service was built');
      return later.services.beyondReach(...args);
    },
  });
  const { access, audit, clock, newId } = fixture;
  const deps = { access, audit, clock, newId, events: createEventService({ clock }) };
  const sealer = createSealer('a master key of at least thirty-two characters');
  const anotherService = (database = store.database): ServiceService =>
    createServiceService({ ...deps, database, sealer });
  const services = anotherService();
  later.services = services;
  return { ...fixture, services, anotherService };
}
