import { sqliteDatabase, type TestDatabase } from '@ostiary/testkit';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Caller } from '#modules/access';
import { isAppError } from '#platform/errors.ts';
import { codeOf, operator } from '../../access/access.fixture.ts';
import { createServicesFixture, orders, type ServicesFixture } from '../services.fixture.ts';
import type { Service, ServiceService } from '../services.types.ts';
import type { GrantHolder, HolderType, ServiceAccess } from './grants.types.ts';

const levels = ['reader', 'editor', 'chief'];
const team = { type: 'object', properties: { team: { type: 'string' } }, additionalProperties: false };

let store: TestDatabase;
let fixture: ServicesFixture;
let services: ServiceService;
let service: Service;
let admin: Caller;

beforeEach(async () => {
  store = await sqliteDatabase();
  fixture = createServicesFixture(store);
  services = fixture.services;
  await fixture.access.ensureBuiltinRoles();
  admin = await fixture.addCaller(['admin']);
  const chosen = { accessLevels: levels, dataSchema: team };
  service = await services.create(operator, { ...orders, ...chosen });
});
afterEach(() => store.close());

const give = (by: Caller, holder: GrantHolder, access: Partial<ServiceAccess> = {}) =>
  services.grantAccess(by, 'Orders', { ...holder, ...access });

/** A user, a group or a role, new. */
async function newHolder(holder: HolderType): Promise<GrantHolder> {
  const { access } = fixture;
  const name = `x${fixture.newId().slice(-8)}`;
  if (holder === 'group') return { holder, id: (await access.createGroup(operator, { name })).id };
  if (holder === 'role') return { holder, id: (await access.createRole(operator, { name })).id };
  return { holder, id: await fixture.addUser() };
}

async function fieldsOf(promise: Promise<unknown>): Promise<string[]> {
  const error: unknown = await promise.catch((thrown: unknown) => thrown);
  if (!isAppError(error, 'request.invalid')) throw new Error('It was not refused for its fields');
  return error.fields.map(({ path }) => path);
}

describe('a service', () => {
  const change = (changes: Parameters<ServiceService['update']>[2]) =>
    services.update(admin, 'Orders', changes);

  test.each(['user', 'group', 'role'] as const)('keeps a level that a %s has', async (kind) => {
    const holder = await newHolder(kind);
    await give(admin, holder, { level: 'editor' });
    const refused = await change({ accessLevels: ['reader', 'chief'] }).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'services.level_in_use', fields: [{ path: 'access_levels' }] });
    expect((await services.get(store.database.db, 'Orders')).accessLevels).toEqual(levels);
    expect((await change({ accessLevels: ['chief', 'editor', 'new'] })).accessLevels).toEqual([
      ...['chief', 'editor', 'new'],
    ]);
    await services.revokeAccess(admin, 'Orders', holder);
    expect((await change({ accessLevels: [] })).accessLevels).toEqual([]);
  });

  test('keeps a schema that what was given fits, and says how many do not', async () => {
    const holders = [await newHolder('user'), await newHolder('group'), await newHolder('role')];
    for (const holder of holders) await give(admin, holder, { data: { team: 'north' } });
    await give(admin, await newHolder('role'));
    const stricter = { ...team, properties: { team: { type: 'string', maxLength: 3 } } };
    for (const dataSchema of [stricter, null]) {
      const refused = await change({ dataSchema }).catch((error: unknown) => error);
      expect(refused).toMatchObject({
        code: 'services.data_in_use',
        fields: [
          {
            path: 'data_schema',
            message: '3 of those who have access would have data that this schema refuses.',
          },
        ],
      });
    }
    expect((await services.get(store.database.db, 'Orders')).dataSchema).toEqual(team);
    const wider = { ...team, properties: { team: {}, since: { type: 'string', format: 'date' } } };
    expect((await change({ dataSchema: wider })).dataSchema).toEqual(wider);
    for (const holder of holders) await give(admin, holder);
    expect((await change({ dataSchema: null })).dataSchema).toBeNull();
  });

  /** That many users, whose data is what this says. */
  async function giveMany(count: number, dataOf: (index: number) => object): Promise<void> {
    const ids = Array.from({ length: count }, () => fixture.newId()).sort();
    const times = { created_at: 1, updated_at: 1 };
    await store.database.write(async (tx) => {
      for (const [index, id] of ids.entries()) {
        await sql`insert into users (id, first_name, last_name, is_active, is_staff, is_superuser, created_at,
          updated_at) values (${id}, '', '', 1, 0, 0, 1, 1)`.execute(tx);
        const data = JSON.stringify(dataOf(index));
        const row = { holder_id: id, service_id: service.id, level: null, data, ...times };
        await tx.insertInto('service_user_grants').values(row).execute();
      }
    });
  }

  test('looks also at more than a page of what was given', async () => {
    await giveMany(502, (index) => (index === 501 ? { team: 'north' } : {}));
    expect(await codeOf(change({ dataSchema: null }))).toBe('services.data_in_use');
  });

  test('stops counting when there are more than anybody mends one by one', async () => {
    await giveMany(1_600, () => ({ team: 'north' }));
    const refused = await change({ dataSchema: null }).catch((error: unknown) => error);
    expect(refused).toMatchObject({
      fields: [{ message: expect.stringMatching(/^At least 1000 of/) as string }],
    });
  });

  test('is checked with its levels, its schema and what it may see', async () => {
    const bad = {
      accessLevels: ['reader', 'reader', '', 'two words', '-x'],
      dataSchema: { type: 'object', properties: { email: {} } },
    };
    expect(await fieldsOf(change(bad))).toEqual([
      ...['access_levels.1', 'access_levels.2', 'access_levels.3', 'access_levels.4'],
      'data_schema.properties.email',
    ]);
    expect(await fieldsOf(change({ accessLevels: levels.concat(Array<string>(48).fill('x')) }))).toEqual([
      'access_levels',
    ]);
    const changed = await change({ fields: ['phone', 'email', 'email'], entry: 'granted' });
    expect([changed.fields, changed.entry]).toEqual([['email', 'phone'], 'granted']);
    const [entry] = (await fixture.entries('service.update')).slice(-1);
    expect(entry?.details['changed']).toEqual(['entry', 'fields']);
  });
});
