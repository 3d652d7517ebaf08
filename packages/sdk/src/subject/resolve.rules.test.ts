import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AccessTokenClaims, GroupRecord, RoleRecord, UserRecord } from '../wire.ts';
import {
  isNarrowed,
  isOfClient,
  resolveKnownUser,
  resolveTokenUser,
  type Definitions,
} from './resolve.rules.ts';

const roles = new Map<string, RoleRecord>(
  [
    { id: '1', name: 'clerk', level: 3, permissions: ['a.read'], access: null },
    {
      id: '2',
      name: 'chief',
      level: 1,
      permissions: ['a.read', 'a.write'],
      access: { level: 'editor', data: {} },
    },
    { id: '3', name: 'guest', level: null, permissions: [], access: null },
  ].map((role) => [role.id, role]),
);
const groups = new Map<string, GroupRecord>(
  [
    { id: 'g', name: 'desk', role_ids: ['1', 'gone'], access: { level: 'reader', data: {} } },
    { id: 'h', name: 'board', role_ids: ['2'], access: null },
  ].map((group) => [group.id, group]),
);
const definitions: Definitions = {
  findRole: (id) => roles.get(id),
  findRoleByName: (name) => [...roles.values()].find((role) => role.name === name),
  findGroup: (id) => groups.get(id),
  service: {
    ...{ id: 's', name: 'orders', audience: 'a', entry: 'everyone' },
    ...{ access_levels: ['reader', 'editor'], fields: [] },
  },
};
const user: UserRecord = {
  ...{ sub: 'u', is_active: true, is_staff: true, is_superuser: true },
  ...{ role_ids: ['3'], group_ids: ['g', 'gone'], access: null, first_name: 'Ada' },
};
const firstParty: Partial<AccessTokenClaims> = { sub: 'u', client_id: 'ostiary', scope: '' };

describe('a known user', () => {
  it('holds the roles of their own and of their groups, by name', () => {
    expect(resolveKnownUser(user, firstParty, definitions)).toEqual({
      profile: { firstName: 'Ada' },
      ...{ isStaff: true, isSuperuser: true, level: 3 },
      roles: ['clerk', 'guest'],
      permissions: ['a.read'],
      access: { level: 'reader', data: {} },
    });
  });

  it('may with a narrowed token do no more than it says, and is no superuser with it', () => {
    const claims = { ...firstParty, client_id: 'app', scope: 'a.write', permissions: ['a.write'] };
    const chief = { ...user, group_ids: ['h'] };
    expect(resolveKnownUser(chief, claims, definitions)).toMatchObject({
      permissions: ['a.write'],
      ...{ isSuperuser: false, isStaff: true, level: 1, access: { level: 'editor' } },
    });
  });

  it('has in nothing more than what was given, whatever a token of before says', () => {
    const claims = {
      ...firstParty,
      roles: ['chief'],
      permissions: ['a.write'],
      service_access: { level: 'editor', data: {} },
    };
    const plain = { ...user, role_ids: [], group_ids: [] };
    expect(resolveKnownUser(plain, claims, definitions)).toMatchObject({
      ...{ roles: [], permissions: [], level: null, access: null },
    });
  });
});

describe('a user of whom only the token is known', () => {
  it('may do what the token says as far as the roles still permit it', () => {
    const claims = { ...firstParty, roles: ['clerk', 'dissolved'], permissions: ['a.read', 'a.write'] };
    expect(resolveTokenUser(claims, definitions)).toMatchObject({
      ...{ permissions: ['a.read'], level: 3, isSuperuser: false, isStaff: false, access: null },
    });
  });

  it('never may do what neither the token nor a role of it says', () => {
    const names = fc.subarray(['clerk', 'chief', 'guest', 'dissolved']);
    const permissions = fc.subarray(['a.read', 'a.write', 'a.delete']);
    fc.assert(
      fc.property(names, permissions, (held, told) => {
        const facts = resolveTokenUser({ ...firstParty, roles: held, permissions: told }, definitions);
        const current = held.flatMap((name) => definitions.findRoleByName(name)?.permissions ?? []);
        expect(facts.permissions).toEqual(told.filter((name) => current.includes(name)).sort());
      }),
    );
  });
});

describe('a token', () => {
  it.each<[string, Partial<AccessTokenClaims>, boolean]>([
    ['of the first-party API', firstParty, false],
    ['without a client', { scope: '' }, false],
    ['without a client or scope', {}, false],
    ['of the first-party API with a scope', { ...firstParty, scope: 'a.read' }, true],
    ['of an application', { client_id: 'app', scope: 'a.read' }, true],
    ['of an application without a scope', { client_id: 'app' }, true],
    ['of one’s own application, with everything', { client_id: 'app', scope: 'openid permissions' }, false],
  ])('%s is narrowed: %s', (_what, claims, expected) => {
    expect(isNarrowed(claims)).toBe(expected);
  });

  it('of a client for itself has the client as its subject, and no session', () => {
    expect(isOfClient({ sub: 'app', client_id: 'app' })).toBe(true);
    expect(isOfClient({ sub: 'app', client_id: 'app', sid: 's' })).toBe(false);
    expect(isOfClient({ sub: 'u', client_id: 'app' })).toBe(false);
    expect(isOfClient({})).toBe(false);
  });
});
