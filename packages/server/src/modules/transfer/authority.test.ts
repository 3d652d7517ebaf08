import { sqliteDatabase, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Caller } from '#modules/access';
import {
  createTransferFixture,
  drained,
  inChunks,
  operator,
  someHash,
  toLines,
  type TransferFixture,
} from './transfer.fixture.ts';
import type { ImportReport } from './transfer.types.ts';

let store: TestDatabase;
let fixture: TransferFixture;
let mover: Caller;

/** Whoever imports: level 2, staff, a few permissions, but not everything. */
beforeEach(async () => {
  store = await sqliteDatabase();
  fixture = await createTransferFixture(store);
  await fixture.importObjects([
    { type: 'role', name: 'mover', level: 2, permissions: ['users.import', 'roles.grant', 'roles.read'] },
    { type: 'role', name: 'strong', level: 1 },
    { type: 'role', name: 'auditor', permissions: ['audit.read'] },
    { type: 'role', name: 'plain' },
    { type: 'group', name: 'Auditors', roles: ['auditor'] },
    { type: 'group', name: 'Readers', roles: ['plain'] },
    { username: 'root', is_superuser: true },
    { username: 'mover', roles: ['mover'], is_staff: true },
    { username: 'chief', email: 'chief@example.com', roles: ['strong'], password_hash: someHash },
    { username: 'peer', roles: ['mover'] },
  ]);
  mover = await fixture.callerOf('mover');
});
afterEach(() => store.close());

const codes = ({ problems }: ImportReport) => problems.map(({ line, code, path }) => [line, code, path]);

describe('whoever imports', () => {
  test('gives no role, group or flag beyond their own', async () => {
    const report = await fixture.importObjects(
      [
        { username: 'a', roles: ['plain', 'mover'], groups: ['Readers'], is_staff: true },
        { username: 'b', roles: ['strong'] },
        { username: 'c', roles: ['auditor'] },
        { username: 'd', groups: ['Auditors'] },
        { username: 'e', is_superuser: true },
        { username: 'peer', roles: ['owner'] },
        { username: 'f', roles: ['read-only'] },
      ],
      {},
      mover,
    );
    expect(codes(report)).toEqual([
      [2, 'access.cannot_grant', 'roles'],
      [3, 'access.cannot_grant', 'roles'],
      [4, 'access.cannot_grant', 'groups'],
      [5, 'access.denied', 'is_superuser'],
      [6, 'access.cannot_grant', 'roles'],
    ]);
    expect(report).toMatchObject({ created: 2, failed: 5 });
    const last = (await fixture.entries()).at(-1);
    expect(last).toMatchObject({ action: 'user.import', details: { failed: 5, denied: 5 } });
  });

  test('changes nobody who holds more, and may repeat what is so', async () => {
    const report = await fixture.importObjects(
      [
        { username: 'chief', email: 'mine@example.com' },
        { username: 'root', first_name: 'Nobody' },
        { username: 'peer', first_name: 'Pia', password_hash: someHash },
      ],
      {},
      mover,
    );
    expect(codes(report)).toEqual([
      [1, 'access.denied', ''],
      [2, 'access.denied', ''],
    ]);
    const again = await fixture.importObjects([{ username: 'chief', email: 'chief@example.com' }], {}, mover);
    expect(again).toMatchObject({ unchanged: 1, failed: 0 });
    // The other ways to take an account over.
    for (const line of [
      { password_hash: `${someHash.slice(0, -1)}C` },
      { is_active: false },
      { is_staff: true },
    ]) {
      const refused = await fixture.importObjects([{ username: 'chief', ...line }], {}, mover);
      expect(codes(refused)).toEqual([[1, 'access.denied', '']]);
    }
    const taken = await fixture.importObjects(
      [{ username: 'chief', roles: [] }],
      { assignments: 'replace' },
      mover,
    );
    expect(codes(taken)).toEqual([[1, 'access.cannot_grant', 'roles']]);
  });

  test('defines no roles, groups or permissions without the right to', async () => {
    const lines = [
      { type: 'role', name: 'mine', permissions: ['users.import'] },
      { type: 'group', name: 'Mine' },
      { type: 'permission', name: 'orders.read' },
      { type: 'group', name: 'Readers', roles: ['strong'] },
    ];
    for (const isDryRun of [false, true]) {
      const report = await fixture.importObjects(lines, { isDryRun }, mover);
      expect(report).toMatchObject({ created: 0, updated: 0, failed: 4 });
      expect(report.problems.map(({ code }) => code.split('.')[0])).toEqual(Array(4).fill('access'));
    }
  });

  test('adds nothing to a role that they gave themselves some lines before', async () => {
    const permissions = ['users.import', 'roles.grant', 'roles.read', 'roles.manage'];
    await fixture.access.updateRole(operator, 'mover', { permissions });
    const lines = [
      { type: 'role', name: 'mine' },
      { type: 'role', name: 'ours' },
      { type: 'group', name: 'Movers', roles: ['ours'] },
      { username: 'mover', roles: ['mine'], groups: ['Movers'] },
      { type: 'role', name: 'mine', permissions },
      { type: 'role', name: 'ours', level: 2 },
    ];
    const report = await fixture.importObjects(lines, {}, await fixture.callerOf('mover'));
    expect(codes(report)).toEqual([
      [5, 'access.cannot_grant', ''],
      [6, 'access.cannot_grant', ''],
    ]);
    const roles = [await fixture.access.getRole('mine'), await fixture.access.getRole('ours')];
    expect(roles).toMatchObject([{ permissions: [] }, { level: null }]);
  });

  test('gives no access to a service that they do not have, by whatever carries it', async () => {
    const { access, services, users } = fixture;
    await services.create(operator, { name: 'Orders', audience: 'urn:orders', accessLevels: ['reader'] });
    await access.createRole(operator, { name: 'clerk' });
    await access.createRole(operator, { name: 'by-role' });
    const group = await access.createGroup(operator, { name: 'Clerks' });
    await access.grantRole(operator, { groupId: group.id }, 'clerk');
    const give = (holder: 'role' | 'group' | 'user', id: string) =>
      services.grantAccess(operator, 'Orders', { holder, id, level: 'reader' });
    for (const name of ['clerk', 'read-only']) await give('role', name);
    await give('group', 'Readers');
    await access.updateRole(operator, 'mover', {
      permissions: ['users.import', 'roles.grant', 'roles.read', 'roles.manage'],
    });
    const lines = [
      { username: 'a', roles: ['CLERK'] },
      { username: 'b', groups: ['clerks'] },
      { username: 'c', groups: ['Readers'] },
      { username: 'peer', roles: ['mover', 'read-only'] },
      { username: 'mover', groups: ['Readers'] },
      { username: 'd', roles: ['plain', 'read-only'] },
      { username: 'e', roles: ['plain'] },
      { type: 'group', name: 'Readers', roles: ['plain', 'clerk'] },
      { type: 'group', name: 'New', roles: ['clerk'] },
    ];
    const caller = await fixture.callerOf('mover');
    for (const isDryRun of [true, false]) {
      const report = await fixture.importObjects(lines, { isDryRun }, caller);
      expect(codes(report)).toEqual([
        [1, 'access.cannot_grant', 'roles'],
        [2, 'access.cannot_grant', 'groups'],
        [3, 'access.cannot_grant', 'groups'],
        [4, 'access.cannot_grant', 'roles'],
        [5, 'access.cannot_grant', 'groups'],
        [6, 'access.cannot_grant', 'roles'],
        [8, 'access.cannot_grant', ''],
        [9, 'access.cannot_grant', ''],
      ]);
    }
    const { id } = await users.resolve(store.database.db, 'mover');
    expect(await services.listServicesOf({ id, isActive: true }, { limit: 1 })).toMatchObject({
      items: [{ access: null }],
    });
    await give('user', id);
    const allowed = await fixture.importObjects(lines.slice(0, 6), {}, caller);
    expect(allowed).toMatchObject({ created: 4, updated: 2, failed: 0 });
    // What somebody has already need not be given again.
    await services.revokeAccess(operator, 'Orders', { holder: 'user', id });
    await fixture.access.removeMember(operator, 'Readers', id);
    const again = await fixture.importObjects(lines.slice(0, 3), {}, await fixture.callerOf('mover'));
    expect(again).toMatchObject({ unchanged: 3, failed: 0 });
    const taken = await fixture.importObjects(
      [{ username: 'a', roles: [] }],
      { assignments: 'replace' },
      caller,
    );
    expect(taken).toMatchObject({ updated: 1, failed: 0 });
  });

  test('may do no more than they may at that moment', async () => {
    const lines = Array.from({ length: 1_000 }, (_, index) => ({ username: `u${index}`, roles: ['plain'] }));
    const importing = fixture.transfer.importAll(mover, inChunks(toLines(lines)), { format: 'jsonl' });
    await importing.next();
    await importing.next();
    await fixture.access.revokeRole(
      operator,
      { userId: (await fixture.users.resolve(store.database.db, 'mover')).id },
      'mover',
    );
    await expect(drained(importing)).rejects.toMatchObject({ code: 'access.denied' });
    await expect(fixture.importObjects(lines, {}, await fixture.callerOf('mover'))).rejects.toMatchObject({
      code: 'access.denied',
    });
  });
});

describe('the last administrator', () => {
  test('is not switched off by a line, nor by two together', async () => {
    const report = await fixture.importObjects([{ username: 'root', is_active: false }]);
    expect(codes(report)).toEqual([[1, 'users.last_administrator', '']]);
    await fixture.importObjects([{ username: 'second', is_superuser: true }]);
    const both = await fixture.importObjects([
      { username: 'root', is_superuser: false },
      { username: 'second', is_active: false },
    ]);
    expect(codes(both)).toEqual([[2, 'users.last_administrator', '']]);
    expect(both).toMatchObject({ updated: 1, failed: 1 });
  });

  test('may go when the line before makes another', async () => {
    const report = await fixture.importObjects([
      { username: 'new', is_superuser: true },
      { username: 'root', is_superuser: false },
    ]);
    expect(report).toMatchObject({ created: 1, updated: 1, failed: 0 });
  });
});

test('an export needs its permissions, the hashes one more, and is noted', async () => {
  await expect(fixture.transfer.exportUsers(mover, { format: 'jsonl' })).rejects.toMatchObject({
    code: 'access.denied',
  });
  await fixture.access.updateRole(operator, 'mover', { permissions: ['users.export'] });
  const exporter = await fixture.callerOf('mover');
  await fixture.transfer.exportUsers(exporter, { format: 'csv' });
  expect((await fixture.entries()).at(-1)).toMatchObject({
    action: 'user.export',
    actor: { type: 'user' },
    details: { format: 'csv', include_hashes: false, include_roles: false, include_groups: false },
  });
  await expect(
    fixture.transfer.exportUsers(exporter, { format: 'csv', hasHashes: true }),
  ).rejects.toMatchObject({ code: 'access.denied' });
});
