import { databases, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Caller } from '#modules/access';
import { codeOf, nobody, operator } from '../access/access.fixture.ts';
import { createWebhooksFixture, isSignedBy, type WebhooksFixture } from './webhooks.fixture.ts';

const url = 'https://billing.example.org/hook?key=s3cret';
const dayMs = 24 * 60 * 60 * 1000;

describe.each(databases())('webhooks on $name', ({ open }) => {
  let store: TestDatabase;
  let fixture: WebhooksFixture;
  let admin: Caller;
  beforeEach(async () => {
    store = await open();
    fixture = createWebhooksFixture(store);
    await fixture.access.ensureBuiltinRoles();
    admin = await fixture.addCaller(['admin']);
  });
  afterEach(async () => {
    await fixture.close();
    await store.close();
  });

  test('begin behind what happened before, and show their secret once', async () => {
    // Behind this one and what `admin` was given.
    await fixture.emit('before');
    const { webhook, secret } = await fixture.webhooks.create(admin, { name: ' Billing ', url });
    const now = fixture.clock.nowMs();
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(webhook).toEqual({
      ...{ id: webhook.id, name: 'Billing', url, eventTypes: null, isActive: true, pauseReason: null },
      ...{ cursor: 2, nextAttemptAt: now, failingSince: null, deliveredAt: null, gap: null },
      ...{ previousSecretUntil: null, createdAt: now, updatedAt: now, version: 1 },
    });
    expect(await fixture.webhooks.get(admin, webhook.id)).toEqual(webhook);
    expect(await fixture.webhooks.get(admin, 'BILLING')).toEqual(webhook);
    const [row] = await store.database.db.selectFrom('webhooks').selectAll().execute();
    expect(JSON.stringify([row, await fixture.entries()])).not.toContain(secret.slice(6, 30));
  });

  test('are refused where data must not go, and with names and types that there are not', async () => {
    const refused = async (input: object) =>
      codeOf(fixture.webhooks.create(admin, { name: 'Billing', url, ...input }));
    for (const bad of ['http://billing.example.org/', 'ftp://x', 'https://a:b@c.example/', 'nothing']) {
      expect(await refused({ url: bad }), bad).toBe('request.invalid');
    }
    expect(await refused({ name: 'a/b' })).toBe('request.invalid');
    expect(await refused({ name: fixture.newId() })).toBe('request.invalid');
    expect(await refused({ eventTypes: [] })).toBe('request.invalid');
    expect(await refused({ eventTypes: ['user.nothing'] })).toBe('request.invalid');
    const production = fixture.another({ config: { isProduction: true } });
    const local = { name: 'Local', url: 'http://127.0.0.1:9/' };
    expect(await codeOf(production.create(admin, local))).toBe('request.invalid');
    expect(await codeOf(fixture.webhooks.create(admin, local))).toBe('none');
  });

  test('have names of their own, and are a hundred at most, however many are made at once', async () => {
    await fixture.webhooks.create(admin, { name: 'Billing', url });
    expect(await codeOf(fixture.webhooks.create(admin, { name: 'billing', url }))).toBe(
      'webhooks.name_taken',
    );
    for (let count = 1; count < 97; count++) await fixture.webhooks.create(admin, { name: `N${count}`, url });
    const made = await Promise.all(
      Array.from({ length: 6 }, (_, index) =>
        codeOf(fixture.webhooks.create(admin, { name: `Last ${index}`, url })),
      ),
    );
    expect(made.toSorted()).toEqual(['none', 'none', 'none', ...Array<string>(3).fill('webhooks.too_many')]);
  });

  test('are changed by what is given, unless somebody else was quicker', async () => {
    const { webhook } = await fixture.webhooks.create(admin, { name: 'Billing', url });
    fixture.clock.advance(1_000);
    const eventTypes = ['user.deleted', 'user.created'];
    const changed = await fixture.webhooks.update(admin, 'billing', { eventTypes, expectedVersion: 1 });
    expect(changed).toMatchObject({ eventTypes: ['user.created', 'user.deleted'], version: 2 });
    const late = fixture.webhooks.update(admin, webhook.id, { name: 'Late', expectedVersion: 1 });
    expect(await codeOf(late)).toBe('request.precondition_failed');
    // The same once more is no change.
    expect(await fixture.webhooks.update(admin, webhook.id, { eventTypes })).toEqual(changed);
    const paused = await fixture.webhooks.update(admin, webhook.id, { isActive: false });
    expect(paused).toMatchObject({ isActive: false, pauseReason: 'asked', version: 3 });
    const resumed = await fixture.webhooks.update(admin, webhook.id, { isActive: true });
    expect(resumed).toMatchObject({
      isActive: true,
      pauseReason: null,
      nextAttemptAt: fixture.clock.nowMs(),
    });
    await fixture.webhooks.delete(admin, webhook.id, { expectedVersion: 4 });
    expect(await codeOf(fixture.webhooks.get(admin, webhook.id))).toBe('webhooks.not_found');
  });

  test('are told of in the audit log by name and host, never by what may let somebody in', async () => {
    const { webhook, secret } = await fixture.webhooks.create(admin, { name: 'Billing', url });
    await fixture.webhooks.update(admin, webhook.id, { isActive: false });
    const { secret: second } = await fixture.webhooks.rotateSecret(admin, webhook.id);
    await fixture.webhooks.sendTest(admin, webhook.id);
    await fixture.webhooks.delete(admin, webhook.id);
    const entries = (await fixture.entries()).filter(({ action }) => action.startsWith('webhook.'));
    const about = { name: 'Billing', host: 'billing.example.org' };
    expect(entries.map(({ action, target, details }) => [action, target?.id, details])).toEqual([
      ['webhook.create', webhook.id, { ...about, event_types: null }],
      ['webhook.update', webhook.id, { ...about, changed: ['is_active'], is_active: false }],
      ['webhook.secret_rotate', webhook.id, about],
      ['webhook.test', webhook.id, { ...about, delivery_id: expect.any(String) as string }],
      ['webhook.delete', webhook.id, about],
    ]);
    for (const hidden of ['s3cret', secret.slice(6), second.slice(6)]) {
      expect(JSON.stringify(entries)).not.toContain(hidden);
    }
  });

  test('are for those who hold the permission', async () => {
    const { webhook } = await fixture.webhooks.create(admin, { name: 'Billing', url });
    const user = await fixture.addCaller([]);
    const { webhooks } = fixture;
    const { id } = webhook;
    for (const [caller, code] of [
      [user, 'access.denied'],
      [nobody, 'access.unauthenticated'],
    ] as const) {
      const calls = [
        webhooks.create(caller, { name: 'Other', url }),
        webhooks.get(caller, id),
        webhooks.list(caller, { order: 'name', limit: 1 }),
        webhooks.update(caller, id, { isActive: false }),
        webhooks.delete(caller, id),
        webhooks.rotateSecret(caller, id),
        webhooks.listDeliveries(caller, id, { limit: 1 }),
        webhooks.getDelivery(caller, id, id),
        webhooks.replayDelivery(caller, id, id),
        webhooks.replaySince(caller, id, { eventId: 1 }),
        webhooks.sendTest(caller, id),
      ];
      const codes = await Promise.all(calls.map((call) => codeOf(call)));
      expect(codes).toEqual(Array<string>(calls.length).fill(code));
    }
    for (const name of ['nothing', fixture.newId(), 'a\0', '\ud800']) {
      expect(await codeOf(webhooks.get(operator, name))).toBe('webhooks.not_found');
      expect(await codeOf(webhooks.sendTest(operator, name))).toBe('webhooks.not_found');
    }
  });

  test('sign with two secrets for a day after a change, then with the new one alone', async () => {
    const receiver = await fixture.receiver();
    const { webhook, secret: first } = await fixture.subscribe(receiver.url);
    const rotated = await fixture.webhooks.rotateSecret(admin, webhook.id);
    expect(rotated.previousSecretUntil).toBe(fixture.clock.nowMs() + dayMs);
    const signers = async (): Promise<boolean[]> => {
      await fixture.emit('ann');
      await fixture.webhooks.deliverDue();
      const last = receiver.received.at(-1)!;
      return [first, rotated.secret].map((secret) => isSignedBy(last, secret));
    };
    expect(await signers()).toEqual([true, true]);
    fixture.clock.advance(dayMs - 1);
    expect(await signers()).toEqual([true, true]);
    fixture.clock.advance(1);
    expect(await signers()).toEqual([false, true]);
    const prune = () => store.database.write((tx) => fixture.webhooks.prune(tx, fixture.clock.nowMs()));
    expect([await prune(), await prune()]).toEqual([1, 0]);
    expect(await fixture.get(webhook.id)).toMatchObject({ previousSecretUntil: null });
    expect(await signers()).toEqual([false, true]);
    // Of three, the oldest signs no longer.
    const third = await fixture.webhooks.rotateSecret(admin, webhook.id);
    const fourth = await fixture.webhooks.rotateSecret(admin, webhook.id);
    expect(await signers()).toEqual([false, false]);
    const last = receiver.received.at(-1)!;
    expect([third, fourth].map(({ secret }) => isSignedBy(last, secret))).toEqual([true, true]);
  });

  test('are listed page by page, and found by the beginning of a name', async () => {
    for (const name of ['Cash', 'billing', 'Bin', 'Audit'])
      await fixture.webhooks.create(admin, { name, url });
    const names = async (query: object) => {
      const page = await fixture.webhooks.list(admin, { order: 'name', limit: 2, ...query });
      return [page.items.map(({ name }) => name), page.next];
    };
    expect(await names({})).toEqual([['Audit', 'billing'], 'billing']);
    expect(await names({ after: 'billing' })).toEqual([['Bin', 'Cash'], null]);
    expect(await names({ order: '-name', limit: 1 })).toEqual([['Cash'], 'cash']);
    expect(await names({ search: 'BI' })).toEqual([['billing', 'Bin'], null]);
    expect((await names({ order: 'created_at' }))[0]).toEqual(['Cash', 'billing']);
  });
});
