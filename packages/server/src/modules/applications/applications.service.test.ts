import { sqliteDatabase, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { codeOf, nobody, operator, subjectOf } from '../access/access.fixture.ts';
import type { Caller } from '#modules/access';
import { isAppError } from '#platform/errors.ts';
import { createApplicationsFixture, web, type ApplicationsFixture } from './applications.fixture.ts';
import type { ApplicationService, NewApplication } from './applications.types.ts';

let store: TestDatabase;
let fixture: ApplicationsFixture;
let applications: ApplicationService;
let admin: Caller;
let ann: Caller;
let bob: Caller;
let reader: Caller;

beforeEach(async () => {
  store = await sqliteDatabase();
  fixture = createApplicationsFixture(store);
  applications = fixture.applications;
  const { access } = fixture;
  await access.ensureBuiltinRoles();
  await access.createRole(operator, { name: 'auditor', permissions: ['applications.read'] });
  admin = await fixture.addCaller(['admin']);
  reader = await fixture.addCaller(['auditor']);
  ann = await fixture.addCaller([]);
  bob = await fixture.addCaller([]);
});
afterEach(() => store.close());

async function fieldsOf(promise: Promise<unknown>): Promise<string[]> {
  try {
    await promise;
  } catch (error) {
    if (isAppError(error, 'request.invalid')) return error.fields.map((field) => field.path);
    throw error;
  }
  throw new Error('It was not refused');
}

const idOf = (caller: Caller): string => subjectOf(caller).userId;

describe('registering an application', () => {
  test('gives what was left out its default, and a secret that is shown once', async () => {
    const { application, secret } = await applications.create(operator, web);
    expect(application).toMatchObject({
      ...web,
      clientType: 'confidential',
      authentication: 'client_secret',
      kind: 'web',
      grants: ['authorization_code', 'refresh_token'],
      scopes: ['openid', 'profile', 'email', 'offline_access', 'read', 'write'],
      isFirstParty: false,
      mayImpersonate: false,
      isActive: true,
      ownerId: null,
      origin: 'managed',
      version: 1,
    });
    expect(application.clientId).toMatch(/^[A-Za-z0-9][A-Za-z0-9_-]{31}$/);
    expect(secret).toMatch(/^ocs_[A-Za-z0-9_-]{43}$/);
    expect(await applications.get(operator, application.clientId)).toEqual(application);
    const [kept] = await store.database.db.selectFrom('application_secrets').selectAll().execute();
    expect(JSON.stringify(kept)).not.toContain(secret);
  });

  test('makes no secret for a public client, nor for one that signs with its key', async () => {
    const isPublic = await applications.create(operator, { ...web, clientType: 'public' });
    expect([isPublic.application.authentication, isPublic.secret]).toEqual(['none', null]);
    const jwksUri = 'https://shop.example.org/jwks';
    const signs = { ...web, authentication: 'private_key_jwt', jwksUri } as const;
    const { application, secret } = await applications.create(operator, signs);
    expect(secret).toBeNull();
    for (const { id } of [application, isPublic.application]) {
      expect(await codeOf(applications.addSecret(operator, id))).toBe('applications.has_no_secret');
    }
  });

  test('is audited and told without the secret', async () => {
    const { application, secret } = await applications.create(ann, web);
    const [info] = await applications.listSecrets(ann, application.id);
    const entries = await fixture.entries('application.create');
    expect(entries).toMatchObject([
      {
        actor: { type: 'user', id: idOf(ann) },
        outcome: 'success',
        target: { type: 'application', id: application.id },
        details: {
          client_id: application.clientId,
          name: 'Shop',
          client_type: 'confidential',
          owner_id: idOf(ann),
          secret_id: info?.id,
          is_first_party: false,
          may_impersonate: false,
        },
      },
    ]);
    const told = (await fixture.events()).filter(({ type }) => type.startsWith('application.'));
    expect(told).toEqual([
      {
        type: 'application.changed',
        subjectId: application.id,
        data: { client_id: application.clientId, is_active: true, changed: [] },
      },
    ]);
    expect(JSON.stringify([entries, told])).not.toContain(secret?.slice(4));
  });

  test('is for signed-in users, and their own', async () => {
    expect(await codeOf(applications.create(nobody, web))).toBe('access.unauthenticated');
    const { application } = await applications.create(ann, web);
    expect(application.ownerId).toBe(idOf(ann));
    const beyond: Partial<NewApplication>[] = [
      { isFirstParty: true },
      { mayImpersonate: true },
      { ownerId: idOf(bob) },
      { ownerId: null },
    ];
    for (const more of beyond) {
      expect(await codeOf(applications.create(ann, { ...web, ...more })), JSON.stringify(more)).toBe(
        'access.denied',
      );
      const isTrusting = more.isFirstParty === true || more.mayImpersonate === true;
      if (isTrusting) {
        expect(await codeOf(applications.create(admin, { ...web, ...more }))).toBe('access.denied');
      }
      await applications.create(isTrusting ? operator : admin, { ...web, ...more });
    }
    expect(await fixture.entries('access.denied')).toHaveLength(beyond.length + 2);
    expect(await fieldsOf(applications.create(operator, { ...web, ownerId: fixture.newId() }))).toEqual([
      'owner_id',
    ]);
  });

  test('is for administrators when the configuration says so; what users have they only see', async () => {
    const { application } = await applications.create(ann, web);
    const closed = fixture.anotherService({ registration: 'administrators' });
    expect(await codeOf(closed.create(ann, web))).toBe('access.denied');
    expect(await codeOf(closed.update(ann, application.id, { name: 'Other' }))).toBe('access.denied');
    expect(await codeOf(closed.addSecret(ann, application.id))).toBe('access.denied');
    expect((await closed.get(ann, application.id)).id).toBe(application.id);
    expect((await closed.create(admin, web)).application.ownerId).toBeNull();
  });

  test('ends at a hundred for one owner, however many come at once', async () => {
    const row = (await applications.create(ann, web)).application;
    await store.database.write(async (tx) => {
      for (let index = 0; index < 97; index++) {
        const id = fixture.newId();
        await applications.insertRegistered(tx, { ...row, id, clientId: `client-${String(index)}` }, null);
      }
    });
    const codes = await Promise.all(Array.from({ length: 5 }, () => codeOf(applications.create(ann, web))));
    expect(codes.filter((code) => code === 'none')).toHaveLength(2);
    expect(codes.filter((code) => code === 'applications.too_many')).toHaveLength(3);
    expect(await codeOf(applications.create(admin, { ...web, ownerId: idOf(ann) }))).toBe(
      'applications.too_many',
    );
    await applications.create(bob, web);
  });
});

describe('an application', () => {
  test('is there only for its owner and for those who read or manage all', async () => {
    const { application } = await applications.create(ann, web);
    const { id, clientId } = application;
    for (const caller of [operator, admin, reader, ann]) {
      expect(await applications.get(caller, id)).toEqual(application);
      expect(await applications.get(caller, clientId)).toEqual(application);
    }
    expect(await codeOf(applications.get(nobody, id))).toBe('access.unauthenticated');
    const attempts = [
      () => applications.get(bob, id),
      () => applications.update(bob, id, { name: 'Mine' }),
      () => applications.delete(bob, id),
      () => applications.listSecrets(bob, id),
      () => applications.addSecret(bob, id),
      () => applications.deleteSecret(bob, id, fixture.newId()),
    ];
    for (const attempt of attempts) expect(await codeOf(attempt())).toBe('applications.not_found');
    for (const [index, attempt] of [
      () => applications.update(reader, id, { name: 'Mine' }),
      () => applications.delete(reader, id),
      () => applications.addSecret(reader, id),
    ].entries()) {
      expect(await codeOf(attempt())).toBe('access.denied');
      expect(await fixture.entries('access.denied')).toHaveLength(index + 1);
    }
    for (const unknown of [fixture.newId(), 'nobody', '', 'a\0', '\u{d800}']) {
      expect(await codeOf(applications.get(operator, unknown))).toBe('applications.not_found');
    }
  });

  test('is listed for its owner, and for those who read all', async () => {
    const { application } = await applications.create(ann, web);
    await applications.create(operator, web);
    const query = { limit: 10, order: 'created_at' } as const;
    expect((await applications.list(ann, { ...query, ownerId: idOf(ann) })).items).toEqual([application]);
    expect((await applications.list(reader, { ...query, ownerId: idOf(ann) })).items).toEqual([application]);
    expect((await applications.list(reader, query)).items).toHaveLength(2);
    expect(await codeOf(applications.list(ann, query))).toBe('access.denied');
    expect(await codeOf(applications.list(bob, { ...query, ownerId: idOf(ann) }))).toBe('access.denied');
    expect(await codeOf(applications.list(nobody, query))).toBe('access.unauthenticated');
    for (const bad of [{ after: 'x' }, { after: application.id, order: 'name' as const }, { search: 'S' }]) {
      expect(await codeOf(applications.list(operator, { ...query, ...bad }))).toBe('request.invalid');
    }
  });

  test('is changed by its owner, but for its standing', async () => {
    const { application } = await applications.create(ann, web);
    const changed = await applications.update(ann, application.id, {
      name: ' Shop 2 ',
      redirectUris: ['https://shop.example.org/next'],
      isFirstParty: false,
    });
    expect(changed).toEqual({
      ...application,
      name: 'Shop 2',
      redirectUris: ['https://shop.example.org/next'],
      version: 2,
      updatedAt: fixture.clock.nowMs(),
    });
    expect(await applications.get(ann, application.id)).toEqual(changed);
    for (const standing of [{ isFirstParty: true }, { mayImpersonate: true, name: 'Bad' }]) {
      expect(await codeOf(applications.update(ann, application.id, standing))).toBe('access.denied');
    }
    expect(await fixture.entries('access.denied')).toHaveLength(2);
    expect(await applications.get(ann, application.id)).toEqual(changed);
  });

  test('stays the same version when nothing changes, and is refused to who expects another', async () => {
    const { application } = await applications.create(ann, web);
    expect(await applications.update(ann, application.id, { name: 'Shop' })).toEqual(application);
    const stale = { name: 'Late', expectedVersion: 7 };
    expect(await codeOf(applications.update(ann, application.id, stale))).toBe('request.precondition_failed');
    expect(await codeOf(applications.delete(ann, application.id, { expectedVersion: 7 }))).toBe(
      'request.precondition_failed',
    );
    expect(await fixture.entries('application.update')).toEqual([]);
    expect(await fixture.events()).toHaveLength(1 + (await roleEvents()));
  });

  test('is checked as the change would leave it', async () => {
    const { application } = await applications.create(ann, web);
    const { id } = application;
    expect(await fieldsOf(applications.update(ann, id, { redirectUris: [] }))).toEqual(['redirect_uris']);
    expect(await fieldsOf(applications.update(ann, id, { authentication: 'none' }))).toEqual([
      'authentication',
    ]);
    expect(await fieldsOf(applications.update(ann, id, { scopes: ['permissions'] }))).toEqual(['scopes.0']);
    await applications.update(operator, id, { scopes: ['permissions'], isFirstParty: true });
    expect(await fieldsOf(applications.update(operator, id, { isFirstParty: false }))).toEqual(['scopes.0']);
  });

  test('loses its secrets when it begins to sign with a key', async () => {
    const { application, secret } = await applications.create(ann, web);
    const jwksUri = 'https://shop.example.org/jwks';
    await applications.update(ann, application.id, { authentication: 'private_key_jwt', jwksUri });
    await applications.update(ann, application.id, { authentication: 'client_secret' });
    const client = await applications.findClient(application.clientId);
    expect(client?.secrets).toEqual([]);
    expect(client && applications.isSecretOf(client, secret ?? '')).toBe(false);
  });

  test('ends what was issued to it when it is deactivated or deleted, and not when it is reactivated', async () => {
    const { application } = await applications.create(ann, web);
    const { id, clientId } = application;
    await applications.update(ann, id, { isActive: false });
    expect(fixture.ended).toEqual([[clientId, 'application_deactivated']]);
    expect(await applications.findClient(clientId)).toBeUndefined();
    await applications.update(ann, id, { isActive: true });
    expect((await applications.findClient(clientId))?.application.version).toBe(3);
    await applications.delete(ann, id);
    expect(fixture.ended.slice(1)).toEqual([[clientId, 'application_deleted']]);
    expect(await applications.findClient(clientId)).toBeUndefined();
    expect(await codeOf(applications.get(ann, id))).toBe('applications.not_found');
    const told = (await fixture.events()).slice(-4).map(({ type, data }) => [type, data['is_active']]);
    expect(told).toEqual([
      ['application.changed', true],
      ['application.changed', false],
      ['application.changed', true],
      ['application.deleted', undefined],
    ]);
    expect(await store.database.db.selectFrom('application_secrets').selectAll().execute()).toEqual([]);
    expect((await fixture.entries()).slice(-4).map(({ action }) => action)).toEqual([
      ...['application.create', 'application.update', 'application.update', 'application.delete'],
    ]);
  });

  test('of a user who is being deleted stops working and belongs to the installation', async () => {
    const { application } = await applications.create(ann, web);
    await store.database.write((tx) => applications.releaseOwned(tx, admin.act, idOf(ann)));
    expect(await applications.get(operator, application.id)).toMatchObject({
      ownerId: null,
      isActive: false,
      version: 2,
    });
    expect(fixture.ended).toEqual([[application.clientId, 'application_deactivated']]);
    expect(await applications.findClient(application.clientId)).toBeUndefined();
    expect(await fixture.entries('application.update')).toMatchObject([
      { details: { changed: ['is_active', 'owner_id'], previous_owner_id: idOf(ann) } },
    ]);
  });
});

async function roleEvents(): Promise<number> {
  return (await fixture.events()).filter(({ type }) => !type.startsWith('application.')).length;
}
