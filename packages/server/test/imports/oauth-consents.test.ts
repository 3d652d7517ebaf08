import { databases, queryPlans } from '@ostiary/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importWorld, type ImportWorld } from './import-oauth.ts';

describe.each(databases())('consents of django-oauth-toolkit on $name', ({ open }) => {
  let database: Awaited<ReturnType<typeof open>>;
  let world: ImportWorld;
  beforeAll(async () => {
    database = await open();
    world = await importWorld({ DATABASE_URL: database.url });
  });
  afterAll(async () => {
    await world.close();
    await database.close();
  });

  async function agreed(scopes: string[]) {
    const [ann, client] = [await world.person(), await world.client()];
    const consent = { userId: ann.userId, clientId: client.clientId, scopes, createdAt: 1_700_000_000_000 };
    expect(await world.takeConsents(consent, consent)).toEqual(['created', 'unchanged']);
    const browser = world.browser();
    await browser.signIn(ann);
    return { ann, client, consent, browser };
  }
  const granted = (userId: string) => world.services.oauth.listGranted(world.services.database.db, userId);

  test('are not asked for again, for the same scopes', async () => {
    const { ann, client, browser } = await agreed(['openid', 'read']);
    const stop = await browser.open(world.authorizeUrl(client, { scope: 'openid read' }));
    expect(stop.arrival?.searchParams.get('code')).toEqual(expect.any(String));
    const [shown] = await granted(ann.userId);
    expect(shown).toMatchObject({ application: { clientId: client.clientId }, grantedAt: 1_700_000_000_000 });
    expect(shown?.scopes.map(({ name }) => name).sort()).toEqual(['openid', 'read']);
  });

  test('are asked for what is more', async () => {
    const { client, browser } = await agreed(['openid', 'read']);
    const stop = await browser.open(world.authorizeUrl(client, { scope: 'openid read write' }));
    expect(stop.arrival).toBeUndefined();
    expect(browser.asksFor(stop)).toBe('consent');
  });

  test('that were given here are added to, once', async () => {
    const [ann, client] = [await world.person(), await world.client()];
    await world.tokensFor(client, ann, { scope: 'openid' });
    const consent = { userId: ann.userId, clientId: client.clientId, createdAt: 1 };
    expect(await world.takeConsents({ ...consent, scopes: ['read'] })).toEqual(['updated']);
    expect(await world.takeConsents({ ...consent, scopes: ['read', 'write'] })).toEqual(['unchanged']);
    const [shown] = await granted(ann.userId);
    expect(shown?.scopes.map(({ name }) => name).sort()).toEqual(['openid', 'read']);
  });

  test('that are taken back end what was imported, and nothing of it comes again', async () => {
    const { ann, client, consent } = await agreed(['read']);
    const { userId } = ann;
    const { clientId } = client;
    const token = world.accessToken(userId, clientId);
    const refresh = world.refreshToken(userId, clientId);
    await world.takeAccess(token);
    await world.takeRefresh(refresh);
    expect(await world.services.oauth.revokeGranted(world.operator.act, userId, clientId)).toBe(true);
    expect(await world.takeConsents(consent)).toEqual(['unchanged']);
    const [newer, newerRefresh] = [world.accessToken(userId, clientId), world.refreshToken(userId, clientId)];
    expect(await world.takeAccess(token, newer)).toEqual(['unchanged', 'unchanged']);
    expect(await world.takeRefresh(refresh, newerRefresh)).toEqual(['unchanged', 'unchanged']);
    expect(await granted(userId)).toEqual([]);
    for (const { text } of [token, newer])
      expect(await world.introspect(text, client)).toEqual({ active: false });
    for (const { text } of [refresh, newerRefresh]) {
      expect(await world.refresh(client, text)).toMatchObject({ status: 400 });
    }
  });

  test('are listed for an export, page by page, as they are imported', async () => {
    const { consent } = await agreed(['read', 'openid', 'users.read']);
    const { oauth, database: store } = world.services;
    const all = await oauth.bulk.listConsentsAfter(store.db, null, 1_000);
    expect(all).toContainEqual({ ...consent, scopes: ['openid', 'read', 'users.read'], services: {} });
    const paged = [];
    for (let after = null; ; after = paged.at(-1) ?? null) {
      const page = await oauth.bulk.listConsentsAfter(store.db, after, 2);
      if (page.length === 0) break;
      paged.push(...page);
    }
    expect(paged).toEqual(all);
    const list = (db: typeof store.db) => oauth.bulk.listConsentsAfter(db, consent, 2);
    for (const { plan } of await queryPlans(store, list, { isLimitedToIndexes: true })) {
      expect(plan, plan).not.toMatch(/USE TEMP B-TREE FOR ORDER BY|SCAN \w+(?!\w| USING)|Seq Scan|Sort/);
    }
  });
});
