import { databases, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Tx } from '#platform/db/schema.ts';
import { codeOf, operator } from '../../access/access.fixture.ts';
import { createServicesFixture, orders, type ServicesFixture } from '../services.fixture.ts';
import type { ServiceService } from '../services.types.ts';

const team = { type: 'object', properties: { team: { type: 'string' } } };
const short = { type: 'object', properties: { team: { type: 'string', maxLength: 3 } } };

describe.each(databases())('changes that meet on $name', ({ open }) => {
  let opened: TestDatabase;
  let fixture: ServicesFixture;
  let services: ServiceService;

  beforeEach(async () => {
    opened = await open();
    fixture = createServicesFixture(opened);
    services = fixture.services;
    await services.create(operator, { ...orders, accessLevels: ['reader', 'editor'], dataSchema: team });
  });
  afterEach(() => opened.close());

  test('leave nobody with data or a level that the service does not know', async () => {
    for (let round = 0; round < 8; round++) {
      const id = await fixture.addUser();
      const grant = { holder: 'user', id, level: 'editor', data: { team: 'north' } } as const;
      const codes = await Promise.all([
        codeOf(services.update(operator, 'Orders', { dataSchema: short, accessLevels: ['reader'] })),
        codeOf(services.grantAccess(operator, 'Orders', grant)),
        codeOf(services.grantAccess(operator, 'Orders', { ...grant, id: await fixture.addUser() })),
      ]);
      const service = await services.get(opened.database.db, 'Orders');
      const { items } = await services.listAccess('Orders', { holder: 'user', limit: 10 });
      if (items.length > 0)
        expect([service.accessLevels, service.dataSchema]).toEqual([['reader', 'editor'], team]);
      expect(codes.filter((code) => code === 'none').length).toBeGreaterThan(0);
      for (const { holderId } of items) {
        await services.revokeAccess(operator, 'Orders', { holder: 'user', id: holderId });
      }
      await services.update(operator, 'Orders', { dataSchema: team, accessLevels: ['reader', 'editor'] });
    }
  });

  /** A service as one sees it whose first transaction is kept waiting until this is done. */
  function delayedBy(first: () => Promise<unknown>): ServiceService {
    const { database } = opened;
    let isFirst = true;
    const write = async <T>(work: (tx: Tx) => Promise<T>): Promise<T> => {
      if (isFirst) {
        isFirst = false;
        await first();
      }
      return database.write(work);
    };
    return fixture.anotherService({ ...database, write });
  }

  const north = { data: { team: 'north' } };

  test('are noticed though they come after what was given had been looked at', async () => {
    const id = await fixture.addUser();
    const late = delayedBy(() => services.grantAccess(operator, 'Orders', { holder: 'user', id, ...north }));
    expect(await codeOf(late.update(operator, 'Orders', { dataSchema: short }))).toBe('services.data_in_use');
    expect((await services.get(opened.database.db, 'Orders')).dataSchema).toEqual(team);
  });

  test('are noticed though by then the name is another service’s', async () => {
    const id = await fixture.addUser();
    await services.create(operator, { name: 'Mail', audience: 'urn:mail', dataSchema: team });
    await services.grantAccess(operator, 'Mail', { holder: 'user', id, ...north });
    await services.grantAccess(operator, 'Orders', { holder: 'user', id });
    const late = delayedBy(async () => {
      await services.update(operator, 'Orders', { name: 'Old' });
      await services.update(operator, 'Mail', { name: 'Orders' });
    });
    expect(await codeOf(late.update(operator, 'Orders', { dataSchema: short }))).toBe('services.data_in_use');
  });
});
