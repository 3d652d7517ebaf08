import { databases, queryPlans, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Caller } from '#modules/access';
import { codeOf, nobody } from '../../access/access.fixture.ts';
import { createServicesFixture, orders, type ServicesFixture } from '../services.fixture.ts';
import type { Service, ServiceService } from '../services.types.ts';
import * as store from './keys.store.ts';

describe.each(databases())('keys of services on $name', ({ open }) => {
  let opened: TestDatabase;
  let fixture: ServicesFixture;
  let services: ServiceService;
  let elsewhere: ServiceService;
  let admin: Caller;
  let service: Service;

  beforeEach(async () => {
    opened = await open();
    fixture = createServicesFixture(opened);
    services = fixture.services;
    elsewhere = fixture.anotherService();
    await fixture.access.ensureBuiltinRoles();
    admin = await fixture.addCaller(['admin']);
    service = await services.create(admin, orders);
  });
  afterEach(() => opened.close());

  const newKey = async (options?: { expiresAt?: number }): Promise<string> =>
    (await services.createKey(admin, 'Orders', options)).key;

  test('say which service presents them, and nobody can read them back', async () => {
    const { key, info } = await services.createKey(admin, orders.audience);
    expect(key).toMatch(/^osk_[A-Za-z0-9_-]{43}$/);
    expect(info).toEqual({
      ...{ id: info.id, serviceId: service.id, hint: key.slice(-4) },
      ...{ createdAt: fixture.clock.nowMs(), expiresAt: null },
    });
    expect(await services.authenticateKey(key)).toEqual(service);
    expect(await services.listKeys(admin, service.id)).toEqual([info]);
    const [row] = await opened.database.db.selectFrom('service_keys').selectAll().execute();
    expect(JSON.stringify(row)).not.toContain(key.slice(4, 20));
    const near = `${key.slice(0, -1)}${key.endsWith('A') ? 'B' : 'A'}`;
    for (const wrong of [
      '',
      'osk_',
      near,
      `${key} `,
      key.toLowerCase(),
      row?.key_hash ?? '',
      'a\0',
      '\ud800',
    ]) {
      expect(await services.authenticateKey(wrong), wrong).toBeUndefined();
    }
  });

  test('are two at most, however many are made at once', async () => {
    const made = await Promise.all(
      Array.from({ length: 5 }, () => codeOf(services.createKey(admin, service.id))),
    );
    expect(made.toSorted()).toEqual(['none', 'none', ...Array<string>(3).fill('services.too_many_keys')]);
    const other = await services.create(admin, { name: 'Other', audience: 'urn:other' });
    expect(await codeOf(services.createKey(admin, other.id))).toBe('none');
    const [first] = await services.listKeys(admin, service.id);
    await services.deleteKey(admin, service.id, first?.id ?? '');
    expect(await codeOf(services.createKey(admin, service.id))).toBe('none');
  });

  test('are refused at once where they are deleted, and a second later elsewhere', async () => {
    const key = await newKey();
    const second = await newKey();
    for (const each of [services, elsewhere]) expect(await each.authenticateKey(key)).toEqual(service);
    const [info] = await services.listKeys(admin, service.id);
    const other = await services.create(admin, { name: 'Other', audience: 'urn:other' });
    expect(await codeOf(services.deleteKey(admin, other.id, info?.id ?? ''))).toBe('services.key_not_found');
    await services.deleteKey(admin, service.id, info?.id ?? '');
    expect(await codeOf(services.deleteKey(admin, service.id, info?.id ?? ''))).toBe(
      'services.key_not_found',
    );
    expect(await services.authenticateKey(key)).toBeUndefined();
    expect(await services.authenticateKey(second)).toEqual(service);
    fixture.clock.advance(1_000);
    expect(await elsewhere.authenticateKey(key)).toBeUndefined();
  });

  test('give the service as it is by now: at once here, a second later elsewhere', async () => {
    const key = await newKey();
    expect(await services.authenticateKey(key)).toEqual(await elsewhere.authenticateKey(key));
    const changed = await services.update(admin, service.id, { entry: 'granted' });
    expect(await services.authenticateKey(key)).toEqual(changed);
    const again = await services.authenticateKey(key);
    fixture.clock.advance(1_000);
    expect(await services.authenticateKey(key)).toBe(again);
    expect(await elsewhere.authenticateKey(key)).toEqual(changed);
    await services.delete(admin, service.id);
    expect(await services.authenticateKey(key)).toBeUndefined();
    expect(await opened.database.db.selectFrom('service_keys').selectAll().execute()).toEqual([]);
  });

  test('count until they expire, and are pruned then', async () => {
    const expiresAt = fixture.clock.nowMs() + 500;
    const key = await newKey({ expiresAt });
    await newKey();
    expect(await services.authenticateKey(key)).toEqual(service);
    fixture.clock.advance(499);
    expect(await services.authenticateKey(key)).toEqual(service);
    fixture.clock.advance(1);
    // What is in memory knows by itself that it has expired.
    expect(await services.authenticateKey(key)).toBeUndefined();
    expect(await services.listKeys(admin, service.id)).toHaveLength(1);
    await newKey();
    const prune = () => opened.database.write((tx) => services.prune(tx, fixture.clock.nowMs()));
    expect([await prune(), await prune()]).toEqual([1, 0]);
    for (const bad of [0, -1, Number.NaN, fixture.clock.nowMs(), Infinity, fixture.clock.nowMs() + 0.5]) {
      expect(await codeOf(services.createKey(admin, service.id, { expiresAt: bad }))).toBe('request.invalid');
    }
  });

  test('are for those who manage services, audited and told without what they are', async () => {
    const user = await fixture.addCaller([]);
    for (const [caller, code] of [
      [user, 'access.denied'],
      [nobody, 'access.unauthenticated'],
    ] as const) {
      expect(await codeOf(services.createKey(caller, service.id))).toBe(code);
      expect(await codeOf(services.listKeys(caller, service.id))).toBe(code);
      expect(await codeOf(services.deleteKey(caller, service.id, service.id))).toBe(code);
    }
    for (const name of ['nothing', fixture.newId()]) {
      expect(await codeOf(services.createKey(admin, name))).toBe('services.not_found');
      expect(await codeOf(services.listKeys(admin, name))).toBe('services.not_found');
      expect(await codeOf(services.deleteKey(admin, name, name))).toBe('services.not_found');
    }
    const { info } = await services.createKey(admin, service.id);
    await services.deleteKey(admin, service.id, info.id);
    const target = { type: 'service', id: service.id };
    const details = { ...orders, key_id: info.id };
    const entries = (await fixture.entries()).filter(({ action }) => action.startsWith('service.key'));
    expect(entries.map((entry) => ({ ...entry, details: entry.details }))).toMatchObject([
      { action: 'service.key_create', target, details: { ...details, expires_at: null } },
      { action: 'service.key_delete', target, details },
    ]);
    expect(entries.map((entry) => entry.details)).toEqual([{ ...details, expires_at: null }, details]);
    const event = { type: 'service.changed', subjectId: service.id, data: { ...orders, changed: ['keys'] } };
    expect((await fixture.events()).slice(-2)).toEqual([event, event]);
    expect(JSON.stringify([entries, await fixture.events()])).not.toContain('osk_');
  });

  test('are found by an index alone', async () => {
    const plans = [
      ...(await queryPlans(opened.database, (on) => store.findKeyOwner(on, 'x'), {
        isLimitedToIndexes: true,
      })),
      ...(await queryPlans(opened.database, (on) => store.listLiveKeys(on, 'x', 1), {
        isLimitedToIndexes: true,
      })),
    ];
    for (const { sql, plan } of plans) {
      expect(plan, `${sql}\n${plan}`).not.toMatch(/USE TEMP B-TREE|SCAN \w+(?!\w| USING)|Seq Scan|Sort/);
    }
  });
});
