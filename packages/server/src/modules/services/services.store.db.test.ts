import { databases, queryPlans, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Caller } from '#modules/access';
import type { Db } from '#platform/db/schema.ts';
import { codeOf, nobody, operator } from '../access/access.fixture.ts';
import { createServicesFixture, type ServicesFixture } from './services.fixture.ts';
import * as store from './services.store.ts';
import type { Service, ServiceQuery, ServiceService } from './services.types.ts';

const audience = 'https://orders.example.org';
const orders = { name: 'Orders', audience };

describe.each(databases())('services on $name', ({ open }) => {
  let opened: TestDatabase;
  let fixture: ServicesFixture;
  let services: ServiceService;
  let elsewhere: ServiceService;
  let db: Db;
  let admin: Caller;
  let user: Caller;

  beforeEach(async () => {
    opened = await open();
    fixture = createServicesFixture(opened);
    const { access } = fixture;
    services = fixture.services;
    elsewhere = fixture.anotherService();
    db = opened.database.db;
    await access.ensureBuiltinRoles();
    admin = await fixture.addCaller(['admin']);
    user = await fixture.addCaller([]);
  });
  afterEach(() => opened.close());

  test('are found by id, by name in any case and by audience', async () => {
    const scopes = [{ name: 'orders.read', description: 'See your orders – 営業' }];
    const service = await services.create(admin, { ...orders, scopes, description: 'What was ordered.' });
    expect(service).toEqual({
      ...{ id: service.id, ...orders, scopes, description: 'What was ordered.', tokenFormat: 'jwt' },
      ...{ accessTokenSeconds: null, version: 1, entry: 'everyone', accessLevels: [], dataSchema: null },
      fields: ['email', 'username', 'first_name', 'last_name'],
      ...{ createdAt: fixture.clock.nowMs(), updatedAt: fixture.clock.nowMs() },
    });
    for (const name of [service.id, 'ORDERS', audience])
      expect(await services.get(db, name)).toEqual(service);
    for (const name of ['', 'order', `${audience}/`, fixture.newId(), 'a\0', '\ud800']) {
      expect(await codeOf(services.get(db, name))).toBe('services.not_found');
    }
  });

  test('are changed by those who manage them, audited and told', async () => {
    for (const [caller, code] of [
      [user, 'access.denied'],
      [nobody, 'access.unauthenticated'],
    ] as const) {
      expect(await codeOf(services.create(caller, orders))).toBe(code);
      expect(await codeOf(services.update(caller, 'orders', { name: 'X' }))).toBe(code);
      expect(await codeOf(services.delete(caller, 'orders'))).toBe(code);
    }
    const { id } = await services.create(admin, orders);
    const changed = await services.update(admin, 'orders', { name: 'Sales', tokenFormat: 'opaque' });
    expect(changed).toMatchObject({ id, name: 'Sales', audience, tokenFormat: 'opaque', version: 2 });
    expect(await services.update(admin, id, { name: 'Sales' })).toEqual(changed);
    expect(await codeOf(services.update(admin, id, { name: 'X', expectedVersion: 1 }))).toBe(
      'request.precondition_failed',
    );
    expect(await codeOf(services.delete(admin, id, { expectedVersion: 1 }))).toBe(
      'request.precondition_failed',
    );
    await services.delete(admin, id, { expectedVersion: 2 });
    expect(await codeOf(services.delete(admin, id))).toBe('services.not_found');
    const entries = (await fixture.entries()).filter(({ action }) => action.startsWith('service.'));
    expect(entries.map(({ action, target, details }) => ({ action, target, details }))).toEqual([
      { action: 'service.create', target: { type: 'service', id }, details: { name: 'Orders', audience } },
      {
        action: 'service.update',
        target: { type: 'service', id },
        details: { name: 'Sales', audience, changed: ['name', 'token_format'], previous_name: 'Orders' },
      },
      { action: 'service.delete', target: { type: 'service', id }, details: { name: 'Sales', audience } },
    ]);
    const told = (await fixture.events()).filter(({ type }) => type.startsWith('service.'));
    expect(told).toEqual([
      { type: 'service.changed', subjectId: id, data: { name: 'Orders', audience } },
      {
        type: 'service.changed',
        subjectId: id,
        data: { name: 'Sales', audience, changed: ['name', 'token_format'] },
      },
      { type: 'service.deleted', subjectId: id, data: { name: 'Sales', audience } },
    ]);
  });

  test('have names and audiences of their own, however many ask for one at once', async () => {
    const named = await Promise.all(
      ['a', 'b', 'c', 'd'].map((path) =>
        codeOf(services.create(admin, { name: 'Orders', audience: `urn:x:${path}` })),
      ),
    );
    expect(named.toSorted()).toEqual(['none', ...Array<string>(3).fill('services.name_taken')]);
    const addressed = await Promise.all(
      ['A', 'B', 'C', 'D'].map((name) => codeOf(services.create(admin, { name, audience }))),
    );
    expect(addressed.toSorted()).toEqual(['none', ...Array<string>(3).fill('services.audience_taken')]);
    const { id } = await services.get(db, audience);
    expect(await codeOf(services.update(admin, id, { name: 'ORDERS' }))).toBe('services.name_taken');
    expect(await codeOf(services.update(admin, id, { name: 'a/b' }))).toBe('request.invalid');
    expect(await codeOf(services.create(admin, { name: 'E', audience: 'not absolute' }))).toBe(
      'request.invalid',
    );
  });

  test('are known in memory by their audience: at once here, a second later elsewhere', async () => {
    expect(await services.findByAudience(audience)).toBeUndefined();
    expect(await elsewhere.findByAudience(audience)).toBeUndefined();
    const service = await services.create(admin, orders);
    expect(await services.findByAudience(audience)).toEqual(service);
    expect(await elsewhere.findByAudience(audience)).toBeUndefined();
    fixture.clock.advance(1_000);
    expect(await elsewhere.findByAudience(audience)).toEqual(service);
    const changed = await services.update(admin, service.id, { tokenFormat: 'opaque' });
    const known = await services.findByAudience(audience);
    expect(known).toEqual(changed);
    fixture.clock.advance(1_000);
    expect(await services.findByAudience(audience)).toBe(known);
    expect(await elsewhere.findByAudience(audience)).toEqual(changed);
    await services.delete(admin, service.id);
    expect(await services.findByAudience(audience)).toBeUndefined();
    for (const text of ['', 'a\0', '\ud800']) expect(await services.findByAudience(text)).toBeUndefined();
  });

  test('are listed page by page, in every order, by an index alone', async () => {
    const all: Service[] = [];
    for (const name of ['b', 'Änne', 'anne', 'A', '営業', 'ab']) {
      all.push(await services.create(operator, { name, audience: `urn:x:${encodeURIComponent(name)}` }));
    }
    const key = ({ name }: Service): string => name.normalize('NFKC').toLowerCase();
    const byName = all.toSorted((a, b) => Buffer.compare(Buffer.from(key(a)), Buffer.from(key(b))));
    const walk = async (query: Omit<ServiceQuery, 'limit'>): Promise<Service[]> => {
      const first = await services.list({ ...query, limit: 2 });
      const found = [...first.items];
      for (let { next } = first; next !== null;) {
        const page = await services.list({ ...query, limit: 2, after: next });
        found.push(...page.items);
        next = page.next;
      }
      return found;
    };
    expect(await walk({ order: 'name' })).toEqual(byName);
    expect(await walk({ order: '-name' })).toEqual(byName.toReversed());
    expect(await walk({ order: 'created_at' })).toEqual(all);
    expect(await walk({ order: '-created_at' })).toEqual(all.toReversed());
    expect((await walk({ order: 'name', search: 'A' })).map(({ name }) => name)).toEqual(['A', 'ab', 'anne']);
    expect(await walk({ order: 'name', search: 'a\0' })).toEqual([]);
    for (const bad of [{ search: 'a' }, { after: 'x' }]) {
      expect(await codeOf(services.list({ order: 'created_at', limit: 2, ...bad }))).toBe('request.invalid');
    }
    const work: ((on: Db) => Promise<unknown>)[] = [
      (on) => store.listServices(on, { order: 'name', limit: 2, search: 'a', after: 'ab' }),
      (on) => store.listServices(on, { order: '-created_at', limit: 2, after: all[0]?.id ?? '' }),
      (on) => store.findService(on, 'anne'),
      (on) => store.findServiceByAudience(on, audience),
    ];
    for (const each of work) {
      for (const { sql, plan } of await queryPlans(opened.database, each, { isLimitedToIndexes: true })) {
        expect(plan, `${sql}\n${plan}`).not.toMatch(
          /USE TEMP B-TREE FOR ORDER BY|SCAN \w+(?!\w| USING)|Seq Scan|Sort/,
        );
      }
    }
  });
});
