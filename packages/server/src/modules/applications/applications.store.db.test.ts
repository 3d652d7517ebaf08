import { databases, queryPlans, type TestDatabase } from '@ostiary/testkit';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Caller, Listed } from '#modules/access';
import type { Db } from '#platform/db/schema.ts';
import { codeOf, operator, subjectOf } from '../access/access.fixture.ts';
import { createApplicationsFixture, web, type ApplicationsFixture } from './applications.fixture.ts';
import * as store from './applications.store.ts';
import type { Application, ApplicationQuery } from './applications.types.ts';
import { listLiveSecrets } from './secrets/secrets.store.ts';

const orders = ['name', '-name', 'created_at', '-created_at'] as const;

describe.each(databases())('applications on $name', ({ open }) => {
  let opened: TestDatabase;
  let fixture: ApplicationsFixture;
  beforeEach(async () => {
    opened = await open();
    fixture = createApplicationsFixture(opened);
  });
  afterEach(() => opened.close());

  test('come back as they were stored, whatever is in them', async () => {
    const { applications } = fixture;
    const owner = await fixture.addUser();
    const key = { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo', kid: 'é' };
    const { application } = await applications.create(operator, {
      ...{ name: '営業 🛒', clientType: 'confidential', authentication: 'private_key_jwt', kind: 'native' },
      ...{ redirectUris: ['com.example.app:/cb', 'https://x.example.org/?a=%C3%A9'], scopes: ['read'] },
      ...{ postLogoutRedirectUris: ['http://[::1]/bye'], allowedOrigins: ['http://localhost:3000'] },
      ...{ grants: ['authorization_code'], jwks: { keys: [key] }, ownerId: owner },
      ...{ accessTokenSeconds: 60, refreshTokenSeconds: 600, isFirstParty: true, mayImpersonate: true },
      ...{ backchannelLogoutUri: 'https://x.example.org/out', logoUri: 'https://x.example.org/logo' },
      ...{ homepageUri: 'https://x.example.org', policyUri: 'https://x.example.org/p' },
      ...{ termsUri: 'https://x.example.org/t', isActive: false, metadata: { a: ['\0', { b: null }] } },
    });
    const { db } = opened.database;
    expect(await applications.find(db, application.id)).toEqual(application);
    expect(await applications.find(db, application.clientId)).toEqual(application);
    const other = (await applications.create(operator, web)).application;
    const wanted = [application.clientId, 'nobody', 'a\0', other.clientId, application.clientId];
    expect(await applications.findMany(db, wanted)).toEqual(
      new Map([
        [application.clientId, application],
        [other.clientId, other],
      ]),
    );
    expect(await applications.findMany(db, [])).toEqual(new Map());
    // The owner is gone without anybody having been told: the application stays.
    await opened.database.write((tx) => tx.deleteFrom('users').where('id', '=', owner).execute());
    expect(await applications.find(db, application.id)).toEqual({ ...application, ownerId: null });
  });

  test('never have three secrets, however many add one at once', async () => {
    const { applications } = fixture;
    const { application } = await applications.create(operator, web);
    const another = fixture.anotherService();
    const codes = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        codeOf((index % 2 ? another : applications).addSecret(operator, application.id)),
      ),
    );
    expect(codes.filter((code) => code === 'none')).toHaveLength(1);
    expect(codes.filter((code) => code === 'applications.too_many_secrets')).toHaveLength(19);
    const live = await applications.listSecrets(operator, application.id);
    expect(live).toHaveLength(2);
    // One deletion, one winner.
    const [{ id = '' } = {}] = live;
    const gone = await Promise.all(
      Array.from({ length: 10 }, () => codeOf(applications.deleteSecret(operator, application.id, id))),
    );
    expect(gone.filter((code) => code === 'none')).toHaveLength(1);
  });

  test('are changed by one of many who expect the same version', async () => {
    const { applications } = fixture;
    const { application } = await applications.create(operator, web);
    const codes = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        codeOf(
          applications.update(operator, application.id, {
            name: `Shop ${String(index)}`,
            expectedVersion: 1,
          }),
        ),
      ),
    );
    expect(codes.filter((code) => code === 'none')).toHaveLength(1);
    expect(codes.filter((code) => code === 'request.precondition_failed')).toHaveLength(19);
    expect(await applications.get(operator, application.id)).toMatchObject({ version: 2 });
    expect(await fixture.entries('application.update')).toHaveLength(1);
  });

  test('are a hundred of one owner at most, however many are registered at once', async () => {
    const { applications } = fixture;
    const ann = await fixture.addCaller([]);
    const { application } = await applications.create(ann, web);
    await opened.database.write(async (tx) => {
      for (let index = 0; index < 95; index++) {
        const copy = { ...application, id: fixture.newId(), clientId: `client-${String(index)}` };
        await store.insertApplication(tx, copy);
      }
    });
    const codes = await Promise.all(Array.from({ length: 16 }, () => codeOf(applications.create(ann, web))));
    expect(codes.filter((code) => code === 'none')).toHaveLength(4);
    expect(await store.countApplicationsOf(opened.database.db, subjectOf(ann).userId)).toBe(100);
  });

  test('are known in memory: at once where they were changed, a second later elsewhere', async () => {
    const { applications, clock } = fixture;
    const elsewhere = fixture.anotherService();
    const { application, secret } = await applications.create(operator, web);
    const { clientId } = application;
    const [here, there] = [await applications.findClient(clientId), await elsewhere.findClient(clientId)];
    expect(here?.application).toEqual(application);
    expect(here && applications.isSecretOf(here, secret ?? '')).toBe(true);
    await applications.update(operator, clientId, { name: 'Shop 2' });
    await applications.addSecret(operator, clientId);
    const changed = await applications.findClient(clientId);
    expect([changed?.application.name, changed?.secrets.length]).toEqual(['Shop 2', 2]);
    expect(await elsewhere.findClient(clientId)).toBe(there);
    clock.advance(1_000);
    expect(await elsewhere.findClient(clientId)).toEqual(changed);
    clock.advance(1_000);
    expect(await applications.findClient(clientId)).toBe(changed);
    const secrets = await applications.listSecrets(operator, clientId);
    await applications.deleteSecret(operator, clientId, secrets[0]?.id ?? '');
    expect((await applications.findClient(clientId))?.secrets).toEqual(changed?.secrets.slice(1));
    await applications.delete(operator, clientId);
    expect(await applications.findClient(clientId)).toBeUndefined();
    clock.advance(1_000);
    expect(await elsewhere.findClient(clientId)).toBeUndefined();
    for (const nobody of ['', 'nobody', 'a\0b', '\ud800', 'x'.repeat(100_000)]) {
      expect(await applications.findClient(nobody)).toBeUndefined();
    }
  });

  test('are registered in the transaction of somebody else, and known as soon as that has committed', async () => {
    const { applications } = fixture;
    const draft = (await applications.create(operator, web)).application;
    const registered: Application = {
      ...draft,
      ...{ id: fixture.newId(), clientId: 'registered-1', origin: 'registered', ownerId: null },
    };
    const find = () => applications.findClient('registered-1');
    await opened.database.write(async (tx) => {
      await applications.insertRegistered(tx, registered, 'a-secret-of-its-own');
    });
    const known = await find();
    expect(known?.application).toEqual(registered);
    expect(known && applications.isSecretOf(known, 'a-secret-of-its-own')).toBe(true);
    await opened.database.write((tx) => applications.updateRegistered(tx, { ...registered, name: 'Other' }));
    expect((await find())?.application).toMatchObject({ name: 'Other', version: 2, origin: 'registered' });
    const bad = { ...registered, redirectUris: ['javascript:alert(1)'] };
    expect(await codeOf(opened.database.write((tx) => applications.updateRegistered(tx, bad)))).toBe(
      'request.invalid',
    );
    const unknown = { ...registered, clientId: 'registered-2' };
    expect(await codeOf(opened.database.write((tx) => applications.updateRegistered(tx, unknown)))).toBe(
      'applications.not_found',
    );
    await opened.database.write((tx) => applications.deleteRegistered(tx, 'registered-1'));
    await opened.database.write((tx) => applications.deleteRegistered(tx, 'registered-1'));
    expect(await find()).toBeUndefined();
    expect(fixture.ended).toEqual([['registered-1', 'application_deleted']]);
    const told = (await fixture.events()).filter(({ subjectId }) => subjectId === registered.id);
    expect(told.map(({ type }) => type)).toEqual([
      ...['application.changed', 'application.changed', 'application.deleted'],
    ]);
  });
});

const names = ['Änne', 'anne', 'ANNA', '営業', '営業 2', 'Zoë', 'a', 'a', 'A', 'Ab, c', '🛒'];

describe.each(databases())('lists of applications on $name', ({ open }) => {
  let opened: TestDatabase;
  let fixture: ApplicationsFixture;
  let ann: Caller;
  let all: Application[];

  beforeAll(async () => {
    opened = await open();
    fixture = createApplicationsFixture(opened);
    ann = await fixture.addCaller([]);
    all = [];
    for (const [index, name] of names.entries()) {
      const ownerId = index % 2 ? subjectOf(ann).userId : null;
      all.push((await fixture.applications.create(operator, { ...web, name, ownerId })).application);
    }
  });
  afterAll(() => opened.close());

  const key = (name: string): string => name.normalize('NFKC').toLowerCase();
  const compare = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

  function expected({ order, search = '', ownerId }: Omit<ApplicationQuery, 'limit'>): string[] {
    const place = ({ id, name }: Application): string =>
      order.endsWith('name') ? `${key(name)}\0${id}` : id;
    const sorted = all
      .filter((one) => key(one.name).startsWith(key(search)))
      .filter((one) => ownerId === undefined || one.ownerId === ownerId)
      .sort((a, b) => compare(place(a), place(b)))
      .map(({ id }) => id);
    return order.startsWith('-') ? sorted.reverse() : sorted;
  }

  async function walk(query: ApplicationQuery): Promise<string[]> {
    const found: string[] = [];
    let after: string | null = null;
    do {
      const page: Listed<Application> = await fixture.applications.list(operator, {
        ...query,
        ...(after !== null && { after }),
      });
      expect(page.items.length).toBeLessThanOrEqual(query.limit);
      found.push(...page.items.map(({ id }) => id));
      after = page.next;
    } while (after !== null);
    return found;
  }

  test('miss nothing and repeat nothing, in any order, of any size, of whomever', async () => {
    const search = fc.constantFrom(undefined, 'a', 'A', 'Ä', '営業', 'zz', 'a\0', '\u{d800}');
    const limit = fc.integer({ min: 1, max: 12 });
    const asking = fc.record({ order: fc.constantFrom(...orders), asked: search, own: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(asking, limit, async ({ order, asked, own }, size) => {
        const query = {
          order,
          ...(order.endsWith('name') && asked !== undefined && { search: asked }),
          ...(own && { ownerId: subjectOf(ann).userId }),
        };
        expect(await walk({ ...query, limit: size })).toEqual(expected(query));
      }),
      { numRuns: 60 },
    );
  });

  test('are read by an index alone, as is everything else', async () => {
    const [one] = all;
    const position = { id: one?.id ?? '', nameKey: 'a' };
    const work: ((db: Db) => Promise<unknown>)[] = [
      ...orders.flatMap((order) =>
        [undefined, subjectOf(ann).userId].flatMap((ownerId) =>
          [undefined, position].map(
            (after) => (db: Db) =>
              store.listApplications(
                db,
                { order, limit: 2, ...(ownerId !== undefined && { ownerId }) },
                after,
              ),
          ),
        ),
      ),
      (db) => store.listApplications(db, { order: 'name', limit: 2, search: 'a' }, position),
      (db) => store.findApplication(db, one?.clientId ?? ''),
      (db) => store.findApplications(db, [one?.clientId ?? '']),
      (db) => store.findKnownClient(db, one?.clientId ?? ''),
      (db) => store.countApplicationsOf(db, subjectOf(ann).userId),
      (db) => listLiveSecrets(db, one?.id ?? '', 0),
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
