import { sqliteDatabase, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Caller } from '#modules/access';
import { isAppError } from '#platform/errors.ts';
import { codeOf, nobody, operator, subjectOf } from '../../access/access.fixture.ts';
import { createServicesFixture, orders, type ServicesFixture } from '../services.fixture.ts';
import type { Service, ServiceService } from '../services.types.ts';
import type { GrantHolder, HolderType, ServiceAccess } from './grants.types.ts';

const levels = ['reader', 'editor', 'chief'];
const team = { type: 'object', properties: { team: { type: 'string' } }, additionalProperties: false };

let store: TestDatabase;
let fixture: ServicesFixture;
let services: ServiceService;
let service: Service;
/** May give access, and manages nothing. */
let giver: Caller;
let admin: Caller;

beforeEach(async () => {
  store = await sqliteDatabase();
  fixture = createServicesFixture(store);
  services = fixture.services;
  const { access } = fixture;
  await access.ensureBuiltinRoles();
  await access.createRole(operator, { name: 'giver', permissions: ['services.grant'] });
  giver = await fixture.addCaller(['giver']);
  admin = await fixture.addCaller(['admin']);
  const chosen = { accessLevels: levels, dataSchema: team };
  service = await services.create(operator, { ...orders, ...chosen });
});
afterEach(() => store.close());

const userOf = (caller: Caller): GrantHolder => ({ holder: 'user', id: subjectOf(caller).userId });

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

async function grantOf({ holder, id }: GrantHolder): Promise<ServiceAccess | null> {
  const [grant] = await services.listGrants(store.database.db, { holder, ids: [id] });
  return grant ? { level: grant.level, data: grant.data } : null;
}

async function fieldsOf(promise: Promise<unknown>): Promise<string[]> {
  const error: unknown = await promise.catch((thrown: unknown) => thrown);
  if (!isAppError(error, 'request.invalid')) throw new Error('It was not refused for its fields');
  return error.fields.map(({ path }) => path);
}

describe('access is given', () => {
  test.each(['user', 'group', 'role'] as const)('to a %s, changed, and taken', async (kind) => {
    const holder = await newHolder(kind);
    const first = await give(admin, holder, { level: 'reader', data: { team: 'north' } });
    const now = fixture.clock.nowMs();
    expect(first).toEqual({
      ...{ serviceId: service.id, holder: kind, holderId: holder.id, level: 'reader' },
      ...{ data: { team: 'north' }, createdAt: now, updatedAt: now },
    });
    fixture.clock.advance(1_000);
    const events = await fixture.events();
    const entries = await fixture.entries();
    expect(await give(admin, holder, { level: 'reader', data: { team: 'north' } })).toEqual(first);
    // What changes nothing is neither told nor kept.
    expect([await fixture.events(), await fixture.entries()]).toEqual([events, entries]);
    expect(await give(admin, holder, { level: 'chief' })).toEqual({
      ...{ ...first, level: 'chief', data: {}, updatedAt: now + 1_000 },
    });
    expect(await grantOf(holder)).toEqual({ level: 'chief', data: {} });
    await services.revokeAccess(admin, service.id, holder);
    expect(await grantOf(holder)).toBeNull();
    expect(await codeOf(services.revokeAccess(admin, service.id, holder))).toBe('services.access_not_found');
  });

  test.each(['user', 'group', 'role'] as const)(
    'to a %s audited and told, of data only its names',
    async (kind) => {
      const holder = await newHolder(kind);
      const head = { events: (await fixture.events()).length, entries: (await fixture.entries()).length };
      await give(admin, holder, { level: 'reader', data: { team: 'north' } });
      await give(admin, holder, {});
      await services.revokeAccess(admin, service.id, holder);
      const named = { service: 'Orders', service_id: service.id };
      const entries = (await fixture.entries()).slice(head.entries);
      expect(entries.map(({ action, outcome, details }) => ({ action, outcome, details }))).toEqual([
        {
          ...{ action: 'service.access_grant', outcome: 'success' },
          details: { ...named, is_new: true, level: 'reader', previous_level: null, data: ['team'] },
        },
        {
          ...{ action: 'service.access_grant', outcome: 'success' },
          details: { ...named, is_new: false, level: null, previous_level: 'reader', data: [] },
        },
        {
          ...{ action: 'service.access_revoke', outcome: 'success' },
          details: { ...named, is_new: false, level: null, previous_level: null, data: [] },
        },
      ]);
      for (const { target, actor } of entries) {
        expect([target, actor]).toEqual([{ type: kind, id: holder.id }, admin.act.actor]);
      }
      const told = (await fixture.events()).slice(head.events);
      const reasons = ['service.access_grant', 'service.access_grant', 'service.access_revoke'];
      expect(told).toEqual(
        reasons.map((reason) =>
          kind === 'user'
            ? { type: 'user.access_changed', subjectId: holder.id, data: { reason, service: service.id } }
            : {
                type: 'service.access_changed',
                subjectId: service.id,
                data: { holder_type: kind, holder_id: holder.id },
              },
        ),
      );
    },
  );

  test('to a group and a role by name', async () => {
    await fixture.access.createGroup(operator, { name: 'Back office' });
    await give(admin, { holder: 'group', id: 'back OFFICE' }, { level: 'reader' });
    await give(admin, { holder: 'role', id: 'Read-Only' }, { level: 'reader' });
    for (const holder of ['group', 'role'] as const) {
      expect((await services.listAccess('Orders', { holder, limit: 5 })).items).toHaveLength(1);
    }
    await services.revokeAccess(admin, 'Orders', { holder: 'group', id: 'BACK office' });
    expect((await services.listAccess('Orders', { holder: 'group', limit: 5 })).items).toEqual([]);
  });

  test('in what exists, to whom exists', async () => {
    const missing = fixture.newId();
    for (const [holder, code] of [
      ['user', 'users.not_found'],
      ['group', 'access.group_not_found'],
      ['role', 'access.role_not_found'],
    ] as const) {
      expect(await codeOf(give(admin, { holder, id: missing }))).toBe(code);
      const revoked = services.revokeAccess(admin, 'Orders', { holder, id: missing });
      expect(await codeOf(revoked)).toBe(holder === 'user' ? 'services.access_not_found' : code);
    }
    const holder = await newHolder('user');
    expect(await codeOf(services.grantAccess(admin, 'nothing', holder))).toBe('services.not_found');
    expect(await codeOf(services.revokeAccess(admin, 'nothing', holder))).toBe('services.not_found');
  });

  test('as the service knows it', async () => {
    const holder = await newHolder('user');
    expect(await fieldsOf(give(admin, holder, { level: 'owner' }))).toEqual(['level']);
    expect(await fieldsOf(give(admin, holder, { data: { team: 1 } }))).toEqual(['data.team']);
    expect(await fieldsOf(give(admin, holder, { level: 'READER', data: { x: 1 } }))).toEqual([
      'level',
      'data.x',
    ]);
    await services.create(operator, { name: 'Plain', audience: 'urn:plain' });
    const plain = { ...holder, level: 'reader', data: { a: 1 } };
    expect(await fieldsOf(services.grantAccess(admin, 'Plain', plain))).toEqual(['level', 'data']);
    expect(await codeOf(services.grantAccess(admin, 'Plain', holder))).toBe('none');
    expect(await grantOf(holder)).toEqual({ level: null, data: {} });
  });
});

describe('access is given by', () => {
  test('nobody who lacks the permission', async () => {
    const holder = await newHolder('user');
    const user = await fixture.addCaller([]);
    await give(admin, userOf(user), { level: 'chief' });
    for (const [caller, code] of [
      [user, 'access.denied'],
      [nobody, 'access.unauthenticated'],
    ] as const) {
      expect(await codeOf(give(caller, holder))).toBe(code);
      expect(await codeOf(services.revokeAccess(caller, 'Orders', holder))).toBe(code);
    }
    const needs = (await fixture.entries('access.denied')).map(({ details }) => details['needs']);
    expect(needs).toEqual([['permission services.grant'], ['permission services.grant']]);
  });

  test('whoever manages services, also beyond what they have there', async () => {
    const holder = await newHolder('user');
    expect(await codeOf(give(admin, holder, { level: 'chief', data: { team: 'a' } }))).toBe('none');
    const manager = await fixture.addCaller(['giver']);
    await fixture.access.createRole(operator, { name: 'manager', permissions: ['services.manage'] });
    await fixture.access.grantRole(operator, { userId: subjectOf(manager).userId }, 'manager');
    const signedIn = await fixture.signedIn(subjectOf(manager).userId);
    expect(await codeOf(give(signedIn, holder, { level: 'reader' }))).toBe('none');
    const superuser = await fixture.addCaller([], { isSuperuser: true });
    expect(await codeOf(services.revokeAccess(superuser, 'Orders', holder))).toBe('none');
  });

  test('whoever has as much, by whichever way', async () => {
    const holder = await newHolder('user');
    expect(await codeOf(give(giver, holder))).toBe('services.cannot_grant');
    await give(admin, { holder: 'role', id: 'giver' }, { level: 'editor', data: { team: 'north' } });
    expect(await codeOf(give(giver, holder, { level: 'editor' }))).toBe('none');
    expect(await codeOf(give(giver, holder, { level: 'chief' }))).toBe('services.cannot_grant');
    expect(await codeOf(give(giver, holder, { data: { team: 'north' } }))).toBe('none');
    expect(await codeOf(give(giver, holder, { data: { team: 'south' } }))).toBe('services.cannot_grant');
    await give(admin, userOf(giver), { level: 'reader' });
    expect(await codeOf(give(giver, holder, { level: 'editor' }))).toBe('services.cannot_grant');
    expect(await grantOf(holder)).toEqual({ level: null, data: { team: 'north' } });
  });

  test.each(['user', 'group', 'role'] as const)('nobody who has less than a %s was given', async (kind) => {
    const holder = await newHolder(kind);
    await give(admin, holder, { level: 'chief' });
    await give(admin, userOf(giver), { level: 'editor' });
    for (const refused of [
      give(giver, holder, { level: 'reader' }),
      services.revokeAccess(giver, 'Orders', holder),
    ]) {
      expect(await codeOf(refused)).toBe('services.cannot_grant');
    }
    expect(await grantOf(holder)).toEqual({ level: 'chief', data: {} });
    await give(admin, userOf(giver), { level: 'chief' });
    expect(await codeOf(services.revokeAccess(giver, 'Orders', holder))).toBe('none');
  });

  test('nobody to lower what somebody has by a group, nor to uncover it', async () => {
    const user = await newHolder('user');
    const group = await newHolder('group');
    await fixture.access.addMember(operator, group.id, user.id);
    await give(admin, group, { level: 'chief' });
    await give(admin, userOf(giver), { level: 'editor' });
    expect(await codeOf(give(giver, user, { level: 'reader' }))).toBe('services.cannot_grant');
    // With a grant of their own they have less; taking it would make them more than the giver.
    await give(admin, user, { level: 'reader' });
    expect(await codeOf(services.revokeAccess(giver, 'Orders', user))).toBe('services.cannot_grant');
    expect(await codeOf(give(giver, user, { level: 'editor' }))).toBe('none');
    await fixture.access.addMember(operator, group.id, subjectOf(giver).userId);
    expect(await codeOf(services.revokeAccess(giver, 'Orders', userOf(giver)))).toBe('services.cannot_grant');
    expect(await codeOf(give(giver, userOf(giver), { level: 'reader' }))).toBe('none');
  });

  test('nobody beyond the service where they have it', async () => {
    await services.create(operator, { name: 'Mail', audience: 'urn:mail', accessLevels: levels });
    await give(admin, userOf(giver), { level: 'chief' });
    const there = { ...(await newHolder('user')), level: 'reader' };
    expect(await codeOf(services.grantAccess(giver, 'Mail', there))).toBe('services.cannot_grant');
  });

  test('nobody without a trace of the attempt, and nothing else', async () => {
    const holder = await newHolder('user');
    const head = { events: (await fixture.events()).length, entries: (await fixture.entries()).length };
    expect(await codeOf(give(giver, holder, { level: 'nonsense' }))).toBe('services.cannot_grant');
    const [entry, ...more] = (await fixture.entries()).slice(head.entries);
    expect(more).toEqual([]);
    expect(entry).toMatchObject({
      ...{ action: 'access.denied', outcome: 'denied', target: { type: 'service', id: service.id } },
      details: { code: 'services.cannot_grant', needs: ['permission services.manage'] },
    });
    expect(await fixture.events()).toHaveLength(head.events);
    expect(await grantOf(holder)).toBeNull();
  });
});
