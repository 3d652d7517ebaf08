import { databases, queryPlans, type TestDatabase } from '@ostiary/testkit';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Db } from '#platform/db/schema.ts';
import { codeOf, operator } from '../../access/access.fixture.ts';
import { createServicesFixture, orders, type ServicesFixture } from '../services.fixture.ts';
import type { Service, ServiceService } from '../services.types.ts';
import { effectiveAccess, type InheritedAccess } from './effective-access.rules.ts';
import * as store from './grants.store.ts';
import type { GrantHolder, ServiceAccess } from './grants.types.ts';
import { findEffectiveAccess, findInheritedAccess, listReached } from './reach.store.ts';

const levels = ['reader', 'editor', 'chief'];
const open_ = { type: 'object' };

describe.each(databases())('access to services on $name', ({ open }) => {
  let opened: TestDatabase;
  let fixture: ServicesFixture;
  let services: ServiceService;
  let db: Db;
  let service: Service;
  let other: Service;

  beforeEach(async () => {
    opened = await open();
    fixture = createServicesFixture(opened);
    services = fixture.services;
    db = opened.database.db;
    const chosen = { accessLevels: levels, dataSchema: open_, entry: 'granted' } as const;
    service = await services.create(operator, { ...orders, ...chosen });
    other = await services.create(operator, { name: 'Mail', audience: 'urn:mail', accessLevels: levels });
  });
  afterEach(() => opened.close());

  const give = (holder: GrantHolder, access: Partial<ServiceAccess>, name = 'Orders') =>
    services.grantAccess(operator, name, { ...holder, ...access });

  /** A user in a group with a role, who holds another role directly. */
  async function addPerson() {
    const { access } = fixture;
    const [group, direct, through] = [
      await access.createGroup(operator, { name: `G ${fixture.newId().slice(-8)}` }),
      await access.createRole(operator, { name: `d${fixture.newId().slice(-8)}` }),
      await access.createRole(operator, { name: `t${fixture.newId().slice(-8)}` }),
    ];
    const userId = await fixture.addUser();
    await access.addMember(operator, group.id, userId);
    await access.grantRole(operator, { userId }, direct.id);
    await access.grantRole(operator, { groupId: group.id }, through.id);
    return {
      userId,
      user: { holder: 'user', id: userId },
      group: { holder: 'group', id: group.id },
      direct: { holder: 'role', id: direct.id },
      through: { holder: 'role', id: through.id },
    } as const;
  }

  const accessOf = (userId: string, of = service) => services.accessOf(db, { serviceId: of.id, userId });

  test('comes by the nearest grant, whole', async () => {
    const { userId, user, group, direct, through } = await addPerson();
    expect(await accessOf(userId)).toBeNull();
    await give(through, { level: 'reader', data: { by: 'through' } });
    expect(await accessOf(userId)).toEqual({ level: 'reader', data: { by: 'through' } });
    await give(direct, { level: 'editor', data: { by: 'direct' } });
    expect(await accessOf(userId)).toEqual({ level: 'editor', data: { by: 'direct' } });
    await give(group, { level: 'editor' });
    expect(await accessOf(userId)).toEqual({ level: 'editor', data: {} });
    await give(direct, { level: 'chief' });
    expect(await accessOf(userId)).toEqual({ level: 'chief', data: {} });
    await give(user, { data: { by: 'user' } });
    expect(await accessOf(userId)).toEqual({ level: null, data: { by: 'user' } });
    expect(await findInheritedAccess(db, { serviceId: service.id, userId })).toEqual({
      level: 'chief',
      data: {},
    });
    expect(await accessOf(userId, other)).toBeNull();
    expect(await accessOf(await fixture.addUser())).toBeNull();
    expect(await services.accessOf(db, { serviceId: fixture.newId(), userId })).toBeNull();
  });

  test('follows who is in which group and holds which role, and which are gone', async () => {
    const { access } = fixture;
    const { userId, group, direct, through } = await addPerson();
    await give(group, { level: 'chief' });
    await give(direct, { level: 'editor' });
    await give(through, { level: 'reader' });
    await access.removeMember(operator, group.id, userId);
    expect((await accessOf(userId))?.level).toBe('editor');
    await access.deleteRole(operator, direct.id);
    expect(await accessOf(userId)).toBeNull();
    await access.addMember(operator, group.id, userId);
    await services.revokeAccess(operator, 'Orders', group);
    expect((await accessOf(userId))?.level).toBe('reader');
    await access.deleteGroup(operator, group.id);
    expect(await accessOf(userId)).toBeNull();
    expect(await services.listGrants(db, { holder: 'group' })).toEqual([]);
  });

  test('is ranked by the levels as they are now', async () => {
    const { userId, group, direct } = await addPerson();
    await give(group, { level: 'reader' });
    await give(direct, { level: 'editor' });
    expect((await accessOf(userId))?.level).toBe('editor');
    await services.update(operator, 'Orders', { accessLevels: ['editor', 'reader', 'chief'] });
    expect((await accessOf(userId))?.level).toBe('reader');
  });

  test('is the same however it is asked for, and as the rule says', async () => {
    const person = await addPerson();
    const { userId } = person;
    const holders = [person.user, person.group, person.direct, person.through];
    const nothing = 'nothing';
    const given = fc.array(fc.constantFrom(nothing, nothing, null, ...levels), {
      minLength: 4,
      maxLength: 4,
    });
    await fc.assert(
      fc.asyncProperty(given, async (each) => {
        const kept: (InheritedAccess | (ServiceAccess & { holder: 'user' }))[] = [];
        for (const [index, holder] of holders.entries()) {
          const level = each[index] ?? null;
          await services.revokeAccess(operator, service.id, holder).catch(() => undefined);
          if (level === nothing) continue;
          const data = { n: index };
          await give(holder, { level, data });
          kept.push({ level, data, holder: holder.holder, holderId: holder.id });
        }
        const own = kept.find((grant) => grant.holder === 'user');
        const inherited = kept.filter((grant): grant is InheritedAccess => grant.holder !== 'user');
        const rule = effectiveAccess<ServiceAccess, InheritedAccess>(levels, own, inherited);
        const expected = rule && { level: rule.level, data: rule.data };
        expect(await accessOf(userId)).toEqual(expected);
        const many = await services.accessOfMany(db, [{ id: userId, isActive: true }]);
        const [, here] = many.get(userId) ?? [];
        expect([here?.serviceId, here?.access]).toEqual([service.id, expected]);
      }),
      { numRuns: 25, examples: [[[nothing, nothing, nothing, 'reader']]] },
    );
  });

  test('of many is told for every service in order of name, nothing included', async () => {
    const { userId, group } = await addPerson();
    const idle = await fixture.addUser({ isActive: false });
    await give(group, { level: 'editor', data: { a: 1 } });
    await give({ holder: 'user', id: idle }, { level: 'chief' });
    const people = [
      { id: userId, isActive: true },
      { id: idle, isActive: false },
    ];
    const told = await services.accessOfMany(db, people);
    const nothing = { serviceId: other.id, serviceName: 'Mail', access: null, by: null };
    const here = { serviceId: service.id, serviceName: 'Orders' };
    expect([...told]).toEqual([
      [
        userId,
        [
          { ...nothing, mayEnter: true },
          { ...here, mayEnter: true, access: { level: 'editor', data: { a: 1 } }, by: group },
        ],
      ],
      [
        idle,
        [
          { ...nothing, mayEnter: false },
          {
            ...{ ...here, mayEnter: false, access: { level: 'chief', data: {} } },
            by: { holder: 'user', id: idle },
          },
        ],
      ],
    ]);
    const first = await services.listServicesOf({ id: userId, isActive: true }, { limit: 1 });
    expect(first).toEqual({ items: told.get(userId)?.slice(0, 1), next: 'mail' });
    const rest = { limit: 1, after: first.next ?? '' };
    expect(await services.listServicesOf({ id: userId, isActive: true }, rest)).toEqual({
      items: told.get(userId)?.slice(1),
      next: null,
    });
    expect(await services.accessOfMany(db, [])).toEqual(new Map());
  });

  test('is listed by holder, page by page, and in all services at once', async () => {
    const users = [await fixture.addUser(), await fixture.addUser(), await fixture.addUser()].sort();
    const { group } = await addPerson();
    for (const id of users) await give({ holder: 'user', id }, { level: 'reader' });
    await give({ holder: 'user', id: users[0] ?? '' }, { level: 'chief' }, 'Mail');
    await give(group, {});
    const first = await services.listAccess('orders', { holder: 'user', limit: 2 });
    expect(first.items.map(({ holderId }) => holderId)).toEqual(users.slice(0, 2));
    const after = first.next ?? '';
    const second = await services.listAccess(service.id, { holder: 'user', limit: 2, after });
    expect([second.items.map(({ holderId }) => holderId), second.next]).toEqual([users.slice(2), null]);
    const now = fixture.clock.nowMs();
    const kept = { serviceId: service.id, level: null, data: {}, createdAt: now, updatedAt: now };
    expect(await services.listAccess(service.id, { holder: 'group', limit: 1 })).toEqual({
      items: [{ ...kept, holder: 'group', holderId: group.id }],
      next: null,
    });
    expect(await services.listAccess(service.id, { holder: 'role', limit: 1 })).toEqual({
      items: [],
      next: null,
    });
    expect(await codeOf(services.listAccess('nothing', { holder: 'role', limit: 1 }))).toBe(
      'services.not_found',
    );
    const mine = await services.listGrants(db, { holder: 'user', ids: users.slice(0, 1) });
    const byService = mine.map(({ serviceId, level }) => `${serviceId} ${String(level)}`).sort();
    expect(byService).toEqual([`${service.id} reader`, `${other.id} chief`].sort());
    expect(await services.listGrants(db, { holder: 'group' })).toHaveLength(1);
    expect(await services.listGrants(db, { holder: 'group', ids: [users[0] ?? ''] })).toEqual([]);
    expect((await services.listAll(db)).map(({ id }) => id)).toEqual([service.id, other.id].sort());
  });

  test('is asked for by indexes alone', async () => {
    const place = { serviceId: service.id, userId: service.id };
    const work: ((on: Db) => Promise<unknown>)[] = [
      (on) => findEffectiveAccess(on, place),
      (on) => listReached(on, [service.id]),
      (on) => store.listGrantPage(on, service.id, { holder: 'user', limit: 2, after: service.id }),
      (on) => store.listGrants(on, { holder: 'user', ids: [service.id] }),
      (on) => store.findGrant(on, service.id, { holder: 'user', id: service.id }),
      (on) => store.isLevelInUse(on, service.id, 'reader'),
    ];
    for (const each of work) {
      for (const { sql, plan } of await queryPlans(opened.database, each, { isLimitedToIndexes: true })) {
        expect(plan, `${sql}\n${plan}`).not.toMatch(
          /USE TEMP B-TREE FOR ORDER BY|SCAN (?!held|\(subquery)\w+(?!\w| USING)|Seq Scan/,
        );
      }
    }
  });
});
