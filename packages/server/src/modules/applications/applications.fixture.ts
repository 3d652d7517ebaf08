import type { TestDatabase } from '@ostiary/testkit';
import { createSealer } from '#platform/sealing.ts';
import { createEventService } from '#modules/events';
import { createAccessFixture, type AccessFixture } from '../access/access.fixture.ts';
import type { ApplicationConfig } from './applications.deps.ts';
import { createApplicationService } from './applications.service.ts';
import type { ApplicationService, NewApplication } from './applications.types.ts';

/** The real service on a test database, and what it told the rungs above. */
export interface ApplicationsFixture extends AccessFixture {
  applications: ApplicationService;
  /** As another process would have it, perhaps configured otherwise. */
  anotherService(config?: Partial<ApplicationConfig>): ApplicationService;
  /** Client ids and reasons. */
  ended: [clientId: string, reason: string][];
}

/** The least that a web application must say. */
export const web: NewApplication = { name: 'Shop', redirectUris: ['https://shop.example.org/callback'] };

export function createApplicationsFixture(store: TestDatabase): ApplicationsFixture {
  const fixture = createAccessFixture(store);
  const { access, audit, clock, newId } = fixture;
  const ended: ApplicationsFixture['ended'] = [];
  const deps = {
    ...{ access, audit, clock, newId, database: store.database, events: createEventService({ clock }) },
    sealer: createSealer('a master key of at least thirty-two characters'),
    ports: {
      endClient(_tx: unknown, clientId: string, reason: string) {
        ended.push([clientId, reason]);
        return Promise.resolve();
      },
      isForeignHash: () => false,
      verifyForeign: () => Promise.resolve(false),
    },
  };
  const anotherService: ApplicationsFixture['anotherService'] = (config = {}) =>
    createApplicationService({ ...deps, config: { isProduction: false, registration: 'users', ...config } });
  return { ...fixture, applications: anotherService(), anotherService, ended };
}
