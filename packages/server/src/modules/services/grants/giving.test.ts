import { sqliteDatabase, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Caller } from '#modules/access';
import type { Db } from '#platform/db/schema.ts';
import { codeOf, nobody, operator, subjectOf } from '../../access/access.fixture.ts';
import { createServicesFixture, orders, type ServicesFixture } from '../services.fixture.ts';
import { findBeyondReach } from './giving.ts';
import type { GrantHolder, ServiceAccess } from './grants.types.ts';

let store: TestDatabase;
let fixture: ServicesFixture;
let giver: Caller;
let clerk: string;
let sales: string;

const team = { type: 'object', properties: { team: { type: 'string' } }, additionalProperties: false };

beforeEach(async () => {
  store = await sqliteDatabase();
  fixture = createServicesFixture(store);
  const { access, services } = fixture;
  await access.ensureBuiltinRoles();
  await access.createRole(operator, { name: 'giver', permissions: ['roles.grant'] });
  giver = await fixture.addCaller(['giver']);
  clerk = (await access.createRole(operator, { name: 'clerk' })).id;
  sales = (await access.createGroup(operator, { name: 'Sales' })).id;
  const chosen = { accessLevels: ['reader', 'editor'], dataSchema: team };
  await services.create(operator, { ...orders, ...chosen });
  await services.create(operator, { name: 'Stock', audience: 'urn:stock' });
});
afterEach(() => store.close());

const give = (holder: GrantHolder, access: Partial<ServiceAccess> = {}, service = 'Orders') =>
  fixture.services.grantAccess(operator, service, { ...holder, ...access });

const beyond = async (caller: Caller, db: Db = store.database.db): Promise<string[]> => [
  ...(await findBeyondReach(db, caller, { roleIds: [clerk], groupIds: [sales] })),
];

describe('what a role or group carries is beyond the reach', () => {
  const ofGiver = (): GrantHolder => ({ holder: 'user', id: subjectOf(giver).userId });

  test.each([
    ['of nobody when it carries nothing', null, null, false],
    ['of whoever has nothing there', { level: 'reader' }, null, true],
    ['of whoever has nothing there, even without a level', {}, null, true],
    ['of whoever has less', { level: 'editor' }, { level: 'reader' }, true],
    ['not of whoever has as much', { level: 'editor' }, { level: 'editor' }, false],
    ['not of whoever has more', {}, { level: 'editor' }, false],
    ['of whoever has other data', { data: { team: 'a' } }, { level: 'editor', data: { team: 'b' } }, true],
    ['not of whoever has the same data', { data: { team: 'a' } }, { data: { team: 'a' } }, false],
  ])('%s', async (...[, carried, own, isBeyond]) => {
    for (const holder of [
      { holder: 'role', id: clerk },
      { holder: 'group', id: sales },
    ] as const) {
      if (carried) await give(holder, carried);
    }
    if (own) await give(ofGiver(), own);
    expect(await beyond(giver)).toEqual(isBeyond ? [clerk, sales] : []);
  });

  test('service by service', async () => {
    await give({ holder: 'role', id: clerk }, { level: 'reader' });
    await give({ holder: 'group', id: sales }, {}, 'Stock');
    await give(ofGiver(), { level: 'editor' });
    expect(await beyond(giver)).toEqual([sales]);
    await give(ofGiver(), {}, 'Stock');
    expect(await beyond(giver)).toEqual([]);
  });

  test('of whoever has less of their own than their group has', async () => {
    await give({ holder: 'group', id: sales }, { level: 'editor' });
    await fixture.access.addMember(operator, sales, subjectOf(giver).userId);
    expect(await beyond(giver)).toEqual([]);
    await give(ofGiver(), { level: 'reader' });
    expect(await beyond(giver)).toEqual([sales]);
  });

  test('of strangers, and never of those who manage services, who are asked nothing', async () => {
    await give({ holder: 'role', id: clerk });
    expect(await beyond(nobody)).toEqual([clerk]);
    const admin = await fixture.addCaller(['admin']);
    const root = await fixture.addCaller([], { isSuperuser: true });
    const noDatabase = new Proxy({} as Db, {
      get(_, name) {
        throw new Error(`The database was asked to ${String(name)}`);
      },
    });
    for (const caller of [operator, admin, root]) expect(await beyond(caller, noDatabase)).toEqual([]);
    await expect(beyond(giver, noDatabase)).rejects.toThrow('The database was asked');
  });
});

test('the module of roles asks this module', async () => {
  const { access } = fixture;
  const userId = await fixture.addUser();
  await give({ holder: 'group', id: sales }, { level: 'reader' });
  expect(await codeOf(access.addMember(giver, 'Sales', userId))).toBe('access.cannot_grant');
  expect(await codeOf(access.addMember(operator, 'Sales', userId))).toBe('none');
});
