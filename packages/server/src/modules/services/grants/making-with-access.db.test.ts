import { databases, type TestDatabase } from '@ostiary/testkit';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Caller } from '#modules/access';
import type { Tx } from '#platform/db/schema.ts';
import { codeOf, operator } from '../../access/access.fixture.ts';
import { createServicesFixture, type ServicesFixture } from '../services.fixture.ts';
import type { ServiceGift } from './grants.types.ts';

const levels = ['reader', 'chief'];

describe.each(databases())('somebody who is made with access on $name', ({ open }) => {
  let store: TestDatabase;
  let fixture: ServicesFixture;
  /** May give access to one service as far as a reader goes. */
  let giver: Caller;

  beforeEach(async () => {
    store = await open();
    fixture = createServicesFixture(store);
    const { access, services } = fixture;
    await access.ensureBuiltinRoles();
    await access.createRole(operator, { name: 'giver', permissions: ['services.grant'] });
    giver = await fixture.addCaller(['giver']);
    for (const name of ['a', 'b', 'c']) {
      await services.create(operator, { name, audience: `urn:${name}`, accessLevels: levels });
    }
    const { subject } = giver;
    if (subject === null || subject === 'operator') throw new Error('A user gives.');
    const own = { holder: 'user', id: subject.userId, level: 'reader' } as const;
    await services.grantAccess(operator, 'a', own);
  });
  afterEach(() => store.close());

  let count = 0;
  const make = async (tx: Tx) => {
    const id = `01890000-0000-7000-8000-${String((count += 1)).padStart(12, '0')}`;
    await sql`insert into users (id, username, username_key, first_name, last_name, is_active, is_staff,
      is_superuser, created_at, updated_at, version)
      values (${id}, ${id}, ${id}, '', '', 1, 0, 0, 0, 0, 1)`.execute(tx);
    return { id };
  };
  const makeAs = (caller: Caller, given: ServiceGift[]) =>
    fixture.services.makeWithAccess(caller, given, make);
  const people = async () => {
    const { rows } = await sql<{ n: number }>`select count(*) as n from users`.execute(store.database.db);
    return Number(rows[0]?.n);
  };

  test('has it all, or is not made', async () => {
    const before = await people();
    const { id } = await makeAs(giver, [{ service: 'a', level: 'reader' }]);
    const [grant] = await fixture.services.listGrants(store.database.db, { holder: 'user', ids: [id] });
    expect(grant).toMatchObject({ level: 'reader', data: {} });
    const tooMuch: ServiceGift[][] = [
      [{ service: 'a', level: 'chief' }],
      [{ service: 'a', level: 'reader' }, { service: 'b' }],
      [{ service: 'b' }, { service: 'a', level: 'reader' }],
    ];
    for (const given of tooMuch) expect(await codeOf(makeAs(giver, given))).toBe('services.cannot_grant');
    expect(await people()).toBe(before + 1);
    const denials = await fixture.audit.list(store.database.db, { limit: 50, action: 'access.denied' });
    expect(denials.map(({ details }) => details['code'])).toEqual(Array(3).fill('services.cannot_grant'));
  });

  test('needs no right to give when nothing is given', async () => {
    const nobody = await fixture.addCaller([]);
    expect(await codeOf(makeAs(nobody, []))).toBe('none');
    expect(await codeOf(makeAs(nobody, [{ service: 'a' }]))).toBe('access.denied');
  });

  test('is told of the gift that does not fit, by its place', async () => {
    const wrong = makeAs(operator, [{ service: 'c' }, { service: 'a', level: 'king' }]);
    await expect(wrong).rejects.toMatchObject({
      code: 'request.invalid',
      fields: [{ path: 'services.1.level' }],
    });
    expect(await codeOf(makeAs(operator, [{ service: 'nowhere' }]))).toBe('services.not_found');
  });

  test('waits for nobody who gives the same in another order', async () => {
    const given = ['a', 'b', 'c'].map((service) => ({ service }));
    const many = Array.from({ length: 20 }, (_none, n) =>
      makeAs(operator, n % 2 === 0 ? given : given.toReversed()),
    );
    await Promise.all(many);
    const grants = await store.database.db.selectFrom('service_user_grants').selectAll().execute();
    expect(grants).toHaveLength(61);
  });
});
