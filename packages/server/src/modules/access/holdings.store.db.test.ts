import { databases, queryPlans, type TestDatabase } from '@ostiary/testkit';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAccessFixture, operator, type AccessFixture } from './access.fixture.ts';
import { decide } from './decide.rules.ts';
import { explain } from './explain.rules.ts';
import { accessFrom } from './holdings.rules.ts';
import { anyOf, levelAtMost, permission, role } from './policy.rules.ts';
import { listHoldings } from './holdings.store.ts';

const permissions = ['orders.read', 'orders.write', 'users.read'];
const names = ['r0', 'r1', 'r2', 'r3'];

describe.each(databases())('holdings on $name', ({ open }) => {
  let store: TestDatabase;
  let fixture: AccessFixture;
  const people: string[] = [];

  beforeAll(async () => {
    store = await open();
    fixture = createAccessFixture(store);
    const { access } = fixture;
    await fixture.define('orders.read', 'orders.write');
    for (const [index, name] of names.entries()) {
      const level = index === 0 ? null : 5 - index;
      await access.createRole(operator, { name, level, permissions: permissions.slice(0, index) });
    }
    for (const name of ['Empty', 'One', 'Two']) await access.createGroup(operator, { name });
    await access.grantRole(operator, { groupId: 'One' }, 'r1');
    for (const name of ['r2', 'r3']) await access.grantRole(operator, { groupId: 'Two' }, name);
    // Every combination of two roles and three groups.
    for (let bits = 0; bits < 32; bits++) {
      const userId = await fixture.addUser();
      people.push(userId);
      const has = (bit: number): boolean => (bits & (1 << bit)) !== 0;
      for (const [bit, name] of [
        [0, 'r1'],
        [1, 'r0'],
      ] as const) {
        if (has(bit)) await access.grantRole(operator, { userId }, name);
      }
      for (const [bit, name] of [
        [2, 'Empty'],
        [3, 'One'],
        [4, 'Two'],
      ] as const) {
        if (has(bit)) await access.addMember(operator, name, userId);
      }
    }
  });
  afterAll(() => store.close());

  test('add up to what is read of one user, and leave out who holds nothing', async () => {
    const { access } = fixture;
    const { db } = store.database;
    const held = await access.holdingsOf(db, people);
    expect(held.has(people[0]!)).toBe(false);
    expect(held.size).toBe(31);
    for (const userId of people) {
      const { roles = [], groups = [] } = held.get(userId) ?? {};
      expect(accessFrom(roles)).toEqual(await access.accessOf(db, userId));
      expect(groups).toEqual(await access.listGroupsOf(db, userId));
      const direct = roles.filter(({ group }) => group === null).map(({ name }) => name);
      expect(direct).toEqual(await access.listDirectRoles(db, userId));
    }
  });

  test('say by which way each role comes', async () => {
    const held = await fixture.access.holdingsOf(store.database.db, [people[0b01001]!]);
    const r1 = { name: 'r1', level: 4, permissions: ['orders.read'] };
    expect(held.get(people[0b01001]!)).toEqual({
      roles: [
        { ...r1, group: null },
        { ...r1, group: 'One' },
      ],
      groups: ['One'],
    });
  });

  test('take three queries, however many people', async () => {
    const { database } = store;
    expect(await queryPlans(database, (db) => listHoldings(db, people))).toHaveLength(3);
    expect(await queryPlans(database, (db) => listHoldings(db, people.slice(0, 1)))).toHaveLength(2);
    expect(await fixture.access.holdingsOf(store.database.db, [])).toEqual(new Map());
  });

  test('explain a decision exactly as it is taken', async () => {
    const held = await fixture.access.holdingsOf(store.database.db, people);
    const requirement = fc.oneof(
      fc.constantFrom(...permissions, 'zoo.visit').map(permission),
      fc.constantFrom(...names).map(role),
      fc.integer({ min: 0, max: 6 }).map(levelAtMost),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...people),
        fc.array(requirement, { minLength: 1, maxLength: 4 }),
        fc.boolean(),
        (userId, requirements, isSuperuser) => {
          const { roles = [] } = held.get(userId) ?? {};
          const subject = { ...accessFrom(roles), userId, isStaff: false, isSuperuser };
          const policy = anyOf(...requirements);
          const steps = explain(policy, { subject }, roles);
          expect(steps.some(({ isMet }) => isMet)).toBe(decide(policy, { subject }).isAllowed);
          // What a step names is really held, by that way.
          for (const step of steps.filter((one) => one.role !== null)) {
            const isHeld = roles.some(({ name, group }) => name === step.role && group === step.group);
            expect(step.isMet && isHeld).toBe(true);
          }
          const said = new Set(steps.map((step) => step.requirement));
          expect(said.size).toBe(new Set(requirements.map((one) => JSON.stringify(one))).size);
        },
      ),
    );
  });
});
